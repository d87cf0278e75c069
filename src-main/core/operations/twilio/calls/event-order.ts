import type { CallEvent, CallEventKind } from './call-events.ts';

/** An event with what tells it apart and where it stands. */
export interface TimedEvent {
  /** Made by whoever saw it: the same again is the same event. */
  readonly eventId: string;
  readonly timeMs: number;
  /** The desk that saw it; `null`: the core. */
  readonly desk: string | null;
  readonly event: CallEvent;
}

/** What comes first when two bear the same millisecond: causes before effects, ends last. */
const ranks: Readonly<Record<CallEventKind, number>> = {
  begun: 0,
  blocked: 1,
  offered: 2,
  dialled: 3,
  conferenceStarted: 4,
  queued: 5,
  deskRang: 6,
  rang: 7,
  partyAdded: 8,
  partyRang: 9,
  deskRingEnded: 10,
  claimed: 11,
  accepted: 12,
  deskJoined: 13,
  partyJoined: 14,
  soundStarted: 15,
  soundLost: 16,
  reconnecting: 17,
  reconnected: 18,
  muted: 19,
  unmuted: 20,
  sentDigits: 21,
  held: 22,
  unheld: 23,
  transferStarted: 24,
  transferCompleted: 25,
  transferCancelled: 26,
  transferReturned: 27,
  mergedInto: 28,
  recordingStarted: 29,
  recordingPaused: 30,
  recordingResumed: 31,
  recordingStopped: 32,
  qualityWarned: 33,
  qualityCleared: 34,
  commandFailed: 35,
  declined: 36,
  ignored: 37,
  cancelled: 38,
  hungUp: 39,
  left: 40,
  failed: 41,
  partyLeft: 42,
  deskLeft: 43,
  interrupted: 44,
  foundAlive: 45,
  ended: 46,
};

const compare = (left: TimedEvent, right: TimedEvent): number =>
  left.timeMs - right.timeMs ||
  ranks[left.event.kind] - ranks[right.event.kind] ||
  (left.eventId < right.eventId ? -1 : left.eventId > right.eventId ? 1 : 0);

/** Each event once, in the order in which it happened, whatever the order in which it became known. */
export function inOrder(events: readonly TimedEvent[]): TimedEvent[] {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  return [...byId.values()].sort(compare);
}
