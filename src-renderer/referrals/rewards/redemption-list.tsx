import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import type { Redemption } from '../frame/referral-types.ts';
import { RecordGrid, type RecordColumn } from '../record-grid.tsx';
import type { RecordNames } from '../record-names.ts';
import classes from './rewards.module.css';

const idOf = ({ id }: Redemption): string => id;
const markOf = ({ state }: Redemption) => (state === 'reserved' ? ('warn' as const) : undefined);

function useColumns(names: RecordNames): readonly RecordColumn<Redemption>[] {
  const { t } = useTranslation('referralOffice');
  const minuteMs = useMinuteMs();
  return useMemo(() => {
    const person = ({ personId }: Redemption) => names.person(personId);
    const reward = ({ rewardId }: Redemption) => names.reward(rewardId);
    return [
      { id: 'state', head: t('rewards.state'), cell: ({ state }) => t(`rewards.states.${state}`) },
      {
        id: 'since',
        head: t('rewards.since'),
        look: 'time',
        cell: ({ changedAtMs }) => formatMoment(changedAtMs, minuteMs),
      },
      { id: 'person', head: t('rewards.person'), look: 'name', cell: person, title: person },
      { id: 'reward', head: t('rewards.reward'), cell: reward, title: reward },
      { id: 'price', head: t('rewards.price'), look: 'number', cell: ({ price }) => formatCount(price) },
      {
        id: 'by',
        head: t('rewards.redeemedBy'),
        look: 'quiet',
        cell: ({ redeemedBy }) => names.account(redeemedBy),
      },
    ];
  }, [t, minuteMs, names]);
}

interface RedemptionListProps {
  readonly redemptions: readonly Redemption[];
  readonly selectedId: string | null;
  readonly names: RecordNames;
  readonly onSelect: (redemption: Redemption | null) => void;
}

/** Redemptions, those that wait for somebody on top. */
export function RedemptionList({ redemptions, selectedId, names, onSelect }: RedemptionListProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <RecordGrid
      label={t('rewards.redemptions')}
      rows={redemptions}
      idOf={idOf}
      columns={useColumns(names)}
      className={classes.redemptions}
      selectedId={selectedId}
      onSelect={onSelect}
      markOf={markOf}
    />
  );
}
