import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { referralContract } from '../../../src-main/core/referral/contract.ts';

type Inputs = InferContractRouterInputs<typeof referralContract>;
type Outputs = InferContractRouterOutputs<typeof referralContract>;

/** Calls that ask for something to be written into the ledger. */
export type CommandName = {
  [Name in keyof Inputs]: Inputs[Name] extends { readonly key: string; readonly command: unknown }
    ? Name
    : never;
}[keyof Inputs];
export type CommandInput<Name extends CommandName> = Inputs[Name] extends { readonly command: infer Command }
  ? Command
  : never;
export type CommandAnswer = Outputs['makeReferral'];
export type RejectionCode = Extract<CommandAnswer, { state: 'rejected' }>['rejection']['code'];

/** Lists by pages, newest change first. */
export type ListName =
  | 'listPeople'
  | 'listCodes'
  | 'listConfigs'
  | 'listReferrals'
  | 'listProposals'
  | 'listRewards'
  | 'listRedemptions';
export type ListItem<Name extends ListName> = Outputs[Name] extends { readonly items: (infer Item)[] }
  ? Item
  : never;

export type Company = Outputs['listCompanies'][number];
export type Person = ListItem<'listPeople'>;
export type Code = ListItem<'listCodes'>;
export type Config = ListItem<'listConfigs'>;
export type PointConfig = Config['config'];
export type Referral = ListItem<'listReferrals'>;
export type Milestone = Referral['milestones'][number];
export type Proposal = ListItem<'listProposals'>;
export type Reward = ListItem<'listRewards'>;
export type Redemption = ListItem<'listRedemptions'>;
export type Balances = Outputs['getBalances'];
export type Statement = Outputs['getStatement'];

export type LedgerEntry = Outputs['listEntries'][number];
export type Move = LedgerEntry['moves'][number];

type ItemOf<T> = T extends AsyncIterable<infer Item> ? Item : never;
export type VerifyReport = Extract<ItemOf<Outputs['verifyLedger']>, { state: 'done' }>;
export type Finding = VerifyReport['findings'][number];
