import type { InferContractRouterOutputs } from '@orpc/contract';
import type { referralContract } from '../../src-main/core/referral/contract.ts';

type Answers = InferContractRouterOutputs<typeof referralContract>;
type Item<T> = T extends AsyncIterable<infer Each> ? Each : never;

export type LedgerEntry = Answers['listEntries'][number];
export type Move = LedgerEntry['moves'][number];
export type VerifyStep = Item<Answers['verifyLedger']>;
export type VerifyReport = Extract<VerifyStep, { state: 'done' }>;
export type Finding = VerifyReport['findings'][number];

export type Config = Answers['listConfigs']['items'][number];
export type PointConfig = Config['config'];
export type Referral = Answers['listReferrals']['items'][number];
export type Milestone = Referral['milestones'][number];
export type Proposal = Answers['listProposals']['items'][number];
export type Redemption = Answers['listRedemptions']['items'][number];
export type Reward = Answers['listRewards']['items'][number];
