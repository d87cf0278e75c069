import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, type RefObject } from 'react';

interface SearchBoxProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly className: string | undefined;
}

/** The search of a list. Escape empties it. */
export function SearchBox(props: SearchBoxProps) {
  const { inputRef, label, placeholder, clearLabel, value, onChange, className } = props;
  return (
    <TextInput
      ref={inputRef}
      className={className ?? ''}
      size="xs"
      type="text"
      role="searchbox"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      rightSection={
        value !== '' && <CloseButton size="xs" aria-label={clearLabel} onClick={() => onChange('')} />
      }
    />
  );
}

/** Ctrl+F means the list in sight. It has to be caught before the key of the map's list is. */
export function useFindKey(inputRef: RefObject<HTMLInputElement | null>, isInSight: () => boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isFind =
        (event.ctrlKey || event.metaKey) &&
        !event.shiftKey &&
        !event.altKey &&
        event.key.toLowerCase() === 'f';
      if (!isFind || !isInSight()) return;
      event.preventDefault();
      inputRef.current?.select();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [inputRef, isInSight]);
}
