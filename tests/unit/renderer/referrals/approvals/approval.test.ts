import { describe, expect, it } from 'vitest';
import {
  countReady,
  decidedInOutbox,
  mergeApprovals,
  type Undecided,
} from '../../../../../src-renderer/referrals/approvals/approval.ts';
import { commandOf, needOf } from '../../../../../src-renderer/referrals/approvals/decision.ts';
import type { OutboxRow } from '../../../../../src-renderer/referrals/frame/outbox-store.ts';
import type {
  Config,
  Milestone,
  Proposal,
  Redemption,
  Referral,
} from '../../../../../src-renderer/referrals/frame/referral-types.ts';

const milestone = (name: string, change: Partial<Milestone> = {}): Milestone => ({
  ...{ name, holdId: `hold ${name}`, points: 100, state: 'pending', reachedBy: 'cleo', releasedPoints: 0 },
  ...change,
});
const referral = (id: string, change: Partial<Referral> = {}): Referral => ({
  ...{ id, companyId: 'acme', referrerId: 'ann', codeId: null, campaignId: null, configId: 'v1' },
  ...{ candidate: null, candidateId: null, state: 'hired', review: 'notNeeded', flags: [], milestones: [] },
  events: [
    { seq: 1, atMs: 100, by: 'cleo', kind: 'made', detail: null, evidence: null },
    { seq: 2, atMs: 300, by: 'cleo', kind: 'milestoneReached', detail: 'week', evidence: null },
  ],
  changedAtMs: 900,
  ...change,
});
const proposal: Proposal = {
  ...{ id: 'p1', companyId: 'acme', personId: 'ann', points: 50, reason: 'Sorry', state: 'waiting' },
  ...{ proposedBy: 'cleo', decidedBy: null, seq: null, changedAtMs: 200 },
};
const draft: Config = {
  ...{ id: 'v2', companyId: 'acme', state: 'draft', draftedBy: 'abby', approvedBy: null },
  config: {
    milestones: [],
    caps: { perDay: null, perMonth: null, perCampaign: null },
    ...{ pendingDays: null, rehireDays: 0, redemptionDays: null },
  },
  ...{ effectiveAtMs: null, changedAtMs: 50 },
};
const redemption: Redemption = {
  ...{ id: 'x1', companyId: 'acme', rewardId: 'card', personId: 'ann', price: 20, state: 'reserved' },
  ...{ redeemedBy: 'abby', orderedSeq: null, changedAtMs: 10 },
};
const nothing: Undecided = { referrals: [], proposals: [], configs: [], redemptions: [] };
const approver = (id: string) => ({ id, roles: ['approver'] });
const merge = (part: Partial<Undecided>, actorId: string | null = 'abby', sent: string[] = []) =>
  mergeApprovals({ ...nothing, ...part }, actorId === null ? null : approver(actorId), new Set(sent));
const ids = (approvals: ReturnType<typeof merge>) => approvals.map(({ id }) => id);

describe('what waits for a second person', () => {
  it('stands in one list: mine to decide by how long it waits, then what somebody else must decide', () => {
    const found = merge({
      referrals: [referral('r1', { milestones: [milestone('week')] })],
      ...{ proposals: [proposal], configs: [draft], redemptions: [redemption] },
    });
    expect(ids(found)).toEqual(['proposal p1', 'milestone r1 week', 'redemption x1', 'config v2']);
    expect(found.map(({ standing }) => standing)).toEqual(['ready', 'ready', 'own', 'own']);
    expect(countReady(found)).toBe(2);
  });

  it('takes nobody for the maker while it is not known who looks', () => {
    expect(merge({ configs: [draft] }, null)[0]?.standing).toBe('ready');
  });

  it('is for an approver: others see it and are not told that it waits for them', () => {
    const clerk = { id: 'zoe', roles: ['dispatcher', 'referralClerk'] };
    const found = mergeApprovals({ ...nothing, proposals: [proposal] }, clerk, new Set());
    expect(found[0]?.standing).toBe('role');
    expect(countReady(found)).toBe(0);
  });

  it('lets anybody publish what two have made', () => {
    const approved: Config = { ...draft, state: 'approved', approvedBy: 'abby' };
    expect(merge({ configs: [approved] })[0]).toMatchObject({ kind: 'publication', standing: 'ready' });
  });

  it('puts a milestone behind its review, and shows what fraud leaves to be refused', () => {
    const milestones = [milestone('week')];
    const open = merge({ referrals: [referral('r1', { review: 'needed', milestones })] });
    expect(open.map(({ kind, standing }) => [kind, standing])).toEqual([
      ['review', 'ready'],
      ['milestone', 'review'],
    ]);
    const fraud = merge({ referrals: [referral('r1', { review: 'fraud', milestones })] });
    expect(fraud.map(({ kind, standing }) => [kind, standing])).toEqual([['milestone', 'fraud']]);
  });

  it('leaves out what is decided, void or over', () => {
    const released = [milestone('week', { state: 'released' }), milestone('year', { state: 'voided' })];
    expect(merge({ referrals: [referral('r1', { milestones: released })] })).toEqual([]);
    expect(merge({ referrals: [referral('r2', { state: 'rejected', review: 'needed' })] })).toEqual([]);
    expect(merge({ proposals: [{ ...proposal, state: 'approved' }] })).toEqual([]);
    expect(merge({ redemptions: [{ ...redemption, state: 'ordered' }] })).toEqual([]);
  });

  it('counts a decision that waits in the outbox as sent, a refused one not', () => {
    const row = (state: OutboxRow['state']): OutboxRow => ({
      ...{ key: 'k', name: 'decideProposal', command: { proposalId: 'p1', isApproved: true } },
      ...{ userId: 'abby', createdAtMs: 0, state, rejection: null },
    });
    expect([...decidedInOutbox([row('waiting')])]).toEqual(['proposal p1']);
    expect([...decidedInOutbox([row('rejected')])]).toEqual([]);
    const found = merge({ proposals: [proposal] }, 'abby', ['proposal p1']);
    expect(found[0]?.standing).toBe('sent');
    expect(countReady(found)).toBe(0);
  });
});

describe('a decision', () => {
  const only = (part: Partial<Undecided>) => {
    const [found] = merge(part, 'zoe');
    if (!found) throw new Error('nothing waits');
    return found;
  };

  it('is a command for each kind and way', () => {
    const reviewed = only({ referrals: [referral('r1', { review: 'needed' })] });
    expect(commandOf(reviewed, 'refuse', { reason: 'same phone' })).toEqual({
      name: 'decideReview',
      command: { referralId: 'r1', isFraud: true, note: 'same phone' },
    });
    const reached = only({ referrals: [referral('r1', { milestones: [milestone('week')] })] });
    expect(commandOf(reached, 'approve', { reason: '', amount: 40 })).toEqual({
      name: 'releaseMilestone',
      command: { referralId: 'r1', milestone: 'week', amount: 40 },
    });
    expect(commandOf(reached, 'refuse', { reason: 'no' })).toMatchObject({ name: 'clawBackReferral' });
    expect(commandOf(only({ redemptions: [redemption] }), 'approve', { reason: '' })).toMatchObject({
      name: 'orderRedemption',
    });
    expect(commandOf(only({ configs: [draft] }), 'refuse', { reason: 'no' })).toBeNull();
  });

  it('asks for a reason where the ledger keeps one', () => {
    expect(needOf('review', 'approve')).toBe('reason');
    expect(needOf('milestone', 'approve')).toBe('nothing');
    expect(needOf('milestone', 'refuse')).toBe('reason');
    expect(needOf('publication', 'approve')).toBe('time');
    expect(needOf('draft', 'refuse')).toBe('impossible');
  });
});
