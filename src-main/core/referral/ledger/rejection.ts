import type { RejectionCode } from '../rejection-codes.ts';
import type { Canonical } from './canonical-json.ts';

/** A refusal as a value: it is an answer, kept and given again to whoever repeats the question. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly data: { readonly [name: string]: Canonical };
}

export const reject = (code: RejectionCode, data: Rejection['data'] = {}): Rejection => ({ code, data });
export const isRejection = (value: object): value is Rejection => 'code' in value;
