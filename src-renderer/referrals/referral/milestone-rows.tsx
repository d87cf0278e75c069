import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import type { Config, Referral } from '../frame/referral-types.ts';
import type { Deed } from './deed.ts';
import { canReach, canRelease, milestoneLines, type MilestoneLine } from './milestone-list.ts';
import classes from './referral.module.css';

interface RowProps {
  readonly referral: Referral;
  readonly line: MilestoneLine;
  readonly onDeed: (deed: Deed) => void;
}

function MilestoneRow({ referral, line, onDeed }: RowProps) {
  const { t } = useTranslation('referrals');
  const { name, points, bothActive, reached } = line;
  const state = reached?.state ?? 'open';
  const given = reached?.state === 'released' ? reached.releasedPoints : (reached?.points ?? points);
  return (
    <li className={classes.milestone} data-state={state}>
      <span className={classes.milestoneName}>
        {name}
        {bothActive && <span className={classes.quiet}> · {t('milestone.bothActive')}</span>}
      </span>
      <span className={classes.points}>
        {t(`milestone.${state}`, { count: given, points: formatCount(given) })}
      </span>
      {canReach(referral, line) && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('milestone.reachTitle', { name })}
          onClick={() => onDeed({ kind: 'reach', milestone: name })}
        >
          {t('milestone.reach')}
        </Button>
      )}
      {canRelease(referral, line) && (
        <Button
          size="compact-xs"
          aria-label={t('milestone.releaseTitle', { name })}
          onClick={() => onDeed({ kind: 'release', milestone: name, points: given })}
        >
          {t('milestone.release')}
        </Button>
      )}
    </li>
  );
}

/** What this referral earns, and how far each of it is. */
export function MilestoneRows(props: {
  readonly referral: Referral;
  readonly config: Config | undefined;
  readonly onDeed: (deed: Deed) => void;
}) {
  const { t } = useTranslation('referrals');
  const lines = milestoneLines(props.referral, props.config);
  if (lines.length === 0) return <p className={classes.quiet}>{t('milestone.none')}</p>;
  return (
    <ul className={classes.milestones} aria-label={t('milestone.title')}>
      {lines.map((line) => (
        <MilestoneRow key={line.name} referral={props.referral} line={line} onDeed={props.onDeed} />
      ))}
    </ul>
  );
}
