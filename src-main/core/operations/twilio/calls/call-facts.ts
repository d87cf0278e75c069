import type { CallDirection, CallEvent, LegEnd, PartyRole, QueueReason } from './call-events.ts';
import { inOrder, type TimedEvent } from './event-order.ts';

/** A desk's own leg, as its phone host and the conference tell of it. */
export interface DeskLeg {
  readonly state: 'offered' | 'connecting' | 'open' | 'reconnecting' | 'gone';
  readonly end: 'hungUp' | 'left' | 'cancelled' | 'declined' | 'failed' | null;
  readonly acceptedAtMs: number | null;
  readonly joinedAtMs: number | null;
  readonly isInConference: boolean;
  readonly isRinging: boolean;
  readonly isMuted: boolean;
  readonly hasSound: boolean | null;
  readonly isIgnored: boolean;
  readonly callSid: string | null;
}

export interface Party {
  readonly partyId: string;
  readonly role: PartyRole;
  readonly address: string;
  readonly callSid: string | null;
  readonly state: 'coming' | 'ringing' | 'joined' | 'left';
  readonly end: LegEnd | null;
  readonly joinedAtMs: number | null;
  readonly heldSinceMs: number | null;
}

/** Everything that the events of a call say, before anything is concluded from it. */
export interface CallFacts {
  readonly direction: CallDirection;
  readonly begunAtMs: number;
  /** Somebody tells of the conference: then the conference's end is the call's end. */
  readonly isInFlow: boolean;
  readonly isBlocked: boolean;
  readonly conferenceSid: string | null;
  readonly desks: ReadonlyMap<string, DeskLeg>;
  readonly parties: ReadonlyMap<string, Party>;
  readonly rangAtMs: number | null;
  readonly partyRangAtMs: number | null;
  readonly queued: { readonly sinceMs: number; readonly reason: QueueReason } | null;
  /** Who won, and when: the latest of each time the call was queued. */
  readonly claim: { readonly desk: string; readonly atMs: number } | null;
  readonly firstClaim: { readonly desk: string; readonly atMs: number } | null;
  readonly recording: { readonly sid: string; readonly state: 'recording' | 'paused' } | null;
  /** Everything ever recorded of it, the oldest first. */
  readonly recordedSids: readonly string[];
  readonly transfer: { readonly kind: 'cold' | 'warm'; readonly partyId: string } | null;
  readonly mergedInto: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly endedAtMs: number | null;
  readonly interruptedAtMs: number | null;
  readonly ownEndAtMs: number | null;
}

const emptyLeg: DeskLeg = {
  state: 'gone',
  end: null,
  acceptedAtMs: null,
  joinedAtMs: null,
  isInConference: false,
  isRinging: false,
  isMuted: false,
  hasSound: null,
  isIgnored: false,
  callSid: null,
};

const emptyParty = (partyId: string): Party => ({
  partyId,
  role: 'added',
  address: '',
  callSid: null,
  state: 'coming',
  end: null,
  joinedAtMs: null,
  heldSinceMs: null,
});

function withLeg(facts: CallFacts, desk: string | null, change: Partial<DeskLeg>): CallFacts {
  if (desk === null) return facts;
  const leg = { ...(facts.desks.get(desk) ?? emptyLeg), ...change };
  return { ...facts, desks: new Map(facts.desks).set(desk, leg) };
}

function withParty(facts: CallFacts, partyId: string, change: Partial<Party>): CallFacts {
  const party = { ...(facts.parties.get(partyId) ?? emptyParty(partyId)), ...change };
  return { ...facts, isInFlow: true, parties: new Map(facts.parties).set(partyId, party) };
}

const goneLeg = (end: NonNullable<DeskLeg['end']>): Partial<DeskLeg> => ({
  state: 'gone',
  end,
  isRinging: false,
  hasSound: null,
});

function ofDesk(facts: CallFacts, { desk, timeMs, event }: TimedEvent): CallFacts | null {
  const leg = (change: Partial<DeskLeg>, also: Partial<CallFacts> = {}) =>
    withLeg({ ...facts, ...also }, desk, change);
  switch (event.kind) {
    case 'offered':
      return leg(
        { state: 'offered', end: null, isRinging: true, callSid: event.callSid },
        { rangAtMs: facts.rangAtMs ?? timeMs },
      );
    case 'dialled':
      return leg({ state: 'connecting', end: null });
    case 'rang':
      return leg({ callSid: event.callSid }, { rangAtMs: facts.rangAtMs ?? timeMs });
    case 'accepted': {
      const known = desk === null ? undefined : facts.desks.get(desk);
      return leg({
        state: 'open',
        end: null,
        isRinging: false,
        acceptedAtMs: known?.acceptedAtMs ?? timeMs,
        callSid: event.callSid ?? known?.callSid ?? null,
      });
    }
    case 'ignored':
      return leg({ isIgnored: true });
    case 'declined':
      return leg(goneLeg('declined'), { ownEndAtMs: timeMs });
    case 'cancelled':
      return leg(goneLeg('cancelled'), { ownEndAtMs: timeMs });
    case 'hungUp':
      return leg(goneLeg('hungUp'), { ownEndAtMs: timeMs });
    case 'left':
      return leg(goneLeg('left'), { ownEndAtMs: timeMs });
    case 'failed': {
      const failure = { code: event.code, message: event.message };
      return leg(goneLeg('failed'), { ownEndAtMs: timeMs, failure });
    }
    case 'soundStarted':
      return leg({ hasSound: true });
    case 'soundLost':
      return leg({ hasSound: false });
    case 'reconnecting':
      return leg({ state: 'reconnecting' });
    case 'reconnected':
      return leg({ state: 'open' });
    case 'muted':
    case 'unmuted':
      return leg({ isMuted: event.kind === 'muted' });
    default:
      return null;
  }
}

function ofConference(facts: CallFacts, timeMs: number, event: CallEvent): CallFacts | null {
  const inFlow = { ...facts, isInFlow: true };
  switch (event.kind) {
    case 'conferenceStarted':
      return { ...inFlow, conferenceSid: event.conferenceSid };
    case 'queued':
      return { ...inFlow, queued: { sinceMs: timeMs, reason: event.reason }, claim: null };
    case 'deskRang':
      return withLeg({ ...inFlow, rangAtMs: facts.rangAtMs ?? timeMs }, event.desk, { isRinging: true });
    case 'deskRingEnded':
      return withLeg(inFlow, event.desk, { isRinging: false });
    case 'claimed': {
      if (facts.claim !== null) return inFlow;
      const claim = { desk: event.desk, atMs: timeMs };
      const claimed = { ...inFlow, claim, firstClaim: facts.firstClaim ?? claim };
      return withLeg(claimed, event.desk, { isRinging: false });
    }
    case 'deskJoined': {
      const joinedAtMs = facts.desks.get(event.desk)?.joinedAtMs ?? timeMs;
      const change = { isInConference: true, isRinging: false, joinedAtMs, callSid: event.callSid };
      return withLeg({ ...inFlow, queued: null }, event.desk, change);
    }
    case 'deskLeft':
      return withLeg(inFlow, event.desk, { isInConference: false });
    case 'partyAdded': {
      const { partyId, role, address, callSid } = event;
      return withParty(facts, partyId, { role, address, callSid });
    }
    case 'partyRang':
      return withParty({ ...facts, partyRangAtMs: facts.partyRangAtMs ?? timeMs }, event.partyId, {
        state: 'ringing',
      });
    case 'partyJoined': {
      const joinedAtMs = facts.parties.get(event.partyId)?.joinedAtMs ?? timeMs;
      return withParty(facts, event.partyId, { state: 'joined', joinedAtMs, callSid: event.callSid });
    }
    case 'partyLeft':
      return withParty(facts, event.partyId, { state: 'left', end: event.end, heldSinceMs: null });
    case 'held':
      return withParty(facts, event.partyId, { heldSinceMs: timeMs });
    case 'unheld':
      return withParty(facts, event.partyId, { heldSinceMs: null });
    default:
      return null;
  }
}

function ofTheRest(facts: CallFacts, timeMs: number, event: CallEvent): CallFacts {
  switch (event.kind) {
    case 'begun':
      return { ...facts, direction: event.direction };
    case 'blocked':
      return { ...facts, isBlocked: true };
    case 'transferStarted':
      return { ...facts, transfer: { kind: event.transfer, partyId: event.partyId } };
    case 'transferCompleted':
    case 'transferCancelled':
    case 'transferReturned':
      return { ...facts, transfer: null };
    case 'mergedInto':
      return { ...facts, mergedInto: event.callId };
    case 'recordingStarted':
      return {
        ...facts,
        recording: { sid: event.recordingSid, state: 'recording' },
        recordedSids: [...new Set([...facts.recordedSids, event.recordingSid])],
      };
    case 'recordingResumed':
      return { ...facts, recording: { sid: event.recordingSid, state: 'recording' } };
    case 'recordingPaused':
      return { ...facts, recording: { sid: event.recordingSid, state: 'paused' } };
    case 'recordingStopped':
      return { ...facts, recording: null };
    case 'interrupted':
      return { ...facts, interruptedAtMs: timeMs };
    case 'foundAlive':
      return { ...facts, interruptedAtMs: null };
    case 'ended':
      return { ...facts, endedAtMs: facts.endedAtMs ?? timeMs };
    default:
      return facts;
  }
}

function nothingYet(events: readonly TimedEvent[]): CallFacts {
  const isOffered = events.some(({ event }) => event.kind === 'offered');
  return {
    direction: isOffered ? 'incoming' : 'outgoing',
    begunAtMs: events[0]?.timeMs ?? 0,
    isInFlow: false,
    isBlocked: false,
    conferenceSid: null,
    desks: new Map(),
    parties: new Map(),
    rangAtMs: null,
    partyRangAtMs: null,
    queued: null,
    claim: null,
    firstClaim: null,
    recording: null,
    recordedSids: [],
    transfer: null,
    mergedInto: null,
    failure: null,
    endedAtMs: null,
    interruptedAtMs: null,
    ownEndAtMs: null,
  };
}

/** Pure, and the same for any order and any repetition of the same events. */
export function readFacts(events: readonly TimedEvent[]): CallFacts {
  const ordered = inOrder(events);
  return ordered.reduce<CallFacts>(
    (facts, timed) =>
      ofDesk(facts, timed) ??
      ofConference(facts, timed.timeMs, timed.event) ??
      ofTheRest(facts, timed.timeMs, timed.event),
    nothingYet(ordered),
  );
}
