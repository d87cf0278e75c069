import { createHash } from 'node:crypto';
import type { LegEnd } from '../calls/call-events.ts';
import type { Order } from './orders.ts';

/** A webhook whose signature was found right. */
export interface FlowRequest {
  /** One of `flowPaths`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

export interface FlowAnswer {
  /** `null`: nothing is asked for. */
  readonly twiml: string | null;
  readonly orders: readonly Order[];
}

export const quiet: FlowAnswer = { twiml: null, orders: [] };

/**
 * The id of a call that came in by telephone, the same however often the vendor asks: a UUID (RFC 9562, version 8) of the
 * vendor's id.
 */
export function callIdOf(callSid: string): string {
  const bytes = createHash('sha256').update(`switchyard call ${callSid}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const legEnds: Readonly<Record<string, LegEnd>> = {
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'noAnswer',
  failed: 'failed',
  canceled: 'cancelled',
};

/** The vendor's word for how a leg ended; `null`: it has not. */
export const legEndOf = (callStatus: string | undefined): LegEnd | null => legEnds[callStatus ?? ''] ?? null;
