import { IconClock, IconFlag } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import type { Referral } from '../frame/referral-types.ts';
import { candidateName } from '../referral/referral-text.ts';
import classes from './board.module.css';

interface ReferralCardProps {
  readonly id: string;
  readonly referral: Referral;
  readonly referrerName: string;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  /** Something about it is not in the ledger yet. */
  readonly isWaiting: boolean;
  readonly onOpen: (referralId: string) => void;
}

const pointsIn = ({ milestones }: Referral, state: 'pending' | 'released') =>
  milestones.reduce(
    (sum, one) => (one.state === state ? sum + (state === 'pending' ? one.points : one.releasedPoints) : sum),
    0,
  );

/** One referral of a column. Only cards in sight are drawn. */
export const ReferralCard = memo(function ReferralCard(props: ReferralCardProps) {
  const { id, referral, referrerName, topPx, isActive, isOpen, isWaiting, onOpen } = props;
  const { t } = useTranslation('referrals');
  const pending = pointsIn(referral, 'pending');
  const released = pointsIn(referral, 'released');
  const name = candidateName(referral);
  return (
    <div
      id={id}
      role="option"
      aria-selected={isOpen}
      data-active={isActive}
      className={classes.card}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => onOpen(referral.id)}
    >
      <span className={classes.cardHead}>
        <span className={classes.name} title={name}>
          {name}
        </span>
        {referral.review === 'needed' && (
          <IconFlag size={14} className={classes.flag} aria-label={t('board.reviewOpen')} />
        )}
        {referral.review === 'fraud' && (
          <IconFlag size={14} className={classes.fraud} aria-label={t('review.fraud')} />
        )}
        {isWaiting && <IconClock size={14} aria-label={t('board.changeWaits')} />}
      </span>
      <span className={classes.cardLine}>
        <span className={classes.by} title={referrerName}>
          {t('board.by', { name: referrerName })}
        </span>
        {pending > 0 && (
          <span className={classes.pending} title={t('board.pendingHint')}>
            {t('board.pending', { points: formatCount(pending) })}
          </span>
        )}
        {pending === 0 && released > 0 && (
          <span className={classes.released} title={t('board.releasedHint')}>
            {t('board.released', { points: formatCount(released) })}
          </span>
        )}
      </span>
    </div>
  );
});
