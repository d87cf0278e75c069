import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { RecordGrid, type RecordColumn } from '../record-grid.tsx';
import type { RecordNames } from '../record-names.ts';
import { aboutWords, pointsOf } from './approval-words.ts';
import type { Approval } from './approval.ts';
import classes from './approvals.module.css';
import type { Way } from './decision.ts';

const idOf = ({ id }: Approval): string => id;
const markOf = ({ standing }: Approval) =>
  standing === 'ready' ? ('warn' as const) : standing === 'fraud' ? ('bad' as const) : undefined;

function useColumns(names: RecordNames): readonly RecordColumn<Approval>[] {
  const { t } = useTranslation('referralOffice');
  const minuteMs = useMinuteMs();
  return useMemo(() => {
    const about = (approval: Approval) => aboutWords(approval, names);
    return [
      { id: 'kind', head: t('approvals.kindHead'), cell: ({ kind }) => t(`approvals.kind.${kind}`) },
      {
        id: 'since',
        head: t('approvals.since'),
        look: 'time',
        cell: ({ sinceMs }) => formatMoment(sinceMs, minuteMs),
      },
      { id: 'about', head: t('approvals.about'), look: 'name', cell: about, title: about },
      {
        id: 'points',
        head: t('approvals.points'),
        look: 'number',
        cell: (approval) => {
          const points = pointsOf(approval);
          return points === null ? '' : formatCount(points);
        },
      },
      {
        id: 'by',
        head: t('approvals.by'),
        look: 'quiet',
        cell: ({ makerId }) => (makerId === null ? '' : names.account(makerId)),
      },
      {
        id: 'standing',
        head: t('approvals.stateHead'),
        look: 'quiet',
        cell: ({ standing }) => t(`approvals.standing.${standing}`),
      },
    ];
  }, [t, minuteMs, names]);
}

interface ApprovalListProps {
  readonly approvals: readonly Approval[];
  readonly selectedId: string | null;
  readonly names: RecordNames;
  readonly onSelect: (approval: Approval | null) => void;
  readonly onWay: (way: Way) => void;
}

const wayKeys: Readonly<Record<string, Way>> = { a: 'approve', r: 'refuse' };

/** Everything that waits, in one list with one keyboard. */
export function ApprovalList({ approvals, selectedId, names, onSelect, onWay }: ApprovalListProps) {
  const { t } = useTranslation('referralOffice');
  const onKey = (key: string) => {
    const way = wayKeys[key];
    if (way === undefined) return false;
    onWay(way);
    return true;
  };
  return (
    <RecordGrid
      label={t('approvals.label')}
      rows={approvals}
      idOf={idOf}
      columns={useColumns(names)}
      className={classes.columns}
      selectedId={selectedId}
      onSelect={onSelect}
      markOf={markOf}
      onKey={onKey}
    />
  );
}
