import type { Fact } from '../ledger/entry.ts';
import type { PointConfig } from './point-config.ts';
import type { FraudFlag, MilestoneState, PersonKind, RecordKind, ReviewState } from './record.ts';
import type { ReferralState } from './referral-state.wire.ts';

/** What can have happened in the programme, past tense; each is the fact of one entry. */
export type ProgrammeFact =
  | { type: 'companyAdded'; companyId: string; name: string; timeZone: string }
  | {
      type: 'personAdded';
      companyId: string;
      personId: string;
      kind: PersonKind;
      attachments: readonly [string];
    }
  | { type: 'personLeft'; personId: string; leftAtMs: number }
  | {
      type: 'codeIssued';
      companyId: string;
      codeId: string;
      text: string;
      personId: string;
      campaignId: string | null;
      startsAtMs: number;
      expiresAtMs: number | null;
      useCountMax: number | null;
    }
  | { type: 'codeClosed'; codeId: string }
  | { type: 'configDrafted'; companyId: string; configId: string; config: PointConfig }
  | { type: 'configApproved'; configId: string }
  | { type: 'configPublished'; configId: string; effectiveAtMs: number }
  | {
      type: 'referralMade';
      companyId: string;
      referralId: string;
      referrerId: string;
      codeId: string | null;
      campaignId: string | null;
      configId: string;
      flags: readonly FraudFlag[];
      attachments: readonly [string];
    }
  | {
      type: 'referralMoved';
      referralId: string;
      to: ReferralState;
      candidateId: string | null;
      evidence: string | null;
      /** Milestones that waited and are void now. */
      voided: readonly string[];
    }
  | {
      type: 'milestoneReached';
      referralId: string;
      milestone: string;
      holdId: string;
      points: number;
      evidence: string | null;
    }
  | {
      type: 'milestoneReleased';
      referralId: string;
      milestone: string;
      points: number;
      /** It was the last one. */
      isPaid: boolean;
    }
  | { type: 'milestoneTimedOut'; referralId: string; milestone: string }
  | { type: 'reviewDecided'; referralId: string; review: ReviewState; note: string }
  | {
      type: 'referralClawedBack';
      referralId: string;
      reason: string;
      /** What became of each milestone. */
      milestones: readonly { name: string; state: MilestoneState }[];
    }
  | {
      type: 'pointsProposed';
      companyId: string;
      proposalId: string;
      personId: string;
      points: number;
      reason: string;
    }
  | { type: 'proposalDecided'; proposalId: string; isApproved: boolean }
  | { type: 'proposalReversed'; proposalId: string; reason: string }
  | {
      type: 'rewardAdded';
      companyId: string;
      rewardId: string;
      name: string;
      price: number;
      stock: number | null;
    }
  | { type: 'rewardStocked'; rewardId: string; stock: number | null }
  | {
      type: 'rewardRedeemed';
      companyId: string;
      redemptionId: string;
      rewardId: string;
      personId: string;
      price: number;
    }
  | { type: 'redemptionOrdered'; redemptionId: string }
  | { type: 'redemptionFulfilled'; redemptionId: string }
  | { type: 'redemptionCancelled'; redemptionId: string; reason: string };

/** The most particular thing comes first: who redeems a reward is about the redemption. */
const aboutFields = [
  ['referral', 'referralId'],
  ['redemption', 'redemptionId'],
  ['proposal', 'proposalId'],
  ['config', 'configId'],
  ['code', 'codeId'],
  ['reward', 'rewardId'],
  ['person', 'personId'],
  ['company', 'companyId'],
] as const satisfies readonly (readonly [RecordKind, string])[];

/** Which record a fact is about; null where it names none. */
export function aboutOf(fact: Fact | null): { kind: RecordKind; id: string } | null {
  for (const [kind, field] of aboutFields) {
    const id = fact?.[field];
    if (typeof id === 'string') return { kind, id };
  }
  return null;
}

/** What tells this deed from others of its kind: where a referral was moved to, or which milestone it is. */
export function detailOf(fact: Fact | null): string | null {
  const detail = fact?.['to'] ?? fact?.['milestone'];
  return typeof detail === 'string' ? detail : null;
}

/** As the log holds it. The types above are plain data, which the compiler cannot see. */
export const factOf = (fact: ProgrammeFact): Fact => fact as unknown as Fact;
/** Back again: the hub wrote it by these types, and the copy has verified that it is what the hub wrote. */
export const readFact = (fact: Fact): ProgrammeFact => fact as unknown as ProgrammeFact;
