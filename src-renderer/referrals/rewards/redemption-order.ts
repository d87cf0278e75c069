import type { Redemption } from '../frame/referral-types.ts';

export const redemptionStates = ['reserved', 'ordered', 'fulfilled', 'cancelled'] as const;
export type RedemptionState = (typeof redemptionStates)[number];

/** Somebody still has to do something about these. */
const isOpen = ({ state }: Redemption): boolean => state === 'reserved' || state === 'ordered';

/** What is open first, the longest waiting on top; then what is done, newest first. `state` null: all of them. */
export function orderRedemptions(
  redemptions: readonly Redemption[],
  state: RedemptionState | null,
): readonly Redemption[] {
  const fitting = state === null ? redemptions : redemptions.filter((one) => one.state === state);
  const rank = (one: Redemption) =>
    isOpen(one) ? redemptionStates.indexOf(one.state) : redemptionStates.length;
  return [...fitting].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (isOpen(a) ? a.changedAtMs - b.changedAtMs : b.changedAtMs - a.changedAtMs) ||
      (a.id < b.id ? -1 : 1),
  );
}

export type RedemptionStep = 'orderRedemption' | 'fulfilRedemption' | null;

/** What comes next; null: it is over. */
export function nextStep({ state }: Redemption): RedemptionStep {
  if (state === 'reserved') return 'orderRedemption';
  return state === 'ordered' ? 'fulfilRedemption' : null;
}
