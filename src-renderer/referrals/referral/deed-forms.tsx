import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeedForm } from '../forms/deed-form.tsx';
import type { Referral } from '../frame/referral-types.ts';
import { useCommand } from '../frame/use-command.ts';
import type { Deed } from './deed.ts';
import { MoveForm } from './move-form.tsx';

interface DeedProps {
  readonly referral: Referral;
  readonly onDone: () => void;
}

function ReachForm({ referral, milestone, onDone }: DeedProps & { readonly milestone: string }) {
  const { t } = useTranslation('referrals');
  const reach = useCommand('reachMilestone');
  return (
    <DeedForm
      title={t('milestone.reachTitle', { name: milestone })}
      noteLabel={t('move.evidence')}
      problem={reach.problem}
      isRunning={reach.isRunning}
      onRun={(evidence) =>
        reach.run(
          { referralId: referral.id, milestone, evidence },
          t('milestone.reachDone', { name: milestone }),
        )
      }
      onDone={onDone}
    />
  );
}

/** All of it, or a part: the rest goes back. */
function ReleaseForm(props: DeedProps & { readonly milestone: string; readonly points: number }) {
  const { referral, milestone, points, onDone } = props;
  const { t } = useTranslation('referrals');
  const release = useCommand('releaseMilestone');
  const [amount, setAmount] = useState<number | string>(points);
  const isWhole = typeof amount === 'number' && Number.isInteger(amount) && amount >= 1 && amount <= points;
  return (
    <DeedForm
      title={t('milestone.releaseTitle', { name: milestone })}
      problem={release.problem}
      isRunning={release.isRunning}
      onRun={() =>
        isWhole
          ? release.run(
              { referralId: referral.id, milestone, amount: amount === points ? null : amount },
              t('milestone.releaseDone', { name: milestone }),
            )
          : null
      }
      onDone={onDone}
    >
      <NumberInput
        size="xs"
        label={t('milestone.amount')}
        description={t('milestone.amountHint')}
        min={1}
        max={points}
        allowDecimal={false}
        value={amount}
        error={isWhole ? undefined : t('milestone.amountWrong', { points })}
        onChange={setAmount}
      />
    </DeedForm>
  );
}

function ReviewForm({ referral, isFraud, onDone }: DeedProps & { readonly isFraud: boolean }) {
  const { t } = useTranslation('referrals');
  const decide = useCommand('decideReview');
  return (
    <DeedForm
      title={t(isFraud ? 'review.fraudTitle' : 'review.clearTitle')}
      noteLabel={t('review.note')}
      needsNote
      isGrave={isFraud}
      problem={decide.problem}
      isRunning={decide.isRunning}
      onRun={(note) => decide.run({ referralId: referral.id, isFraud, note: note ?? '' }, t('review.done'))}
      onDone={onDone}
    />
  );
}

function ClawBackForm({ referral, onDone }: DeedProps) {
  const { t } = useTranslation('referrals');
  const clawBack = useCommand('clawBackReferral');
  return (
    <DeedForm
      title={t('clawBack.title')}
      noteLabel={t('clawBack.reason')}
      needsNote
      isGrave
      problem={clawBack.problem}
      isRunning={clawBack.isRunning}
      onRun={(reason) => clawBack.run({ referralId: referral.id, reason: reason ?? '' }, t('clawBack.done'))}
      onDone={onDone}
    />
  );
}

/** The form of what is about to be done. */
export function DeedOf({ deed, ...its }: DeedProps & { readonly deed: Deed }) {
  switch (deed.kind) {
    case 'move':
      return <MoveForm {...its} to={deed.to} />;
    case 'reach':
      return <ReachForm {...its} milestone={deed.milestone} />;
    case 'release':
      return <ReleaseForm {...its} milestone={deed.milestone} points={deed.points} />;
    case 'review':
      return <ReviewForm {...its} isFraud={deed.isFraud} />;
    case 'clawBack':
      return <ClawBackForm {...its} />;
  }
}
