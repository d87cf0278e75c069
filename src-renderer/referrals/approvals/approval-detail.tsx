import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReferralView } from '../frame/referral-view-store.ts';
import classes from '../office.module.css';
import { ConfigTable } from '../point-rules/config-table.tsx';
import { PublishForm } from '../point-rules/publish-form.tsx';
import { ProblemLine } from '../problem-line.tsx';
import { ReasonForm } from '../reason-form.tsx';
import type { RecordNames } from '../record-names.ts';
import { WholeNumber } from '../whole-number.tsx';
import { ApprovalFacts } from './approval-facts.tsx';
import { aboutWords, approveWords, pointsWords } from './approval-words.ts';
import type { Approval } from './approval.ts';
import own from './approvals.module.css';
import { needOf, type Way } from './decision.ts';
import { DetailHead } from '../../ui/detail-head.tsx';

interface Given {
  readonly reason: string;
  readonly amount?: number;
}

interface DecideProps {
  readonly approval: Approval;
  readonly isRunning: boolean;
  readonly onDecide: (way: Way, given: Given) => void;
  /** Which form is open. */
  readonly way: Way | null;
  readonly onWay: (way: Way | null) => void;
}

/** What is taken back when a milestone is refused is said before it is done. */
function RefusalNote({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation('referralOffice');
  if (approval.kind !== 'milestone') return null;
  const given = approval.referral.milestones.reduce((sum, { releasedPoints }) => sum + releasedPoints, 0);
  return (
    <p className={classes.warn}>
      {given === 0
        ? t('approvals.refuseMilestone')
        : t('approvals.refuseMilestoneGiven', { points: pointsWords(given) })}
    </p>
  );
}

function WayForm({ approval, isRunning, onDecide, way, onWay }: DecideProps & { readonly way: Way }) {
  const { t } = useTranslation('referralOffice');
  const { kind } = approval;
  const decide = (reason: string) => onDecide(way, { reason });
  if (way === 'approve') {
    return (
      <ReasonForm
        label={t('approvals.approveReason')}
        submitLabel={t('approvals.approveYes')}
        isRunning={isRunning}
        onSubmit={decide}
        onCancel={() => onWay(null)}
      />
    );
  }
  if (kind !== 'review' && kind !== 'milestone' && kind !== 'redemption') return null;
  return (
    <>
      <RefusalNote approval={approval} />
      <ReasonForm
        label={t(`approvals.refuseReason.${kind}`)}
        submitLabel={t(`approvals.refuseYes.${kind}`)}
        isRunning={isRunning}
        isDangerous
        onSubmit={decide}
        onCancel={() => onWay(null)}
      />
    </>
  );
}

/** Less than was promised: the rest goes back. */
function ReleasePart({
  approval,
  isRunning,
  onDecide,
}: Pick<DecideProps, 'approval' | 'isRunning' | 'onDecide'>) {
  const { t } = useTranslation('referralOffice');
  const [isOpen, open] = useState(false);
  const [amount, setAmount] = useState<number | null>(null);
  if (approval.kind !== 'milestone' || approval.milestone.points < 2) return null;
  const pointsMax = approval.milestone.points - 1;
  const isReady = amount !== null && amount >= 1 && amount <= pointsMax;
  if (!isOpen) {
    return (
      <Button size="compact-sm" variant="default" onClick={() => open(true)}>
        {t('approvals.partial')}
      </Button>
    );
  }
  return (
    <form
      className={own.part}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isRunning) onDecide('approve', { reason: '', amount });
      }}
    >
      <WholeNumber
        label={t('approvals.partialPoints')}
        value={amount}
        min={1}
        max={pointsMax}
        onChange={setAmount}
      />
      <Button size="compact-sm" type="submit" variant="default" disabled={!isReady} loading={isRunning}>
        {t('approvals.releasePart', { points: pointsWords(amount ?? 0) })}
      </Button>
    </form>
  );
}

function WayButtons({ approval, isRunning, onDecide, onWay }: DecideProps) {
  const { t } = useTranslation('referralOffice');
  const { kind, standing } = approval;
  const press = (way: Way) => {
    if (needOf(kind, way) === 'nothing') onDecide(way, { reason: '' });
    else onWay(way);
  };
  const canApprove = standing === 'ready' && kind !== 'publication';
  return (
    <div className={classes.buttons}>
      {canApprove && (
        <Button size="compact-sm" loading={isRunning} onClick={() => press('approve')}>
          {approveWords(approval)}
        </Button>
      )}
      {kind !== 'draft' && kind !== 'publication' && (
        <Button size="compact-sm" variant="default" disabled={isRunning} onClick={() => press('refuse')}>
          {t(`approvals.refuse.${kind}`)}
        </Button>
      )}
      {canApprove && <ReleasePart approval={approval} isRunning={isRunning} onDecide={onDecide} />}
    </div>
  );
}

function Decide(props: DecideProps) {
  const { t } = useTranslation('referralOffice');
  const { approval, way } = props;
  const { standing } = approval;
  if (standing === 'own') return <p className={classes.warn}>{t('approvals.own')}</p>;
  if (standing === 'role') return <p className={classes.warn}>{t('approvals.role')}</p>;
  if (standing === 'sent') return <p className={classes.text}>{t('approvals.sent')}</p>;
  if (standing === 'review') return <p className={classes.warn}>{t('approvals.blocked.review')}</p>;
  return (
    <>
      {standing === 'fraud' && <p className={classes.bad}>{t('approvals.blocked.fraud')}</p>}
      {approval.kind === 'publication' && <PublishForm version={approval.config} />}
      {way === null ? <WayButtons {...props} /> : <WayForm {...props} way={way} />}
    </>
  );
}

/** To where more is known of it. */
function OpenButton({ approval, names }: { readonly approval: Approval; readonly names: RecordNames }) {
  const { t } = useTranslation('referralOffice');
  const { openReferral, openPerson, showTab } = useReferralView.getState();
  const target = (): readonly [string, () => void] => {
    switch (approval.kind) {
      case 'review':
      case 'milestone':
        return [t('approvals.openReferral'), () => openReferral(approval.referral.id)];
      case 'draft':
      case 'publication':
        return [t('approvals.openRules'), () => showTab('rules')];
      case 'proposal':
      case 'redemption': {
        const { personId } = approval.kind === 'proposal' ? approval.proposal : approval.redemption;
        return [t('approvals.openPerson', { name: names.person(personId) }), () => openPerson(personId)];
      }
    }
  };
  const [label, open] = target();
  return (
    <div className={classes.buttons}>
      <Button size="compact-sm" variant="default" onClick={open}>
        {label}
      </Button>
    </div>
  );
}

interface ApprovalDetailProps extends DecideProps {
  readonly names: RecordNames;
  readonly problem: string | null;
  readonly onClose: () => void;
}

/** One thing that waits: what there is to know, and the decision. */
export function ApprovalDetail({ names, problem, onClose, ...decide }: ApprovalDetailProps) {
  const { t } = useTranslation('referralOffice');
  const { approval } = decide;
  const title = aboutWords(approval, names);
  return (
    <section className={classes.detail} aria-label={title}>
      <DetailHead title={title} closeLabel={t('approvals.close')} onClose={onClose}>
        {t(`approvals.kind.${approval.kind}`)}
      </DetailHead>
      <ApprovalFacts approval={approval} names={names} />
      {(approval.kind === 'draft' || approval.kind === 'publication') && (
        <ConfigTable config={approval.config.config} />
      )}
      <Decide {...decide} />
      <ProblemLine problem={problem} />
      <OpenButton approval={approval} names={names} />
    </section>
  );
}
