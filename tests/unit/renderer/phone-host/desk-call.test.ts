import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isInTalk,
  isOffered,
  newDeskCall,
  othersToHold,
  publicCall,
  reduceCall,
  type CallHappening,
  type DeskCall,
} from '../../../../src-renderer/phone-host/desk-call.ts';
import { eventsOfChange } from '../../../../src-renderer/phone-host/told-events.ts';

const outgoing = { callId: 'a', direction: 'outgoing', address: '+13125550100', title: 'Ann' } as const;
const incoming = { ...outgoing, callId: 'b', direction: 'incoming' } as const;
const after = (call: DeskCall, ...happenings: readonly CallHappening[]) =>
  happenings.reduce((current, happening, index) => reduceCall(current, happening, 1_000 + index), call);

const happening: fc.Arbitrary<CallHappening> = fc.oneof(
  ...(
    [
      'accepting',
      'opened',
      'reconnecting',
      'reconnected',
      'soundFlowed',
      'soundStopped',
      'heard',
      'silenced',
    ] as const
  ).map((kind) => fc.constant({ kind })),
  fc.boolean().map((hasEarlyMedia) => ({ kind: 'rang', hasEarlyMedia }) as const),
  fc.boolean().map((isHeld) => ({ kind: 'heldTold', isHeld }) as const),
  fc.boolean().map((isMuted) => ({ kind: 'muteChanged', isMuted, untilMs: null }) as const),
  fc
    .constantFrom('unknown', 'coming', 'ringing', 'answered')
    .map((farEnd) => ({ kind: 'farEndTold', farEnd }) as CallHappening),
  fc
    .constantFrom('hungUpHere', 'hungUpThere', 'lost', 'busy')
    .map((ending) => ({ kind: 'ended', ending, code: null, message: null }) as CallHappening),
);
const anyCall = fc.constantFrom(
  newDeskCall(outgoing, 0),
  newDeskCall(incoming, 0),
  newDeskCall(incoming, 0, 'rejoined'),
);
const history = fc.array(happening, { maxLength: 30 });

describe('a phone call of this desk', () => {
  it('is connected only when the leg is open, the far end answered, nobody is held and sound arrives', () => {
    fc.assert(
      fc.property(anyCall, history, (call, happenings) => {
        const { leg, link, sound, isHeld, farEnd, direction } = after(call, ...happenings);
        if (leg.kind !== 'connected') return;
        expect({ link, sound, isHeld }).toEqual({ link: 'open', sound: 'flowing', isHeld: false });
        if (direction === 'outgoing') expect(['unknown', 'answered']).toContain(farEnd);
      }),
    );
  });

  it('stays ended, whatever the SDK tells afterwards', () => {
    fc.assert(
      fc.property(anyCall, history, history, (call, before, later) => {
        const ended = after(call, ...before, { kind: 'ended', ending: 'lost', code: 53_001, message: null });
        expect(after(ended, ...later)).toBe(ended);
      }),
    );
  });

  it('keeps the time at which a leg began for as long as it is the same leg', () => {
    fc.assert(
      fc.property(anyCall, history, (call, happenings) => {
        let current = call;
        happenings.forEach((next, index) => {
          const then = reduceCall(current, next, 5_000 + index);
          if (then.leg.kind === current.leg.kind) expect(then.leg.sinceMs).toBe(current.leg.sinceMs);
          else expect(then.leg.sinceMs).toBe(5_000 + index);
          current = then;
        });
      }),
    );
  });

  it('tells the core of an end exactly once', () => {
    fc.assert(
      fc.property(anyCall, history, (call, happenings) => {
        const kinds = ['hungUp', 'left', 'failed', 'declined', 'cancelled'];
        let current = call;
        const told = [
          ...happenings,
          { kind: 'ended', ending: 'busy', code: 31_486, message: null } as const,
        ].flatMap((next) => {
          const before = current;
          current = reduceCall(current, next, 1);
          return before === current ? [] : eventsOfChange(before, current);
        });
        expect(told.filter(({ kind }) => kinds.includes(kind))).toHaveLength(1);
      }),
    );
  });

  it('of an outgoing call rings while the far end rings, though the own leg is open with sound', () => {
    const ringing = after(
      newDeskCall(outgoing, 0),
      { kind: 'opened' },
      { kind: 'soundFlowed' },
      { kind: 'farEndTold', farEnd: 'ringing' },
    );
    expect(ringing.leg).toMatchObject({ kind: 'ringing', isHeard: false });
    expect(after(ringing, { kind: 'heard' }).leg).toMatchObject({ kind: 'ringing', isHeard: true });
    expect(after(ringing, { kind: 'farEndTold', farEnd: 'answered' }).leg.kind).toBe('connected');
  });

  it('says that an open leg has no sound, and whether it had', () => {
    const open = after(newDeskCall(incoming, 0), { kind: 'accepting' }, { kind: 'opened' });
    expect(open.leg).toMatchObject({ kind: 'openWithoutSound', wasHeard: false });
    const lost = after(open, { kind: 'soundFlowed' }, { kind: 'soundStopped' });
    expect(lost.leg).toMatchObject({ kind: 'openWithoutSound', wasHeard: true });
    expect(lost.connectedAtMs).not.toBeNull();
  });

  it('remembers over a reconnection that it is held', () => {
    const held = after(newDeskCall(incoming, 0), { kind: 'opened' }, { kind: 'heldTold', isHeld: true });
    expect(after(held, { kind: 'reconnecting' }).leg).toMatchObject({ kind: 'reconnecting', isHeld: true });
    expect(after(held, { kind: 'reconnecting' }, { kind: 'reconnected' }).leg.kind).toBe('held');
  });

  it('gives out what the contract names and nothing else', () => {
    expect(Object.keys(publicCall(newDeskCall(outgoing, 0)))).not.toContain('warnings');
  });
});

describe('several phone calls at one desk', () => {
  it('puts aside whoever a person could be speaking to, and nobody else', () => {
    const talking = after(newDeskCall({ ...incoming, callId: '1' }, 0), { kind: 'opened' });
    const held = after(
      newDeskCall({ ...incoming, callId: '2' }, 0),
      { kind: 'opened' },
      { kind: 'heldTold', isHeld: true },
    );
    const offered = newDeskCall({ ...incoming, callId: '3' }, 0);
    const over = after(talking, { kind: 'ended', ending: 'lost', code: null, message: null });
    expect(othersToHold([talking, held, offered], '3')).toEqual([talking]);
    expect(othersToHold([over, held, offered], '3')).toEqual([]);
    expect([talking, held, offered, over].map(isInTalk)).toEqual([true, false, false, false]);
    expect([talking, held, offered, over].map(isOffered)).toEqual([false, false, true, false]);
  });
});

describe('what the core is told', () => {
  const change = (call: DeskCall, next: CallHappening) => eventsOfChange(call, reduceCall(call, next, 1));

  it('begins with who rings, or that it was dialled', () => {
    expect(eventsOfChange(null, newDeskCall(outgoing, 0))).toEqual([{ kind: 'dialled' }]);
    const offered = { kind: 'offered', from: '+13125550100', to: 'client:desk', callSid: null };
    expect(eventsOfChange(null, newDeskCall(incoming, 0), 'client:desk')).toEqual([offered]);
  });

  it('tells a hang-up here from a leg that was lost and from one that never came to be', () => {
    const open = after(newDeskCall(outgoing, 0), { kind: 'opened' });
    const end = (ending: 'hungUpHere' | 'lost' | 'hungUpThere') =>
      ({ kind: 'ended', ending, code: null, message: null }) as const;
    expect(change(open, end('hungUpHere'))).toEqual([{ kind: 'hungUp' }]);
    expect(change(open, end('hungUpThere'))).toEqual([{ kind: 'left', code: null, message: null }]);
    expect(change(open, end('lost'))).toEqual([{ kind: 'left', code: 'lost', message: null }]);
    expect(change(newDeskCall(outgoing, 0), end('lost'))).toEqual([
      { kind: 'failed', code: 'lost', message: '' },
    ]);
  });

  it('tells a hang-up here before the leg ends, and once', () => {
    const open = after(newDeskCall(outgoing, 0), { kind: 'opened' });
    expect(change(open, { kind: 'hangingUp' })).toEqual([{ kind: 'hungUp' }]);
    const leaving = after(open, { kind: 'hangingUp' });
    expect(change(leaving, { kind: 'hangingUp' })).toEqual([]);
    expect(change(leaving, { kind: 'ended', ending: 'hungUpHere', code: null, message: null })).toEqual([]);
  });

  it('tells sound, mute and warnings as they change', () => {
    const open = after(newDeskCall(outgoing, 0), { kind: 'opened' });
    expect(change(open, { kind: 'soundFlowed' })).toEqual([{ kind: 'soundStarted' }]);
    expect(change(open, { kind: 'muteChanged', isMuted: true, untilMs: 9 })).toEqual([{ kind: 'muted' }]);
    const warned = after(open, { kind: 'warned', name: 'low-mos' });
    expect(change(open, { kind: 'warned', name: 'low-mos' })).toEqual([
      { kind: 'qualityWarned', name: 'low-mos' },
    ]);
    expect(change(warned, { kind: 'warned', name: 'low-mos' })).toEqual([]);
    expect(change(warned, { kind: 'warningCleared', name: 'low-mos' })).toEqual([
      { kind: 'qualityCleared', name: 'low-mos' },
    ]);
  });
});
