import type { CommandInput, CommandName } from '../frame/referral-types.ts';
import type { Approval, ApprovalKind } from './approval.ts';

export type Way = 'approve' | 'refuse';

/** What a decision needs besides the yes or no. */
export function needOf(kind: ApprovalKind, way: Way): 'reason' | 'time' | 'nothing' | 'impossible' {
  if (kind === 'review') return 'reason';
  if (way === 'approve') return kind === 'publication' ? 'time' : 'nothing';
  if (kind === 'draft' || kind === 'publication') return 'impossible';
  return kind === 'proposal' ? 'nothing' : 'reason';
}

export type Wanted = {
  readonly [Name in CommandName]: { readonly name: Name; readonly command: CommandInput<Name> };
}[CommandName];

/** The command that a decision is. `amount`: of a milestone, only a part. */
export function commandOf(
  approval: Approval,
  way: Way,
  { reason, amount = null }: { readonly reason: string; readonly amount?: number | null },
): Wanted | null {
  switch (approval.kind) {
    case 'review':
      return {
        name: 'decideReview',
        command: { referralId: approval.referral.id, isFraud: way === 'refuse', note: reason },
      };
    case 'milestone': {
      const referralId = approval.referral.id;
      return way === 'approve'
        ? {
            name: 'releaseMilestone',
            command: { referralId, milestone: approval.milestone.name, amount },
          }
        : { name: 'clawBackReferral', command: { referralId, reason } };
    }
    case 'proposal':
      return {
        name: 'decideProposal',
        command: { proposalId: approval.proposal.id, isApproved: way === 'approve' },
      };
    case 'draft':
      return way === 'approve' ? { name: 'approveConfig', command: { configId: approval.config.id } } : null;
    case 'publication':
      return null;
    case 'redemption': {
      const redemptionId = approval.redemption.id;
      return way === 'approve'
        ? { name: 'orderRedemption', command: { redemptionId } }
        : { name: 'cancelRedemption', command: { redemptionId, reason } };
    }
  }
}
