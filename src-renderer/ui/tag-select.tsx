import { MultiSelect, type MultiSelectProps } from '@mantine/core';

interface TagSelectProps extends Pick<
  MultiSelectProps,
  'className' | 'label' | 'aria-label' | 'comboboxProps'
> {
  readonly tags: readonly { readonly id: string; readonly name: string }[];
  readonly chosenIds: readonly string[];
  readonly placeholder: string;
  readonly nothingFound: string;
  readonly onChange: (tagIds: string[]) => void;
}

/** Any of several tags. */
export function TagSelect({ tags, chosenIds, placeholder, nothingFound, onChange, ...rest }: TagSelectProps) {
  return (
    <MultiSelect
      {...rest}
      size="xs"
      placeholder={chosenIds.length === 0 ? placeholder : ''}
      nothingFoundMessage={nothingFound}
      data={tags.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...chosenIds]}
      onChange={onChange}
      searchable
      clearable
    />
  );
}
