import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatPhone } from '../../ui/format.ts';
import { RecordGrid, type RecordColumn } from '../record-grid.tsx';
import type { PersonRow } from './people-filter.ts';
import classes from './people.module.css';

const idOf = ({ person }: PersonRow): string => person.id;

function useColumns(): readonly RecordColumn<PersonRow>[] {
  const { t } = useTranslation('referrals');
  return useMemo(
    () => [
      {
        id: 'name',
        head: t('profile.name'),
        look: 'name',
        cell: ({ name }) => name,
        title: ({ name }) => name,
      },
      {
        id: 'kind',
        head: t('people.kind'),
        look: 'quiet',
        cell: ({ person }) => t(`person.kind.${person.kind}`),
      },
      {
        id: 'phone',
        head: t('profile.phone'),
        cell: ({ person }) => formatPhone(person.profile?.phone ?? ''),
      },
      { id: 'codes', head: t('people.codes'), cell: ({ codes }) => codes.join(', ') },
      {
        id: 'referrals',
        head: t('people.referrals'),
        look: 'number',
        cell: ({ referralCount }) => (referralCount === 0 ? '' : formatCount(referralCount)),
      },
    ],
    [t],
  );
}

interface PeopleListProps {
  readonly rows: readonly PersonRow[];
  readonly selectedId: string | null;
  readonly onSelect: (personId: string | null) => void;
}

/** Everybody who fits, by name; draws only who is in sight. */
export function PeopleList({ rows, selectedId, onSelect }: PeopleListProps) {
  const { t } = useTranslation('referrals');
  return (
    <RecordGrid
      label={t('people.label')}
      rows={rows}
      idOf={idOf}
      columns={useColumns()}
      className={classes.people}
      selectedId={selectedId}
      onSelect={(row) => onSelect(row?.person.id ?? null)}
    />
  );
}
