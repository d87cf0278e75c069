import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseDevice } from '../../../../src-renderer/phone-host/device-choice.ts';
import { endingOf } from '../../../../src-renderer/phone-host/ending.ts';
import { createErrorFilter } from '../../../../src-renderer/phone-host/error-filter.ts';
import { createEventLog, type LoggedEvent } from '../../../../src-renderer/phone-host/event-log.ts';
import { farEndOf, isHeldNow, isOrphan } from '../../../../src-renderer/phone-host/live-calls.ts';
import {
  addSample,
  addWarning,
  gravestFault,
  noQuality,
  qualitySummary,
} from '../../../../src-renderer/phone-host/quality.ts';
import { signallingAddress } from '../../../../src-renderer/phone-host/signalling-socket.ts';
import { nextSound, type SoundCount } from '../../../../src-renderer/phone-host/sound-watch.ts';
import { createTestRing } from '../../../../src-renderer/phone-host/test-ring.ts';
import { renewalDelayMs, renewalRetryMs } from '../../../../src-renderer/phone-host/token-renewal.ts';

describe('sound', () => {
  const follow = (counts: readonly (readonly [number, number])[]) =>
    counts.reduce<SoundCount | null>((last, [count, atMs]) => nextSound(last, count, atMs), null);

  it('flows from the first packet', () => {
    expect(follow([[0, 0]])?.isFlowing).toBe(false);
    expect(follow([[0, 0], [1, 100]])?.isFlowing).toBe(true); // prettier-ignore
  });

  it('is lost after three seconds without one, not before', () => {
    expect(follow([[5, 0], [9, 1_000], [9, 3_900]])?.isFlowing).toBe(true); // prettier-ignore
    expect(follow([[5, 0], [9, 1_000], [9, 4_000]])?.isFlowing).toBe(false); // prettier-ignore
  });

  it('comes back with the next packet', () => {
    expect(follow([[9, 0], [9, 4_000], [10, 4_100]])?.isFlowing).toBe(true); // prettier-ignore
  });
});

describe('the device that is used', () => {
  const headset = { deviceId: 'h1', label: 'Headset' };
  const plugged = [{ deviceId: 'default', label: 'Default' }, headset, { deviceId: 's', label: 'Speakers' }];

  it('is the wanted one, also under another id', () => {
    expect(chooseDevice(headset, plugged)).toEqual(headset);
    expect(chooseDevice({ deviceId: 'old', label: 'Headset' }, plugged)).toEqual(headset);
  });

  it('is the system’s while the wanted one is away, and nothing else by guess', () => {
    expect(chooseDevice({ deviceId: 'gone', label: 'Gone' }, plugged)).toBeNull();
    expect(chooseDevice({ deviceId: 'gone', label: '' }, [{ deviceId: 'x', label: '' }])).toBeNull();
    expect(chooseDevice(null, plugged)).toBeNull();
  });
});

describe('renewing a token', () => {
  it('never waits until it has ended, and waits longer in a phone call', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600_000 }), fc.boolean(), (leftMs, isInCall) => {
        const delayMs = renewalDelayMs(1_000_000 + leftMs, isInCall, 1_000_000);
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs === 0 || delayMs < leftMs).toBe(true);
        expect(delayMs).toBeLessThanOrEqual(renewalDelayMs(1_000_000 + leftMs, true, 1_000_000));
      }),
    );
  });

  it('tries again after a refusal, at most a minute later', () => {
    expect([1, 2, 3, 9].map(renewalRetryMs)).toEqual([30_000, 60_000, 60_000, 60_000]);
  });
});

describe('errors of a device', () => {
  it('are told once in ten seconds for each code, with how many were held back', () => {
    const filter = createErrorFilter();
    expect(filter.pass(31_005, 0)).toBe(0);
    expect(filter.pass(31_000, 1)).toBe(0);
    expect([100, 200, 9_999].map((atMs) => filter.pass(31_005, atMs))).toEqual([null, null, null]);
    expect(filter.pass(31_005, 10_000)).toBe(3);
  });
});

describe('how a leg ended', () => {
  it('is a hang-up here, whatever error the SDK adds to it', () => {
    expect(endingOf({ code: 31_005, message: '' }, true)).toBe('hungUpHere');
  });

  it('is by the vendor’s code where it has one', () => {
    expect(endingOf(null, false)).toBe('hungUpThere');
    expect(endingOf({ code: 31_401, message: '' }, false)).toBe('microphoneDenied');
    expect(endingOf({ code: 31_486, message: '' }, false)).toBe('busy');
    expect(endingOf({ code: 53_405, message: '' }, false)).toBe('lost');
    expect(endingOf({ code: 99_999, message: '' }, false)).toBe('failed');
  });
});

describe('quality', () => {
  it('names the gravest thing, and no silence of a muted microphone', () => {
    expect(gravestFault(['high-jitter', 'low-bytes-received', 'low-mos'], false)).toBe('noSoundIn');
    expect(gravestFault(['constant-audio-input-level'], true)).toBeNull();
    expect(gravestFault(['constant-audio-input-level'], false)).toBe('silentMicrophone');
    expect(gravestFault(['a-warning-of-tomorrow'], false)).toBeNull();
  });

  it('sums a phone call up within its samples', () => {
    const values = fc.record({
      mos: fc.option(fc.double({ min: 1, max: 4.5, noNaN: true })),
      roundTripMs: fc.option(fc.integer({ min: 0, max: 2_000 })),
      jitterMs: fc.option(fc.integer({ min: 0, max: 500 })),
      packetLossPercent: fc.option(fc.integer({ min: 0, max: 100 })),
    });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 40 }), (samples) => {
        const summary = qualitySummary(samples.reduce(addSample, noQuality));
        expect(summary.sampleCount).toBe(samples.length);
        const scores = samples.flatMap(({ mos }) => (mos === null ? [] : [mos]));
        if (scores.length === 0) expect(summary.mosMin).toBeNull();
        else {
          expect(summary.mosMin).toBe(Math.min(...scores));
          expect(summary.mosMean).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-9);
        }
      }),
    );
  });

  it('keeps each warning once and no more than the contract takes', () => {
    const names = Array.from({ length: 50 }, (_, index) => `w${String(index)}`);
    const { warnings } = [...names, ...names].reduce(addWarning, noQuality);
    expect(warnings).toEqual(names.slice(0, 20));
  });
});

describe('the address of signalling', () => {
  it('goes in the clear for the sandbox’s host and no other', () => {
    expect(signallingAddress('wss://127.0.0.1:4000/signal', '127.0.0.1:4000')).toBe(
      'ws://127.0.0.1:4000/signal',
    );
    for (const wanted of ['wss://127.0.0.1:4001/signal', 'wss://voice-js.roaming.twilio.com/signal']) {
      expect(signallingAddress(wanted, '127.0.0.1:4000')).toBe(wanted);
    }
    expect(signallingAddress('wss://127.0.0.1:4000/signal', null)).toBe('wss://127.0.0.1:4000/signal');
  });
});

describe('what the core’s call flow tells', () => {
  const party = {
    partyId: 'p',
    role: 'callee',
    address: '+1',
    name: null,
    heldSinceMs: null,
    end: null,
  } as const;

  it('knows the far end of an outgoing phone call by its phase', () => {
    const phases = ['dialling', 'ringing', 'active', 'queued'] as const;
    const told = phases.map((phase) => farEndOf({ direction: 'outgoing', phase }));
    expect(told).toEqual(['coming', 'ringing', 'answered', 'unknown']);
    expect(farEndOf({ direction: 'incoming', phase: 'ringing' })).toBe('answered');
  });

  it('is held when everybody who is there is', () => {
    const joined = (isHeld: boolean) => ({ ...party, state: 'joined' as const, isHeld });
    expect(isHeldNow({ parties: [] })).toBe(false);
    expect(isHeldNow({ parties: [joined(true), { ...joined(false), state: 'left' }] })).toBe(true);
    expect(isHeldNow({ parties: [joined(true), joined(false)] })).toBe(false);
  });

  it('is an orphan when this desk is said to be in it', () => {
    expect(isOrphan({ ownLeg: 'open', phase: 'active' })).toBe(true);
    expect(isOrphan({ ownLeg: 'offered', phase: 'ringing' })).toBe(false);
    expect(isOrphan({ ownLeg: 'none', phase: 'active' })).toBe(false);
  });
});

describe('with time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hands events over in order, again and again until the core has taken them', async () => {
    const taken: LoggedEvent[] = [];
    let refusals = 3;
    let id = 0;
    const log = createEventLog({
      record: (events) => {
        refusals -= 1;
        if (refusals >= 0) return Promise.reject(new Error('the core is down'));
        taken.push(...events);
        return Promise.resolve();
      },
      newId: () => String((id += 1)),
      nowMs: () => 7,
    });
    log.append('a', [{ kind: 'dialled' }]);
    log.append('a', [{ kind: 'hungUp' }]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(taken.map(({ event }) => event.kind)).toEqual(['dialled', 'hungUp']);
    expect(log.waitingCount()).toBe(0);
  });

  it('passes a test ring that comes, also before it is named, and fails one that does not', async () => {
    let testId = 'one';
    const ring = createTestRing({
      begin: () => Promise.resolve({ testId }),
      onChange: () => undefined,
      nowMs: () => Date.now(),
    });
    await ring.begin(true);
    ring.rang('one');
    expect(ring.state()).toMatchObject({ testId: 'one', state: 'passed' });
    testId = 'two';
    ring.rang('two');
    await ring.begin(true);
    expect(ring.state()).toMatchObject({ testId: 'two', state: 'passed' });
    testId = 'three';
    await ring.begin(false);
    expect(ring.state()?.testId).toBe('two');
    await ring.begin(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ring.state()).toMatchObject({ testId: 'three', state: 'failed' });
  });
});
