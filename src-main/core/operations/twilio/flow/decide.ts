import type { CallEvent, CoreEvent } from '../calls/call-events.ts';
import type { CallFacts, Party } from '../calls/call-facts.ts';
import { identityOfAddress } from '../people/numbers.ts';
import type { Order } from './orders.ts';

/** A farewell comes beside the vendor's webhooks, and may be later by this much. */
const farewellGraceMs = 1_500;

/** `desk` null: no desk, but somebody outside. */
export interface Leaver {
  readonly desk: string | null;
}

export interface Decision {
  readonly events: readonly CoreEvent[];
  readonly orders: readonly Order[];
}

const nothing: Decision = { events: [], orders: [] };

const joinedParties = (facts: CallFacts): Party[] =>
  [...facts.parties.values()].filter(({ state }) => state === 'joined');
const comingParties = (facts: CallFacts): Party[] =>
  [...facts.parties.values()].filter(({ state }) => state === 'coming' || state === 'ringing');

/** Desks in the call by a leg of their own; a colleague who was called is a party. */
function joinedDesks(facts: CallFacts): string[] {
  const asParty = new Set(joinedParties(facts).map(({ address }) => identityOfAddress(address)));
  return [...facts.desks].flatMap(([desk, leg]) => (leg.isInConference && !asParty.has(desk) ? [desk] : []));
}

const isWaiting = ({ queued, claim }: CallFacts) => queued !== null && claim === null;

/** The desk said that a person hung up there. */
const isFarewellKnown = (facts: CallFacts, desk: string) => facts.desks.get(desk)?.end === 'hungUp';

export const holdOrders = (
  callId: string,
  { conferenceSid }: CallFacts,
  parties: readonly Party[],
  isHeld: boolean,
): Order[] =>
  parties.flatMap(({ callSid, heldSinceMs }) =>
    callSid === null || conferenceSid === null || (heldSinceMs !== null) === isHeld
      ? []
      : [{ do: 'hold', callId, conferenceSid, callSid, isHeld }],
  );

function backToQueue(callId: string, facts: CallFacts, reason: 'transferFailed' | 'deskLost'): Decision {
  return {
    events: [{ kind: 'queued', reason }],
    orders: [...holdOrders(callId, facts, joinedParties(facts), true), { do: 'ringDesks', callId }],
  };
}

/** A transfer whose target has come, or will not. */
function ofTransfer(callId: string, facts: CallFacts): Decision | null {
  if (facts.transfer === null) return null;
  const { kind, partyId } = facts.transfer;
  const target = facts.parties.get(partyId);
  const others = joinedParties(facts).filter((party) => party.partyId !== partyId);
  if (kind === 'cold' && target?.state === 'joined') {
    return {
      events: [{ kind: 'transferCompleted', partyId }],
      orders: holdOrders(callId, facts, joinedParties(facts), false),
    };
  }
  if (target?.state !== 'left') return null;
  const returned: CallEvent =
    target.joinedAtMs === null
      ? { kind: 'transferReturned', partyId, end: target.end ?? 'failed' }
      : { kind: 'transferCancelled', partyId };
  if (joinedDesks(facts).length > 0 || others.length === 0) {
    return { events: [returned], orders: holdOrders(callId, facts, others, false) };
  }
  const queue = backToQueue(callId, facts, 'transferFailed');
  return { events: [returned, ...queue.events], orders: queue.orders };
}

const endOf = (callId: string, { conferenceSid }: CallFacts): Decision =>
  conferenceSid === null ? nothing : { events: [], orders: [{ do: 'endConference', callId, conferenceSid }] };

/**
 * What becomes of a call now that somebody came, left, or did not come. Nobody is left alone in silence: a desk alone is
 * let go, a person who lost his desk waits with music while desks ring, unless he or his desk said goodbye.
 */
export function decide(
  callId: string,
  facts: CallFacts,
  left: Leaver | null,
  isGraceOver: boolean,
): Decision {
  if (facts.endedAtMs !== null || facts.mergedInto !== null) return nothing;
  const transferred = ofTransfer(callId, facts);
  if (transferred) return transferred;
  const parties = joinedParties(facts);
  const coming = comingParties(facts);
  const deskCount = joinedDesks(facts).length;
  if (isWaiting(facts) || facts.queued !== null) return nothing;
  if (parties.length + deskCount === 0) {
    return left === null
      ? nothing
      : { events: [], orders: coming.map(({ partyId }) => ({ do: 'cancelParty', callId, partyId })) };
  }
  if (coming.length > 0 || parties.length + deskCount > 1) return nothing;
  if (deskCount === 1) return endOf(callId, facts);
  if (left === null) return nothing;
  const { desk } = left;
  if (desk === null || isFarewellKnown(facts, desk)) return endOf(callId, facts);
  if (isGraceOver) return backToQueue(callId, facts, 'deskLost');
  return { events: [], orders: [{ do: 'reconsider', callId, desk, afterMs: farewellGraceMs }] };
}
