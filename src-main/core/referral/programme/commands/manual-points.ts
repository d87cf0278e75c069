import { companyAccount, userAccount } from '../../ledger/account.ts';
import type { Step } from '../../ledger/step.ts';
import { need, needActive, needAnother, needNew, needState, planned, planOf } from './planner.ts';

interface NewProposal {
  readonly companyId: string;
  readonly proposalId: string;
  readonly personId: string;
  readonly points: number;
  readonly reason: string;
}

/** Points by hand are proposed by one person and given by another. */
export const proposePoints = planOf(async (planner, input: NewProposal) => {
  await needNew(planner, 'proposal', input.proposalId);
  await needActive(planner, await need(planner, 'company', input.companyId), input.personId);
  return planned({ type: 'pointsProposed', ...input }, [], { reason: input.reason });
});

export const decideProposal = planOf(
  async (planner, { proposalId, isApproved }: { proposalId: string; isApproved: boolean }) => {
    const proposal = await need(planner, 'proposal', proposalId);
    needState(proposal, ['waiting']);
    needAnother(planner, proposal.proposedBy);
    const { companyId, personId, points, reason } = proposal;
    if (!isApproved) return planned({ type: 'proposalDecided', proposalId, isApproved }, [], { reason });
    await needActive(planner, companyId, personId);
    const available = userAccount(companyId, 'available', personId);
    const move = { from: companyAccount(companyId, 'issuance'), to: available, amount: points };
    const steps: Step[] = [
      { kind: 'transfer', move, caps: [] },
      { kind: 'settle', from: available, owed: userAccount(companyId, 'owed', personId) },
    ];
    return planned({ type: 'proposalDecided', proposalId, isApproved }, steps, { reason });
  },
);

export const reverseProposal = planOf(
  async (planner, { proposalId, reason }: { proposalId: string; reason: string }) => {
    const proposal = await need(planner, 'proposal', proposalId);
    needState(proposal, ['approved']);
    const steps: Step[] = proposal.seq === null ? [] : [{ kind: 'reverse', seq: proposal.seq }];
    return planned({ type: 'proposalReversed', proposalId, reason }, steps, { reason });
  },
);
