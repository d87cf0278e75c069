import type { Rejection } from './ledger/rejection.ts';
import type { CommandInput, CommandName } from './command-inputs.ts';
import { approveConfig, draftConfig, publishConfig } from './programme/commands/configs.ts';
import { decideProposal, proposePoints, reverseProposal } from './programme/commands/manual-points.ts';
import { clawBackReferral, reachMilestone, releaseMilestone } from './programme/commands/milestones.ts';
import { addCompany, addPerson, closeCode, issueCode, markPersonLeft } from './programme/commands/people.ts';
import type { Planned, Planner, PlanOf } from './programme/commands/planner.ts';
import { decideReview, makeReferral, moveReferral } from './programme/commands/referrals.ts';
import {
  addReward,
  cancelRedemption,
  fulfilRedemption,
  orderRedemption,
  redeemReward,
  stockReward,
} from './programme/commands/rewards.ts';

const plans: { readonly [Name in CommandName]: PlanOf<CommandInput<Name>> } = {
  addCompany,
  addPerson,
  markPersonLeft,
  issueCode,
  closeCode,
  draftConfig,
  approveConfig,
  publishConfig,
  makeReferral,
  moveReferral,
  decideReview,
  reachMilestone,
  releaseMilestone,
  clawBackReferral,
  proposePoints,
  decideProposal,
  reverseProposal,
  addReward,
  stockReward,
  redeemReward,
  orderRedemption,
  fulfilRedemption,
  cancelRedemption,
};

/** What a command comes to, by the records as they are. */
export function planCommand<Name extends CommandName>(
  name: Name,
  planner: Planner,
  input: CommandInput<Name>,
): Promise<Planned | Rejection> {
  return plans[name](planner, input);
}
