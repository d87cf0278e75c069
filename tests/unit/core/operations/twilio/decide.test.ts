import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../../../src-main/core/operations/twilio/calls/call-events.ts';
import { readFacts } from '../../../../../src-main/core/operations/twilio/calls/call-facts.ts';
import { decide } from '../../../../../src-main/core/operations/twilio/flow/decide.ts';

/** What is known after these events, one a second; `[desk, event]` was told by a desk. */
const factsOf = (...events: (CallEvent | readonly [string, CallEvent])[]) =>
  readFacts(
    events.map((entry, index) => {
      const [desk, event] = 'kind' in entry ? [null, entry] : entry;
      return { eventId: `e${String(index)}`, timeMs: (index + 1) * 1_000, desk, event };
    }),
  );

const party = (
  partyId: string,
  role: 'caller' | 'consulted' | 'added',
  address = '+13125550142',
): CallEvent => ({
  kind: 'partyAdded',
  partyId,
  role,
  address,
  callSid: `CA${partyId}`,
});
const came = (partyId: string): CallEvent => ({ kind: 'partyJoined', partyId, callSid: `CA${partyId}` });
const left = (partyId: string): CallEvent => ({ kind: 'partyLeft', partyId, end: 'completed' });
const didNotCome = (partyId: string): CallEvent => ({ kind: 'partyLeft', partyId, end: 'noAnswer' });
const deskCame = (desk: string): CallEvent => ({ kind: 'deskJoined', desk, callSid: `CA${desk}` });
const deskLeft = (desk: string): CallEvent => ({ kind: 'deskLeft', desk, callSid: `CA${desk}` });
const transferTo = (partyId: string, transfer: 'cold' | 'warm'): CallEvent => ({
  kind: 'transferStarted',
  transfer,
  partyId,
});

/** A caller whom dana has answered. */
const talk: readonly CallEvent[] = [
  { kind: 'begun', direction: 'incoming' },
  party('c', 'caller'),
  came('c'),
  { kind: 'conferenceStarted', conferenceSid: 'CF1' },
  deskCame('dana'),
];
const held: CallEvent = { kind: 'held', partyId: 'c' };
const ends = { events: [], orders: [{ do: 'endConference', callId: 'call', conferenceSid: 'CF1' }] };
const nothing = { events: [], orders: [] };
const hold = (isHeld: boolean) => ({
  do: 'hold',
  callId: 'call',
  conferenceSid: 'CF1',
  callSid: 'CAc',
  isHeld,
});

describe('what becomes of a call', () => {
  it('lets a desk go that is alone', () => {
    expect(decide('call', factsOf(...talk, left('c')), { desk: null }, false)).toEqual(ends);
  });

  it('ends for both when the desk said goodbye', () => {
    const facts = factsOf(...talk, ['dana', { kind: 'hungUp' }], deskLeft('dana'));
    expect(decide('call', facts, { desk: 'dana' }, false)).toEqual(ends);
  });

  it('waits a moment for a farewell; without one the caller hears music while desks ring', () => {
    const facts = factsOf(...talk, deskLeft('dana'));
    expect(decide('call', facts, { desk: 'dana' }, false)).toMatchObject({
      events: [],
      orders: [{ do: 'reconsider', desk: 'dana' }],
    });
    expect(decide('call', facts, { desk: 'dana' }, true)).toEqual({
      events: [{ kind: 'queued', reason: 'deskLost' }],
      orders: [hold(true), { do: 'ringDesks', callId: 'call' }],
    });
  });

  it('goes on for two who are left, whoever went', () => {
    const three = [...talk, party('b', 'added', '+13125550143'), came('b')];
    expect(decide('call', factsOf(...three, deskLeft('dana')), { desk: 'dana' }, true)).toEqual(nothing);
    expect(decide('call', factsOf(...three, left('b')), { desk: null }, true)).toEqual(nothing);
  });

  it('waits for somebody who is being called', () => {
    const facts = factsOf(...talk, party('b', 'added', '+13125550143'), left('c'));
    expect(decide('call', facts, { desk: null }, true)).toEqual(nothing);
  });
});

describe('what becomes of a transfer', () => {
  const target = party('t', 'consulted', 'client:sam');
  const cold = [...talk, held, target, transferTo('t', 'cold'), deskLeft('dana')];

  it('lets both speak when the target came', () => {
    expect(decide('call', factsOf(...cold, came('t')), null, false)).toEqual({
      events: [{ kind: 'transferCompleted', partyId: 't' }],
      orders: [hold(false)],
    });
  });

  it('goes back to the queue when the target did not come and no desk is there any more', () => {
    expect(decide('call', factsOf(...cold, didNotCome('t')), null, false)).toEqual({
      events: [
        { kind: 'transferReturned', partyId: 't', end: 'noAnswer' },
        { kind: 'queued', reason: 'transferFailed' },
      ],
      orders: [{ do: 'ringDesks', callId: 'call' }],
    });
  });

  it('gives the caller back to the desk that wanted to speak first', () => {
    const facts = factsOf(...talk, held, target, transferTo('t', 'warm'), didNotCome('t'));
    expect(decide('call', facts, null, false)).toEqual({
      events: [{ kind: 'transferReturned', partyId: 't', end: 'noAnswer' }],
      orders: [hold(false)],
    });
  });

  it('is taken back when the target came and went', () => {
    const facts = factsOf(...talk, held, target, transferTo('t', 'warm'), came('t'), left('t'));
    expect(decide('call', facts, null, false)).toEqual({
      events: [{ kind: 'transferCancelled', partyId: 't' }],
      orders: [hold(false)],
    });
  });
});

it('an end stays an end, and what was joined with another call is that call', () => {
  const ended = factsOf(...talk, left('c'), { kind: 'ended' });
  expect(decide('call', ended, { desk: null }, true)).toEqual(nothing);
  const merged = factsOf(...talk, { kind: 'mergedInto', callId: 'other' }, left('c'));
  expect(decide('call', merged, { desk: null }, true)).toEqual(nothing);
});
