import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../../../src-main/core/operations/twilio/calls/call-events.ts';
import { foldCall } from '../../../../../src-main/core/operations/twilio/calls/call-status.ts';
import type { TimedEvent } from '../../../../../src-main/core/operations/twilio/calls/event-order.ts';

const own = 'dana';
const other = 'sam';

/** One event a second, in the order written; `[desk, event]` was seen by a desk. */
function story(...events: (CallEvent | readonly [string, CallEvent])[]): TimedEvent[] {
  return events.map((entry, index) => {
    const [desk, event] = 'kind' in entry ? [null, entry] : entry;
    return { eventId: `e${String(index)}`, timeMs: (index + 1) * 1_000, desk, event };
  });
}

const begun: CallEvent = { kind: 'begun', direction: 'outgoing' };
const incoming: CallEvent = { kind: 'begun', direction: 'incoming' };
const callee: CallEvent = {
  kind: 'partyAdded',
  partyId: 'p',
  role: 'callee',
  address: '+15125550123',
  callSid: null,
};
const caller: CallEvent = { kind: 'partyJoined', partyId: 'c', callSid: 'CA1' };
const offered: CallEvent = { kind: 'offered', from: '+15125550123', to: null, callSid: 'CA2' };
const accepted: CallEvent = { kind: 'accepted', callSid: 'CA2' };
const joined = (desk: string): CallEvent => ({ kind: 'deskJoined', desk, callSid: `CA${desk}` });

const statusOf = (events: TimedEvent[]) => foldCall(events, own).status;

describe('an outgoing call', () => {
  it('is dialling until the far end rings, and active only when the far end has answered', () => {
    const events = story(
      begun,
      [own, { kind: 'dialled' }],
      callee,
      [own, accepted],
      joined(own),
      { kind: 'partyRang', partyId: 'p' },
      { kind: 'partyJoined', partyId: 'p', callSid: 'CA9' },
    );
    expect(statusOf(events.slice(0, 3))).toEqual({ phase: 'dialling' });
    expect(statusOf(events.slice(0, 5))).toEqual({ phase: 'dialling' });
    expect(statusOf(events.slice(0, 6))).toEqual({ phase: 'ringing', sinceMs: 6_000 });
    expect(statusOf(events)).toEqual({ phase: 'active', answeredAtMs: 7_000 });
  });

  it.each([
    ['busy', 'busy'],
    ['noAnswer', 'noAnswer'],
    ['failed', 'failed'],
  ] as const)('ends as the far end says: %s', (end, outcome) => {
    const events = story(begun, callee, { kind: 'partyLeft', partyId: 'p', end }, { kind: 'ended' });
    expect(statusOf(events)).toMatchObject({ phase: 'ended', outcome });
  });

  it('was given up here when this desk hung up before anybody answered', () => {
    const events = story(
      begun,
      callee,
      [own, { kind: 'hungUp' }],
      { kind: 'partyLeft', partyId: 'p', end: 'cancelled' },
      { kind: 'ended' },
    );
    expect(statusOf(events)).toMatchObject({ outcome: 'cancelled' });
  });

  it('is over without a conference when its own leg is', () => {
    expect(statusOf(story(begun, [own, { kind: 'failed', code: '31401', message: 'denied' }]))).toEqual({
      phase: 'ended',
      endedAtMs: 2_000,
      outcome: 'failed',
      failure: { code: '31401', message: 'denied' },
    });
    const busy = story(begun, [own, { kind: 'left', code: '31486', message: null }]);
    expect(statusOf(busy)).toMatchObject({ outcome: 'busy' });
  });

  it('goes on without this desk after it was handed over', () => {
    const events = story(
      begun,
      callee,
      joined(own),
      { kind: 'partyJoined', partyId: 'p', callSid: 'CA9' },
      [own, { kind: 'hungUp' }],
      { kind: 'deskLeft', desk: own, callSid: 'CAdana' },
    );
    expect(statusOf(events)).toMatchObject({ phase: 'active' });
    expect(
      statusOf([
        ...events,
        ...story(begun, callee, caller, caller, caller, caller, { kind: 'ended' }).slice(6),
      ]),
    ).toMatchObject({ outcome: 'answered' });
  });
});

describe('an incoming call', () => {
  const ringing = [
    incoming,
    { kind: 'queued', reason: 'incoming' } as const,
    caller,
    { kind: 'deskRang', desk: own } as const,
    { kind: 'deskRang', desk: other } as const,
    [own, offered] as const,
  ];

  it('rings until a desk has claimed it', () => {
    expect(statusOf(story(...ringing))).toEqual({ phase: 'ringing', sinceMs: 2_000 });
    expect(statusOf(story(...ringing, [own, accepted]))).toMatchObject({ phase: 'ringing' });
    const claimed = story(...ringing, [own, accepted], { kind: 'claimed', desk: own });
    expect(statusOf(claimed)).toEqual({ phase: 'active', answeredAtMs: 8_000 });
  });

  it('was answered elsewhere when another desk won, also if this desk answered a moment later', () => {
    const events = story(
      ...ringing,
      { kind: 'claimed', desk: other },
      [own, accepted],
      joined(other),
      [own, { kind: 'left', code: null, message: null }],
      { kind: 'ended' },
    );
    expect(statusOf(events)).toMatchObject({ phase: 'ended', outcome: 'answeredElsewhere' });
    expect(foldCall(events, other).status).toMatchObject({ outcome: 'answered' });
    expect(foldCall(events, own).answeredBy).toBe(other);
  });

  it('is missed when nobody answered, declined when this desk said no', () => {
    expect(statusOf(story(...ringing, [own, { kind: 'cancelled' }], { kind: 'ended' }))).toMatchObject({
      outcome: 'missed',
    });
    expect(statusOf(story(...ringing, [own, { kind: 'declined' }], { kind: 'ended' }))).toMatchObject({
      outcome: 'declined',
    });
  });

  it('waits in the queue again when the desk is lost, and is claimed anew', () => {
    const lost = story(
      ...ringing,
      { kind: 'claimed', desk: own },
      joined(own),
      { kind: 'deskLeft', desk: own, callSid: 'CAdana' },
      { kind: 'queued', reason: 'deskLost' },
    );
    expect(statusOf(lost.map((event) => event))).toMatchObject({ phase: 'ringing' });
    const again = [
      ...lost,
      ...story(...Array.from({ length: 10 }, () => incoming), { kind: 'claimed', desk: other }).slice(10),
    ];
    expect(statusOf(again)).toMatchObject({ phase: 'active', answeredAtMs: 7_000 });
  });

  it('is interrupted when it has no end and is gone, until its real end is known', () => {
    const gone = story(incoming, caller, { kind: 'claimed', desk: own }, { kind: 'interrupted' });
    expect(statusOf(gone)).toMatchObject({ phase: 'ended', outcome: 'interrupted' });
    const alive = story(
      incoming,
      caller,
      { kind: 'claimed', desk: own },
      { kind: 'interrupted' },
      { kind: 'foundAlive' },
    );
    expect(statusOf(alive)).toMatchObject({ phase: 'active' });
    const ended = story(
      incoming,
      caller,
      { kind: 'claimed', desk: own },
      { kind: 'ended' },
      { kind: 'interrupted' },
    );
    expect(statusOf(ended)).toMatchObject({ outcome: 'answered' });
  });
});

const desk = fc.constantFrom(own, other);
const partyId = fc.constantFrom('p', 'q');
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>(
    begun,
    incoming,
    offered,
    accepted,
    { kind: 'dialled' },
    { kind: 'rang', hasEarlyMedia: false, callSid: null },
    { kind: 'declined' },
    { kind: 'cancelled' },
    { kind: 'hungUp' },
    { kind: 'left', code: null, message: null },
    { kind: 'failed', code: '31005', message: '' },
    { kind: 'reconnecting', code: null },
    { kind: 'reconnected' },
    { kind: 'soundStarted' },
    { kind: 'conferenceStarted', conferenceSid: 'CF1' },
    { kind: 'queued', reason: 'incoming' },
    { kind: 'interrupted' },
    { kind: 'foundAlive' },
    { kind: 'ended' },
  ),
  desk.map((who): CallEvent => ({ kind: 'claimed', desk: who })),
  desk.map((who): CallEvent => ({ kind: 'deskRang', desk: who })),
  desk.map(joined),
  desk.map((who): CallEvent => ({ kind: 'deskLeft', desk: who, callSid: 'CA' })),
  partyId.map((id): CallEvent => ({ kind: 'partyJoined', partyId: id, callSid: 'CA' })),
  partyId.map((id): CallEvent => ({ kind: 'partyRang', partyId: id })),
  partyId.map((id): CallEvent => ({ kind: 'partyLeft', partyId: id, end: 'completed' })),
  partyId.map((id): CallEvent => ({ kind: 'held', partyId: id })),
);

const anyStory: fc.Arbitrary<TimedEvent[]> = fc
  .array(fc.record({ event: anyEvent, timeMs: fc.integer({ min: 1, max: 50 }), desk }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((events) => events.map((event, index) => ({ ...event, eventId: `e${String(index)}` })));

describe('any events at all', () => {
  it('are the same call in any order and with any repetition', () => {
    const shuffled = anyStory.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, mixed]) => {
        expect(foldCall(mixed, own)).toEqual(foldCall(events, own));
      }),
    );
  });

  it('once ended is ended, whatever else becomes known', () => {
    fc.assert(
      fc.property(anyStory, anyStory, (before, later) => {
        const ended: TimedEvent = { eventId: 'end', timeMs: 60, desk: null, event: { kind: 'ended' } };
        const more = later.map((event) => ({ ...event, eventId: `l${event.eventId}` }));
        expect(statusOf([...before, ended, ...more]).phase).toBe('ended');
      }),
    );
  });

  it('never end before they were answered, and are answered elsewhere only if another desk was first', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        const { status, answeredAtMs, answeredBy } = foldCall(events, own);
        if (status.phase !== 'ended') return;
        expect(status.endedAtMs).toBeGreaterThanOrEqual(answeredAtMs ?? 0);
        if (status.outcome === 'answeredElsewhere') expect(answeredBy).toBe(other);
        if (status.outcome === 'missed') expect(answeredAtMs).toBeNull();
      }),
    );
  });

  it('have no end as long as nobody left, gave up or was told of one', () => {
    const endless = anyStory.map((events) =>
      events.filter(
        ({ event }) =>
          !['ended', 'interrupted', 'declined', 'cancelled', 'hungUp', 'left', 'failed'].includes(event.kind),
      ),
    );
    fc.assert(
      fc.property(endless, (events) => {
        expect(statusOf(events).phase).not.toBe('ended');
      }),
    );
  });
});
