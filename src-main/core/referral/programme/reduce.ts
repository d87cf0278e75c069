import type { Entry } from '../ledger/entry.ts';
import type { ProgrammeFact } from './fact.ts';
import type {
  Code,
  ConfigVersion,
  Person,
  Proposal,
  ReachedMilestone,
  RecordKind,
  RecordTypes,
  Redemption,
  Referral,
  ReferralEvent,
  Reward,
} from './record.ts';

/** A record as it is after a fact. */
export type Written = {
  [Kind in RecordKind]: { readonly kind: Kind; readonly record: RecordTypes[Kind] };
}[RecordKind];

/** The records a fact changes, as they were before it. Throws when one is missing: then the log was not checked. */
export interface Before {
  get<Kind extends RecordKind>(kind: Kind, id: string): Promise<RecordTypes[Kind]>;
}

type Of<Type extends ProgrammeFact['type']> = Extract<ProgrammeFact, { type: Type }>;
type Reducers = {
  readonly [Type in ProgrammeFact['type']]: (
    fact: Of<Type>,
    entry: Entry,
    before: Before,
  ) => Written[] | Promise<Written[]>;
};

function withEvent(
  referral: Referral,
  entry: Entry,
  kind: string,
  detail: string | null,
  evidence: string | null = null,
): Referral {
  const event: ReferralEvent = {
    seq: entry.seq,
    atMs: entry.atMs,
    by: entry.actor.userId,
    kind,
    detail,
    evidence,
  };
  return { ...referral, events: [...referral.events, event] };
}

const changeMilestone = (
  milestones: readonly ReachedMilestone[],
  names: readonly string[],
  change: Partial<ReachedMilestone>,
) => milestones.map((one) => (names.includes(one.name) ? { ...one, ...change } : one));

const referral = (record: Referral): Written[] => [{ kind: 'referral', record }];

const people: Pick<Reducers, 'companyAdded' | 'personAdded' | 'personLeft' | 'codeIssued' | 'codeClosed'> = {
  companyAdded: ({ companyId, name, timeZone }) => [
    { kind: 'company', record: { id: companyId, name, timeZone } },
  ],
  personAdded: ({ companyId, personId, kind, attachments }) => {
    const record: Person = { id: personId, companyId, kind, profileHash: attachments[0], leftAtMs: null };
    return [{ kind: 'person', record }];
  },
  personLeft: async ({ personId, leftAtMs }, _, before) => [
    { kind: 'person', record: { ...(await before.get('person', personId)), leftAtMs } },
  ],
  codeIssued: (fact) => {
    const { codeId, companyId, text, personId, campaignId, startsAtMs, expiresAtMs, useCountMax } = fact;
    const record: Code = {
      ...{ id: codeId, companyId, text, personId, campaignId, startsAtMs, expiresAtMs, useCountMax },
      useCount: 0,
      isClosed: false,
    };
    return [{ kind: 'code', record }];
  },
  codeClosed: async ({ codeId }, _, before) => [
    { kind: 'code', record: { ...(await before.get('code', codeId)), isClosed: true } },
  ],
};

const configs: Pick<Reducers, 'configDrafted' | 'configApproved' | 'configPublished'> = {
  configDrafted: ({ companyId, configId, config }, { actor }) => {
    const record: ConfigVersion = {
      ...{ id: configId, companyId, config, state: 'draft', draftedBy: actor.userId },
      approvedBy: null,
      effectiveAtMs: null,
    };
    return [{ kind: 'config', record }];
  },
  configApproved: async ({ configId }, { actor }, before) => {
    const version = await before.get('config', configId);
    return [{ kind: 'config', record: { ...version, state: 'approved', approvedBy: actor.userId } }];
  },
  configPublished: async ({ configId, effectiveAtMs }, _, before) => {
    const version = await before.get('config', configId);
    return [{ kind: 'config', record: { ...version, state: 'published', effectiveAtMs } }];
  },
};

const referrals: Pick<
  Reducers,
  | 'referralMade'
  | 'referralMoved'
  | 'milestoneReached'
  | 'milestoneReleased'
  | 'milestoneTimedOut'
  | 'reviewDecided'
  | 'referralClawedBack'
> = {
  referralMade: async (fact, entry, before) => {
    const { referralId, companyId, referrerId, codeId, campaignId, configId, flags, attachments } = fact;
    const made: Referral = {
      ...{ id: referralId, companyId, referrerId, codeId, campaignId, configId, flags },
      candidateHash: attachments[0],
      candidateId: null,
      state: 'invited',
      review: flags.length > 0 ? 'needed' : 'notNeeded',
      milestones: [],
      events: [],
    };
    const written = referral(withEvent(made, entry, 'made', null));
    if (codeId === null) return written;
    const code = await before.get('code', codeId);
    return [...written, { kind: 'code', record: { ...code, useCount: code.useCount + 1 } }];
  },
  referralMoved: async ({ referralId, to, candidateId, evidence, voided }, entry, before) => {
    const known = await before.get('referral', referralId);
    const moved: Referral = {
      ...known,
      state: to,
      candidateId: candidateId ?? known.candidateId,
      milestones: changeMilestone(known.milestones, voided, { state: 'voided' }),
    };
    return referral(withEvent(moved, entry, 'moved', to, evidence));
  },
  milestoneReached: async ({ referralId, milestone, holdId, points, evidence }, entry, before) => {
    const known = await before.get('referral', referralId);
    const reached: ReachedMilestone = {
      ...{ name: milestone, holdId, points, reachedBy: entry.actor.userId },
      state: 'pending',
      releasedPoints: 0,
    };
    const milestones = [...known.milestones.filter(({ name }) => name !== milestone), reached];
    return referral(withEvent({ ...known, milestones }, entry, 'milestoneReached', milestone, evidence));
  },
  milestoneReleased: async ({ referralId, milestone, points, isPaid }, entry, before) => {
    const known = await before.get('referral', referralId);
    const released: Referral = {
      ...known,
      state: isPaid ? 'paid' : known.state,
      milestones: changeMilestone(known.milestones, [milestone], {
        state: 'released',
        releasedPoints: points,
      }),
    };
    return referral(withEvent(released, entry, 'milestoneReleased', milestone));
  },
  milestoneTimedOut: async ({ referralId, milestone }, entry, before) => {
    const known = await before.get('referral', referralId);
    const milestones = changeMilestone(known.milestones, [milestone], { state: 'timedOut' });
    return referral(withEvent({ ...known, milestones }, entry, 'milestoneTimedOut', milestone));
  },
  reviewDecided: async ({ referralId, review, note }, entry, before) => {
    const known = await before.get('referral', referralId);
    return referral(withEvent({ ...known, review }, entry, 'reviewDecided', review, note));
  },
  referralClawedBack: async ({ referralId, reason, milestones }, entry, before) => {
    const known = await before.get('referral', referralId);
    const stateOf = new Map(milestones.map(({ name, state }) => [name, state]));
    const after: Referral = {
      ...known,
      state: 'rejected',
      milestones: known.milestones.map((one) => ({ ...one, state: stateOf.get(one.name) ?? one.state })),
    };
    return referral(withEvent(after, entry, 'clawedBack', null, reason));
  },
};

const manual: Pick<Reducers, 'pointsProposed' | 'proposalDecided' | 'proposalReversed'> = {
  pointsProposed: ({ companyId, proposalId, personId, points, reason }, { actor }) => {
    const record: Proposal = {
      ...{ id: proposalId, companyId, personId, points, reason, state: 'waiting', proposedBy: actor.userId },
      decidedBy: null,
      seq: null,
    };
    return [{ kind: 'proposal', record }];
  },
  proposalDecided: async ({ proposalId, isApproved }, { actor, seq }, before) => {
    const known = await before.get('proposal', proposalId);
    const decided: Proposal = {
      ...known,
      state: isApproved ? 'approved' : 'refused',
      decidedBy: actor.userId,
      seq: isApproved ? seq : null,
    };
    return [{ kind: 'proposal', record: decided }];
  },
  proposalReversed: async ({ proposalId }, _, before) => [
    { kind: 'proposal', record: { ...(await before.get('proposal', proposalId)), state: 'reversed' } },
  ],
};

async function restock(before: Before, rewardId: string, by: number): Promise<Written[]> {
  const reward: Reward = await before.get('reward', rewardId);
  if (reward.stock === null) return [];
  return [{ kind: 'reward', record: { ...reward, stock: reward.stock + by } }];
}

const rewards: Pick<
  Reducers,
  | 'rewardAdded'
  | 'rewardStocked'
  | 'rewardRedeemed'
  | 'redemptionOrdered'
  | 'redemptionFulfilled'
  | 'redemptionCancelled'
> = {
  rewardAdded: ({ companyId, rewardId, name, price, stock }) => [
    { kind: 'reward', record: { id: rewardId, companyId, name, price, stock } },
  ],
  rewardStocked: async ({ rewardId, stock }, _, before) => [
    { kind: 'reward', record: { ...(await before.get('reward', rewardId)), stock } },
  ],
  rewardRedeemed: async (fact, { actor }, before) => {
    const { companyId, redemptionId, rewardId, personId, price } = fact;
    const record: Redemption = {
      ...{ id: redemptionId, companyId, rewardId, personId, price, redeemedBy: actor.userId },
      state: 'reserved',
      orderedSeq: null,
    };
    return [{ kind: 'redemption', record }, ...(await restock(before, rewardId, -1))];
  },
  redemptionOrdered: async ({ redemptionId }, { seq }, before) => {
    const known = await before.get('redemption', redemptionId);
    return [{ kind: 'redemption', record: { ...known, state: 'ordered', orderedSeq: seq } }];
  },
  redemptionFulfilled: async ({ redemptionId }, _, before) => [
    {
      kind: 'redemption',
      record: { ...(await before.get('redemption', redemptionId)), state: 'fulfilled' },
    },
  ],
  redemptionCancelled: async ({ redemptionId }, _, before) => {
    const known = await before.get('redemption', redemptionId);
    const cancelled: Redemption = { ...known, state: 'cancelled' };
    return [{ kind: 'redemption', record: cancelled }, ...(await restock(before, known.rewardId, 1))];
  },
};

const reducers: Reducers = { ...people, ...configs, ...referrals, ...manual, ...rewards };

/** What a fact makes of the records. The same at the hub, on every desk, and in a rebuild from the first entry on. */
export async function reduce(fact: ProgrammeFact, entry: Entry, before: Before): Promise<readonly Written[]> {
  const reducer = reducers[fact.type] as (
    fact: ProgrammeFact,
    entry: Entry,
    before: Before,
  ) => Written[] | Promise<Written[]>;
  return await reducer(fact, entry, before);
}
