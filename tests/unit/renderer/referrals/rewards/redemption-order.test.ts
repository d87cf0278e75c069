import { describe, expect, it } from 'vitest';
import type { Redemption } from '../../../../../src-renderer/referrals/frame/referral-types.ts';
import {
  nextStep,
  orderRedemptions,
} from '../../../../../src-renderer/referrals/rewards/redemption-order.ts';

const redemption = (id: string, state: Redemption['state'], changedAtMs: number): Redemption => ({
  ...{ id, companyId: 'acme', rewardId: 'card', personId: 'ann', price: 20, state },
  ...{ redeemedBy: 'cleo', orderedSeq: null, changedAtMs },
});
const all = [
  redemption('done-old', 'fulfilled', 10),
  redemption('ordered', 'ordered', 20),
  redemption('late', 'reserved', 40),
  redemption('early', 'reserved', 30),
  redemption('done-new', 'cancelled', 50),
];

describe('redemptions', () => {
  it('stand with what waits longest first, then what is done, newest first', () => {
    const ids = orderRedemptions(all, null).map(({ id }) => id);
    expect(ids).toEqual(['early', 'late', 'ordered', 'done-new', 'done-old']);
    expect(orderRedemptions(all, 'reserved').map(({ id }) => id)).toEqual(['early', 'late']);
  });

  it('go from reserved to ordered to handed over', () => {
    const stepOf = (state: Redemption['state']) => nextStep(redemption('x', state, 0));
    expect(stepOf('reserved')).toBe('orderRedemption');
    expect(stepOf('ordered')).toBe('fulfilRedemption');
    expect([stepOf('fulfilled'), stepOf('cancelled')]).toEqual([null, null]);
  });
});
