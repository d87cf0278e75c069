import { noDesk } from '../account.ts';
import { readFacts, type CallFacts, type DeskLeg } from './call-facts.ts';
import type { LegEnd, QueueReason } from './call-events.ts';
import type { CallOutcome } from './call-status.wire.ts';
import type { TimedEvent } from './event-order.ts';

export interface CallFailure {
  readonly code: string;
  readonly message: string;
}

export type CallStatus =
  | { readonly phase: 'dialling' }
  | { readonly phase: 'ringing'; readonly sinceMs: number }
  | { readonly phase: 'queued'; readonly sinceMs: number; readonly reason: QueueReason }
  | { readonly phase: 'active'; readonly answeredAtMs: number }
  | {
      readonly phase: 'ended';
      readonly endedAtMs: number;
      readonly outcome: CallOutcome;
      readonly failure: CallFailure | null;
    };

export interface FoldedCall {
  readonly status: CallStatus;
  /** When the two first spoke. */
  readonly answeredAtMs: number | null;
  /** The desk that answered it; `null`: none, or an outgoing call. */
  readonly answeredBy: string | null;
  readonly facts: CallFacts;
}

/** SDK and SIP codes that say why nobody answered, where no conference tells of it (facts: Voice SDK error codes). */
const endOfCode: Readonly<Record<string, LegEnd>> = {
  '31486': 'busy',
  '31600': 'busy',
  '31480': 'noAnswer',
  '31408': 'noAnswer',
  '31603': 'failed',
  '31404': 'failed',
};

interface Answer {
  readonly atMs: number;
  readonly by: string | null;
}

function incomingAnswer({ firstClaim, desks, isInFlow }: CallFacts): Answer | null {
  if (firstClaim) return { atMs: firstClaim.atMs, by: firstClaim.desk };
  const answers = [...desks].flatMap(([by, leg]) => {
    const atMs = leg.joinedAtMs ?? (isInFlow ? null : leg.acceptedAtMs);
    return atMs === null ? [] : [{ atMs, by }];
  });
  return answers.sort((left, right) => left.atMs - right.atMs)[0] ?? null;
}

function outgoingAnswer({ parties, desks, isInFlow }: CallFacts): Answer | null {
  const times = isInFlow
    ? [...parties.values()].map(({ joinedAtMs }) => joinedAtMs)
    : [...desks.values()].map(({ acceptedAtMs }) => acceptedAtMs);
  const known = times.filter((atMs) => atMs !== null);
  return known.length === 0 ? null : { atMs: Math.min(...known), by: null };
}

const outcomeOfEnd: Readonly<Record<LegEnd, CallOutcome>> = {
  busy: 'busy',
  noAnswer: 'noAnswer',
  failed: 'failed',
  cancelled: 'cancelled',
  completed: 'noAnswer',
};

const own = (facts: CallFacts, identity: string): DeskLeg | undefined => facts.desks.get(identity);

function unansweredOutgoing(facts: CallFacts, identity: string, codes: readonly string[]): CallOutcome {
  const end = own(facts, identity)?.end;
  if (end === 'failed') return 'failed';
  const callee = [...facts.parties.values()].find(({ role }) => role === 'callee');
  // The desk's hang-up makes the flow cancel the callee, so it is looked at first.
  if (end === 'hungUp') return 'cancelled';
  if (callee?.end) return outcomeOfEnd[callee.end];
  const told = codes.map((code) => endOfCode[code]).find((known) => known !== undefined);
  return told ? outcomeOfEnd[told] : 'noAnswer';
}

function outcomeOf(
  facts: CallFacts,
  identity: string,
  answer: Answer | null,
  codes: readonly string[],
): CallOutcome {
  if (facts.isBlocked) return 'blocked';
  if (facts.endedAtMs === null && facts.interruptedAtMs !== null) return 'interrupted';
  const leg = own(facts, identity);
  if (facts.direction === 'outgoing') {
    return answer ? 'answered' : unansweredOutgoing(facts, identity, codes);
  }
  if (answer) {
    // For the office as a whole it does not matter which desk it was.
    const tookPart = identity === noDesk || answer.by === identity || (leg?.joinedAtMs ?? null) !== null;
    return tookPart ? 'answered' : 'answeredElsewhere';
  }
  if (leg?.end === 'declined') return 'declined';
  if (leg?.end === 'failed') return 'failed';
  return 'missed';
}

/** When it was over: the conference's end, else the end of the own leg where no conference is told of. */
function endOf(facts: CallFacts, identity: string): number | null {
  if (facts.endedAtMs !== null) return facts.endedAtMs;
  if (facts.interruptedAtMs !== null) return facts.interruptedAtMs;
  const leg = own(facts, identity);
  if (facts.isInFlow || facts.ownEndAtMs === null) return null;
  return leg?.state === 'gone' && leg.end !== null ? facts.ownEndAtMs : null;
}

const isWaiting = (facts: CallFacts) => facts.queued !== null && facts.claim === null;

function liveStatus(facts: CallFacts, answer: Answer | null): CallStatus {
  const { queued, rangAtMs, partyRangAtMs, begunAtMs, desks } = facts;
  const isRinging = [...desks.values()].some((leg) => leg.isRinging);
  if (queued !== null && isWaiting(facts)) {
    return isRinging
      ? { phase: 'ringing', sinceMs: queued.sinceMs }
      : { phase: 'queued', sinceMs: queued.sinceMs, reason: queued.reason };
  }
  if (answer) return { phase: 'active', answeredAtMs: answer.atMs };
  if (facts.direction === 'incoming') return { phase: 'ringing', sinceMs: rangAtMs ?? begunAtMs };
  const sinceMs = facts.isInFlow ? partyRangAtMs : rangAtMs;
  return sinceMs === null ? { phase: 'dialling' } : { phase: 'ringing', sinceMs };
}

/**
 * What a call is, from the desk `identity`: whether a call was answered here or elsewhere depends on who asks.
 * The same for any order and any repetition of the events.
 */
export function foldCall(events: readonly TimedEvent[], identity: string): FoldedCall {
  const facts = readFacts(events);
  const answer = facts.direction === 'incoming' ? incomingAnswer(facts) : outgoingAnswer(facts);
  const shared = { facts, answeredAtMs: answer?.atMs ?? null, answeredBy: answer?.by ?? null };
  const endedAtMs = endOf(facts, identity);
  if (endedAtMs === null) return { ...shared, status: liveStatus(facts, answer) };
  const codes = events.flatMap(({ event }) =>
    event.kind === 'left' && event.code !== null ? [event.code] : [],
  );
  return {
    ...shared,
    status: {
      phase: 'ended',
      // Two clocks may disagree by a moment: no call ends before it was answered.
      endedAtMs: Math.max(endedAtMs, answer?.atMs ?? 0),
      outcome: outcomeOf(facts, identity, answer, codes),
      failure: facts.failure,
    },
  };
}
