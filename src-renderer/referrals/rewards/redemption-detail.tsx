import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatDated } from '../../ui/format.ts';
import { useCommand } from '../frame/use-command.ts';
import { useReferralView } from '../frame/referral-view-store.ts';
import classes from '../office.module.css';
import type { Redemption } from '../frame/referral-types.ts';
import { ProblemLine } from '../problem-line.tsx';
import { ReasonForm } from '../reason-form.tsx';
import type { RecordNames } from '../record-names.ts';
import { useActorId } from '../use-actor.ts';
import { nextStep } from './redemption-order.ts';
import { DetailHead } from '../../ui/detail-head.tsx';
import { Facts } from '../../ui/facts.tsx';

function RedemptionSteps({ redemption }: { readonly redemption: Redemption }) {
  const { t } = useTranslation('referralOffice');
  const step = nextStep(redemption);
  const next = useCommand(step ?? 'orderRedemption');
  const cancel = useCommand('cancelRedemption');
  const actorId = useActorId();
  const [isCancelling, setCancelling] = useState(false);
  const { id: redemptionId } = redemption;
  if (step === null) return null;
  const isOwn = step === 'orderRedemption' && actorId === redemption.redeemedBy;
  const runCancel = async (reason: string) => {
    const outcome = await cancel.run({ redemptionId, reason }, t('rewards.done.cancelRedemption'));
    if (outcome === 'accepted' || outcome === 'waiting') setCancelling(false);
  };
  return (
    <>
      {isOwn && <p className={classes.warn}>{t('approvals.ownMaking')}</p>}
      {isCancelling ? (
        <ReasonForm
          label={t('rewards.cancelReason')}
          submitLabel={t('rewards.cancelYes')}
          isRunning={cancel.isRunning}
          isDangerous
          onSubmit={(reason) => void runCancel(reason)}
          onCancel={() => setCancelling(false)}
        />
      ) : (
        <div className={classes.buttons}>
          {!isOwn && (
            <Button
              size="compact-sm"
              loading={next.isRunning}
              onClick={() => void next.run({ redemptionId }, t(`rewards.done.${step}`))}
            >
              {t(`rewards.${step}`)}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => setCancelling(true)}>
            {t('rewards.cancelRedemption')}
          </Button>
        </div>
      )}
      <ProblemLine problem={next.problem ?? cancel.problem} />
    </>
  );
}

interface RedemptionDetailProps {
  readonly redemption: Redemption;
  readonly names: RecordNames;
  readonly onClose: () => void;
}

/** One redemption: who gets what for how much, and the next step. */
export function RedemptionDetail({ redemption, names, onClose }: RedemptionDetailProps) {
  const { t } = useTranslation('referralOffice');
  const openPerson = useReferralView((view) => view.openPerson);
  const { state, personId, price, changedAtMs, redeemedBy } = redemption;
  const title = names.redemption(redemption.id);
  const facts = [
    [t('rewards.price'), t('rules.points', { count: price, countText: formatCount(price) })],
    [t('rewards.redeemedBy'), names.account(redeemedBy)],
    [t('rewards.lastChange'), formatDated(changedAtMs)],
  ] as const;
  return (
    <section className={classes.detail} aria-label={title}>
      <DetailHead title={title} closeLabel={t('rewards.close')} onClose={onClose}>
        {t(`rewards.stateLong.${state}`)}
      </DetailHead>
      <Facts facts={facts} />
      <RedemptionSteps key={state} redemption={redemption} />
      <div className={classes.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => openPerson(personId)}>
          {t('rewards.openPerson', { name: names.person(personId) })}
        </Button>
      </div>
    </section>
  );
}
