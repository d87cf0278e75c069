/** What a call can be now, and how it can have ended. Read by both ends. */
export const callPhases = ['dialling', 'ringing', 'queued', 'active', 'ended'] as const;

export const callOutcomes = [
  /** People spoke, this desk among them (or a desk of this core). */
  'answered',
  /** Nobody answered an incoming call. */
  'missed',
  /** Another desk of the group answered. */
  'answeredElsewhere',
  /** Declined by this desk, and nobody else answered. */
  'declined',
  'busy',
  'noAnswer',
  /** Given up by this desk before anybody answered. */
  'cancelled',
  'failed',
  /** There is no end in the books, and the vendor no longer knows it as live. */
  'interrupted',
  /** A number on the block list called. */
  'blocked',
] as const;

/** What the dispatcher says the call came to. */
export const dispositions = [
  'reached',
  'leftMessage',
  'callBack',
  'wrongNumber',
  'notReached',
  'other',
] as const;

export const callLimits = {
  noteLength: 2_000,
  searchLength: 80,
  pageCount: 200,
  eventBatchCount: 100,
  partyCountMax: 10,
} as const;

export type CallPhase = (typeof callPhases)[number];
export type CallOutcome = (typeof callOutcomes)[number];
export type Disposition = (typeof dispositions)[number];
