/** What becomes of a referral. Milestones are reached while it is `hired`; with the last one released it is `paid`. */
export const referralStates = [
  'invited',
  'applied',
  'qualified',
  'hired',
  'paid',
  'rejected',
  'withdrawn',
] as const;
export type ReferralState = (typeof referralStates)[number];

const next: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
  invited: ['applied', 'rejected', 'withdrawn'],
  applied: ['qualified', 'rejected', 'withdrawn'],
  qualified: ['hired', 'rejected', 'withdrawn'],
  hired: ['rejected', 'withdrawn'],
  paid: [],
  rejected: [],
  withdrawn: [],
};

/** What a person may move it to; `paid` comes of itself. */
export const nextStates = (state: ReferralState): readonly ReferralState[] => next[state];
/** Ended without being paid: what waits is voided. */
export const isEndedUnpaid = (state: ReferralState): boolean => state === 'rejected' || state === 'withdrawn';
/** Under way: something may still become of it. */
export const openStates = referralStates.filter((state) => next[state].length > 0);
