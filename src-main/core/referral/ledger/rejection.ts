import type { ErrorCode } from '../../platform/errors.ts';
import type { Canonical } from './canonical-json.ts';

/** Every way in which the ledger says no. */
export const ledgerRejectionCodes = [
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
] as const satisfies readonly ErrorCode[];

export type LedgerRejectionCode = (typeof ledgerRejectionCodes)[number];

/** A refusal as a value: it is an answer, kept and given again to whoever repeats the question. */
export interface Rejection {
  readonly code: ErrorCode;
  readonly data: { readonly [name: string]: Canonical };
}

export const reject = (code: ErrorCode, data: Rejection['data'] = {}): Rejection => ({ code, data });
export const isRejection = (value: object): value is Rejection => 'code' in value;
