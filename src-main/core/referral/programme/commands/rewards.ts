import { companyAccount, userAccount } from '../../ledger/account.ts';
import type { Step } from '../../ledger/step.ts';
import { daysAfter, versionAt } from '../point-config.ts';
import { listPublishedConfigs } from '../record-repository.ts';
import { need, needActive, needNew, needState, planned, planOf, refuse } from './planner.ts';

interface NewReward {
  readonly companyId: string;
  readonly rewardId: string;
  readonly name: string;
  readonly price: number;
  readonly stock: number | null;
}

export const addReward = planOf(async (planner, input: NewReward) => {
  await need(planner, 'company', input.companyId);
  await needNew(planner, 'reward', input.rewardId);
  return planned({ type: 'rewardAdded', ...input });
});

export const stockReward = planOf(async (planner, input: { rewardId: string; stock: number | null }) => {
  await need(planner, 'reward', input.rewardId);
  return planned({ type: 'rewardStocked', ...input });
});

const redemptionHold = (redemptionId: string) => `redemption/${redemptionId}`;

export const redeemReward = planOf(
  async (planner, input: { redemptionId: string; rewardId: string; personId: string }) => {
    const { redemptionId, rewardId, personId } = input;
    await needNew(planner, 'redemption', redemptionId);
    const { companyId, price, stock } = await need(planner, 'reward', rewardId);
    await needActive(planner, companyId, personId);
    if (stock !== null && stock <= 0) refuse('referral/out-of-stock', { rewardId });
    const { atMs } = planner.place;
    const version = versionAt(await listPublishedConfigs(planner.trx, companyId), atMs);
    const hold: Step = {
      ...{ kind: 'hold', holdId: redemptionHold(redemptionId), amount: price, caps: [] },
      from: userAccount(companyId, 'available', personId),
      via: userAccount(companyId, 'reserved', personId),
      to: companyAccount(companyId, 'liability'),
      expiresAtMs: daysAfter(atMs, version?.config.redemptionDays ?? null),
    };
    return planned({ type: 'rewardRedeemed', companyId, redemptionId, rewardId, personId, price }, [hold]);
  },
);

/** From now on the company owes the reward. */
export const orderRedemption = planOf(async (planner, { redemptionId }: { redemptionId: string }) => {
  const redemption = await need(planner, 'redemption', redemptionId);
  needState(redemption, ['reserved']);
  if (planner.actor.userId === redemption.redeemedBy) {
    refuse('referral/needs-second-person', { makerId: redemption.redeemedBy });
  }
  return planned({ type: 'redemptionOrdered', redemptionId }, [
    { kind: 'post', holdId: redemptionHold(redemptionId), amount: null },
  ]);
});

export const fulfilRedemption = planOf(async (planner, { redemptionId }: { redemptionId: string }) => {
  const redemption = await need(planner, 'redemption', redemptionId);
  needState(redemption, ['ordered']);
  const { companyId, price } = redemption;
  const move = {
    from: companyAccount(companyId, 'liability'),
    to: companyAccount(companyId, 'fulfilled'),
    amount: price,
  };
  return planned({ type: 'redemptionFulfilled', redemptionId }, [{ kind: 'transfer', move, caps: [] }]);
});

/** Before it is fulfilled the points go back: a hold is voided, an order undone. */
export const cancelRedemption = planOf(
  async (planner, { redemptionId, reason }: { redemptionId: string; reason: string }) => {
    const redemption = await need(planner, 'redemption', redemptionId);
    needState(redemption, ['reserved', 'ordered']);
    const steps: Step[] =
      redemption.orderedSeq === null
        ? [{ kind: 'void', holdId: redemptionHold(redemptionId) }]
        : [{ kind: 'reverse', seq: redemption.orderedSeq }];
    return planned({ type: 'redemptionCancelled', redemptionId, reason }, steps, { reason });
  },
);

/** By the hub itself: nobody has ordered it in time. */
export const timeOutRedemption = planOf(async (planner, { redemptionId }: { redemptionId: string }) => {
  const redemption = await need(planner, 'redemption', redemptionId);
  needState(redemption, ['reserved']);
  return planned({ type: 'redemptionCancelled', redemptionId, reason: 'timedOut' }, [
    { kind: 'timeOut', holdId: redemptionHold(redemptionId) },
  ]);
});
