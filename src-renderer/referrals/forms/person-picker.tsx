import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../frame/company.ts';
import { nameOfPerson } from '../frame/people.ts';
import { useRecords } from '../frame/record-store.ts';

/** More than this nobody reads; a letter more finds the rest. */
const shownCountMax = 40;

interface PersonPickerProps {
  readonly label: string;
  readonly personId: string | null;
  readonly onChange: (personId: string | null) => void;
  /** Not to be chosen here. */
  readonly withoutId?: string | undefined;
  readonly error?: string | undefined;
}

/** Somebody who is with the company now. */
export function PersonPicker({ label, personId, onChange, withoutId, error }: PersonPickerProps) {
  const { t } = useTranslation('referrals');
  const { items } = useRecords('listPeople', useCompany()?.id ?? null);
  const data = useMemo(
    () =>
      items
        .filter(({ id, leftAtMs }) => leftAtMs === null && id !== withoutId)
        .map((person) => ({
          value: person.id,
          label: t('person.withKind', { name: nameOfPerson(person), kind: t(`person.kind.${person.kind}`) }),
        }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [items, withoutId, t],
  );
  return (
    <Select
      size="xs"
      label={label}
      placeholder={t('person.pick')}
      nothingFoundMessage={t('person.noneFits')}
      data={data}
      limit={shownCountMax}
      value={personId}
      onChange={onChange}
      error={error}
      searchable
      clearable
    />
  );
}
