import type { ErrorCode } from '../platform/errors.ts';

/** Every way in which a command is refused for good; the words for people stand in resources/text/en/referral.json. */
export const rejectionCodes = [
  // The ledger's own.
  'referral/bad-step',
  'referral/insufficient-points',
  'referral/nothing-owed',
  'referral/cap-reached',
  'referral/unknown-hold',
  'referral/hold-exists',
  'referral/hold-closed',
  'referral/hold-timed-out',
  'referral/hold-not-due',
  'referral/more-than-held',
  'referral/unknown-entry',
  'referral/not-reversible',
  'referral/already-reversed',
  // The programme's.
  'referral/unknown-record',
  'referral/exists-already',
  'referral/wrong-state',
  'referral/other-company',
  'referral/person-left',
  'referral/needs-second-person',
  'referral/unknown-time-zone',
  'referral/not-yet',
  'referral/bad-span',
  'referral/doubled-milestone',
  'referral/code-not-valid',
  'referral/no-referrer',
  'referral/no-config',
  'referral/no-candidate',
  'referral/unknown-milestone',
  'referral/review-open',
  'referral/out-of-stock',
  // Said by the hub to a desk that asks for somebody who may not.
  'referral/not-allowed',
  'referral/bad-command',
] as const satisfies readonly ErrorCode[];

export type RejectionCode = (typeof rejectionCodes)[number];
