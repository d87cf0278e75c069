import type { PointConfig } from './point-config.ts';
import type { ReferralState } from './referral-state.wire.ts';

/** What the log has made of companies, people and referrals so far: one record for each, the same at hub and desks. */

export interface Company {
  readonly id: string;
  readonly name: string;
  /** IANA: whose days and months caps count by. */
  readonly timeZone: string;
}

export const personKinds = ['driver', 'recruiter', 'clerk'] as const;
export type PersonKind = (typeof personKinds)[number];

export interface Person {
  readonly id: string;
  readonly companyId: string;
  readonly kind: PersonKind;
  /** Of the attachment with the name and the ways to reach them; it can be erased, the log cannot. */
  readonly profileHash: string;
  readonly leftAtMs: number | null;
}

export interface Code {
  readonly id: string;
  readonly companyId: string;
  /** What is written on the card or in the link. */
  readonly text: string;
  readonly personId: string;
  readonly campaignId: string | null;
  readonly startsAtMs: number;
  readonly expiresAtMs: number | null;
  readonly useCountMax: number | null;
  readonly useCount: number;
  readonly isClosed: boolean;
}

export const configStates = ['draft', 'approved', 'published'] as const;
export type ConfigState = (typeof configStates)[number];

export interface ConfigVersion {
  readonly id: string;
  readonly companyId: string;
  readonly config: PointConfig;
  readonly state: ConfigState;
  readonly draftedBy: string;
  readonly approvedBy: string | null;
  readonly effectiveAtMs: number | null;
}

export const milestoneStates = ['pending', 'released', 'voided', 'timedOut', 'clawedBack'] as const;
export type MilestoneState = (typeof milestoneStates)[number];

export interface ReachedMilestone {
  readonly name: string;
  readonly holdId: string;
  readonly points: number;
  readonly state: MilestoneState;
  readonly reachedBy: string;
  readonly releasedPoints: number;
}

export const reviewStates = ['notNeeded', 'needed', 'cleared', 'fraud'] as const;
export type ReviewState = (typeof reviewStates)[number];

export interface ReferralEvent {
  readonly seq: number;
  readonly atMs: number;
  readonly by: string;
  readonly kind: string;
  /** The state, the milestone, the decision; null where the kind says all. */
  readonly detail: string | null;
  readonly evidence: string | null;
}

export interface FraudFlag {
  readonly reason: string;
  /** The person or referral that it is about. */
  readonly otherId: string | null;
}

export interface Referral {
  readonly id: string;
  readonly companyId: string;
  readonly referrerId: string;
  readonly codeId: string | null;
  readonly campaignId: string | null;
  /** The version whose points it gets, whatever comes later. */
  readonly configId: string;
  readonly candidateHash: string;
  /** Once hired: the person that the candidate has become. */
  readonly candidateId: string | null;
  readonly state: ReferralState;
  readonly review: ReviewState;
  readonly flags: readonly FraudFlag[];
  readonly milestones: readonly ReachedMilestone[];
  readonly events: readonly ReferralEvent[];
}

export const proposalStates = ['waiting', 'approved', 'refused', 'reversed'] as const;
export type ProposalState = (typeof proposalStates)[number];

export interface Proposal {
  readonly id: string;
  readonly companyId: string;
  readonly personId: string;
  readonly points: number;
  readonly reason: string;
  readonly state: ProposalState;
  readonly proposedBy: string;
  readonly decidedBy: string | null;
  /** The entry that gave the points. */
  readonly seq: number | null;
}

export interface Reward {
  readonly id: string;
  readonly companyId: string;
  readonly name: string;
  readonly price: number;
  /** Null: as many as are wanted. */
  readonly stock: number | null;
}

export const redemptionStates = ['reserved', 'ordered', 'fulfilled', 'cancelled'] as const;
export type RedemptionState = (typeof redemptionStates)[number];

export interface Redemption {
  readonly id: string;
  readonly companyId: string;
  readonly rewardId: string;
  readonly personId: string;
  readonly price: number;
  readonly state: RedemptionState;
  readonly redeemedBy: string;
  /** The entry that has made the points the company's debt. */
  readonly orderedSeq: number | null;
}

export interface RecordTypes {
  readonly company: Company;
  readonly person: Person;
  readonly code: Code;
  readonly config: ConfigVersion;
  readonly referral: Referral;
  readonly proposal: Proposal;
  readonly reward: Reward;
  readonly redemption: Redemption;
}

export type RecordKind = keyof RecordTypes;

export const recordKinds = [
  'company',
  'person',
  'code',
  'config',
  'referral',
  'proposal',
  'reward',
  'redemption',
] as const satisfies readonly RecordKind[];
