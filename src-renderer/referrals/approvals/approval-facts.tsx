import { useTranslation } from 'react-i18next';
import { formatDated } from '../../ui/format.ts';
import { flagText } from '../referral/referral-text.ts';
import type { RecordNames } from '../record-names.ts';
import { pointsWords } from './approval-words.ts';
import { reachingEvent, type Approval } from './approval.ts';
import { Facts } from '../../ui/facts.tsx';

type Fact = readonly [string, string | null];

function useFacts(approval: Approval, names: RecordNames): readonly Fact[] {
  const { t } = useTranslation('referralOffice');
  const facts = (): readonly Fact[] => {
    switch (approval.kind) {
      case 'review': {
        const { id, referrerId, flags } = approval.referral;
        const about = (otherId: string) => {
          const person = names.person(otherId);
          return person === otherId ? names.referral(otherId) : person;
        };
        return [
          [t('approvals.facts.candidate'), names.referral(id)],
          [t('approvals.facts.referrer'), names.person(referrerId)],
          [t('approvals.facts.doubts'), flags.map((flag) => flagText(flag, about)).join('; ')],
        ];
      }
      case 'milestone': {
        const { referral, milestone } = approval;
        return [
          [t('approvals.facts.milestone'), milestone.name],
          [t('approvals.facts.points'), pointsWords(milestone.points)],
          [t('approvals.facts.candidate'), names.referral(referral.id)],
          [t('approvals.facts.referrer'), names.person(referral.referrerId)],
          [t('approvals.facts.evidence'), reachingEvent(referral, milestone.name)?.evidence ?? null],
        ];
      }
      case 'proposal': {
        const { personId, points, reason } = approval.proposal;
        return [
          [t('approvals.facts.person'), names.person(personId)],
          [t('approvals.facts.points'), pointsWords(points)],
          [t('approvals.facts.reason'), reason],
        ];
      }
      case 'redemption': {
        const { personId, rewardId, price } = approval.redemption;
        return [
          [t('approvals.facts.reward'), names.reward(rewardId)],
          [t('approvals.facts.person'), names.person(personId)],
          [t('approvals.facts.points'), pointsWords(price)],
        ];
      }
      default:
        return [];
    }
  };
  const { makerId, sinceMs } = approval;
  return [
    ...facts(),
    [t('approvals.facts.madeBy'), makerId === null ? null : names.account(makerId)],
    [t('approvals.facts.since'), formatDated(sinceMs)],
  ];
}

/** What there is to know before one decides. */
export function ApprovalFacts({
  approval,
  names,
}: {
  readonly approval: Approval;
  readonly names: RecordNames;
}) {
  return <Facts facts={useFacts(approval, names)} />;
}
