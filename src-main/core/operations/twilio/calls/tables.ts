import type { CallDirection } from './call-events.ts';
import type { CallOutcome, CallPhase, Disposition } from './call-status.wire.ts';

/** One telephone call as this core knows it. See migrations/ledger/0040-call.ts. */
export interface CallTable {
  /** `begun_at_ms` × 1,024 + a counter: rows, and the words to search by, lie in the order of time. */
  position: number;
  /** UUID, made by whoever made the call. */
  id: string;
  version: number;
  direction: CallDirection;
  /** Derived from the events by `foldCall`, as everything down to `failure_message`. */
  phase: CallPhase;
  outcome: CallOutcome | null;
  answered_at_ms: number | null;
  ended_at_ms: number | null;
  failure_code: string | null;
  failure_message: string | null;
  /** E.164; `null`: withheld, or another desk. */
  number: string | null;
  number_text: string;
  own_number: string | null;
  desk: string | null;
  begun_at_ms: number;
  /** The party's kind and id; the name is as it was. */
  party_kind: 'driver' | 'vehicle' | 'contact' | 'desk' | null;
  party_id: string | null;
  party_name: string | null;
  match_count: number;
  driver_id: string | null;
  vehicle_id: string | null;
  vehicle_name: string | null;
  alert_id: string | null;
  /** Whoever answered first since the call was queued: the one thing decided by a single statement. */
  claimed_by: string | null;
  conference_sid: string | null;
  note: string | null;
  disposition: Disposition | null;
  noted_at_ms: number | null;
  noted_by: string | null;
  returned_at_ms: number | null;
  rating: 1 | -1 | null;
  /** JSON of `CallQuality`. */
  quality: string | null;
  recording_count: number;
}

/** Only ever appended. */
export interface CallEventTable {
  call_id: string;
  event_id: string;
  time_ms: number;
  recorded_at_ms: number;
  source: 'desk' | 'flow' | 'command' | 'vendor' | 'core';
  desk: string | null;
  kind: string;
  /** JSON of the event without its kind. */
  details: string;
}

/** FTS5; `rowid` is the call's position. */
export interface CallTextTable {
  rowid: number;
  words: string;
}

export interface CallTables {
  call: CallTable;
  call_event: CallEventTable;
  call_text: CallTextTable;
}
