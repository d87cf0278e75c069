import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import type { Reward } from '../frame/referral-types.ts';
import { RecordGrid, type RecordColumn } from '../record-grid.tsx';
import classes from './rewards.module.css';

const idOf = ({ id }: Reward): string => id;
const markOf = ({ stock }: Reward) => (stock === 0 ? ('warn' as const) : undefined);

interface RewardListProps {
  readonly rewards: readonly Reward[];
  /** Redemptions of each that are not over. */
  readonly openCounts: ReadonlyMap<string, number>;
  readonly selectedId: string | null;
  readonly onSelect: (reward: Reward | null) => void;
}

/** What points can be spent on. */
export function RewardList({ rewards, openCounts, selectedId, onSelect }: RewardListProps) {
  const { t } = useTranslation('referralOffice');
  const columns = useMemo(
    (): readonly RecordColumn<Reward>[] => [
      {
        id: 'name',
        head: t('rewards.reward'),
        look: 'name',
        cell: ({ name }) => name,
        title: ({ name }) => name,
      },
      { id: 'price', head: t('rewards.price'), look: 'number', cell: ({ price }) => formatCount(price) },
      {
        id: 'stock',
        head: t('rewards.stock'),
        look: 'number',
        cell: ({ stock }) => {
          if (stock === null) return t('rewards.unlimited');
          return stock === 0 ? t('rewards.outOfStock') : formatCount(stock);
        },
      },
      {
        id: 'open',
        head: t('rewards.openCount'),
        look: 'number',
        cell: ({ id }) => formatCount(openCounts.get(id) ?? 0),
      },
    ],
    [t, openCounts],
  );
  return (
    <RecordGrid
      label={t('rewards.catalogue')}
      rows={rewards}
      idOf={idOf}
      columns={columns}
      className={classes.catalogue}
      selectedId={selectedId}
      onSelect={onSelect}
      markOf={markOf}
    />
  );
}
