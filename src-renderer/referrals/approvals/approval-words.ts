import { text } from '../../app/text.ts';
import { formatCount } from '../../ui/format.ts';
import { configSummary } from '../point-rules/config-words.ts';
import type { RecordNames } from '../record-names.ts';
import type { Approval } from './approval.ts';

/** What a line is about: whose review, which milestone, points for whom. */
export function aboutWords(approval: Approval, names: RecordNames): string {
  switch (approval.kind) {
    case 'review': {
      const { id, referrerId } = approval.referral;
      const values = { name: names.referral(id), referrer: names.person(referrerId) };
      return text.t('referralOffice:approvals.reviewAbout', values);
    }
    case 'milestone': {
      const { id, referrerId } = approval.referral;
      return text.t('referralOffice:approvals.milestoneAbout', {
        milestone: approval.milestone.name,
        name: names.referral(id),
        referrer: names.person(referrerId),
      });
    }
    case 'proposal': {
      const { personId, reason } = approval.proposal;
      return text.t('referralOffice:approvals.proposalAbout', { name: names.person(personId), reason });
    }
    case 'draft':
    case 'publication':
      return configSummary(approval.config.config);
    case 'redemption':
      return names.redemption(approval.redemption.id);
  }
}

/** Points that the decision is about; null: none. */
export function pointsOf(approval: Approval): number | null {
  switch (approval.kind) {
    case 'milestone':
      return approval.milestone.points;
    case 'proposal':
      return approval.proposal.points;
    case 'redemption':
      return approval.redemption.price;
    default:
      return null;
  }
}

export const pointsWords = (points: number): string =>
  text.t('referralOffice:rules.points', { count: points, countText: formatCount(points) });

export const approveWords = (approval: Approval): string =>
  text.t(`referralOffice:approvals.approve.${approval.kind}`, {
    points: pointsWords(pointsOf(approval) ?? 0),
  });

export const doneWords = (approval: Approval): string =>
  text.t(`referralOffice:approvals.done.${approval.kind}`);
