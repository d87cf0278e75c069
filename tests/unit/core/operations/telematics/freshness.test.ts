import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedHealth } from '../../../../../src-main/core/operations/telematics/facts.ts';
import {
  freshnessOf,
  type FreshnessSigns,
} from '../../../../../src-main/core/operations/telematics/freshness.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const live: FeedHealth = { state: 'live', lastSuccessAtMs: nowMs, clockOffsetMs: 0 };

/** A truck whose newest fix is this old. */
function truck(ageMs: number, its: Partial<FreshnessSigns> = {}): FreshnessSigns {
  const fixTimeMs = nowMs - ageMs;
  return {
    fixTimeMs,
    speedDeciMph: 0,
    engine: 'on',
    engineTimeMs: fixTimeMs,
    engineSinceMs: fixTimeMs,
    heardAtMs: fixTimeMs,
    gateway: 'ok',
    hasPrivacyButton: false,
    ...its,
  };
}

const judge = (signs: FreshnessSigns, feed = live) => {
  const { freshness, cause } = freshnessOf(signs, feed, nowMs);
  return `${freshness} ${cause}`;
};

describe('freshness of a running truck', () => {
  it.each([
    [15 * second, 'live none'],
    [16 * second, 'delayed silent'],
    [60 * second, 'delayed silent'],
    [2 * minute, 'delayed silent'],
    [2 * minute + second, 'stale silent'],
    [15 * minute, 'stale silent'],
    [15 * minute + second, 'lost silent'],
  ])('%i ms after its last fix is %s', (ageMs, expected) => {
    expect(judge(truck(ageMs))).toBe(expected);
  });

  it('names what its gateway says as the cause', () => {
    expect(judge(truck(20 * minute, { gateway: 'noCoverage' }))).toBe('lost noCoverage');
    expect(judge(truck(20 * minute, { gateway: 'unplugged' }))).toBe('lost unplugged');
    expect(judge(truck(5 * minute, { gateway: 'weakGps' }))).toBe('stale weakGps');
  });

  it('has weak GPS, or its privacy button is pressed, when it is heard without a position', () => {
    expect(judge(truck(20 * minute, { heardAtMs: nowMs }))).toBe('lost weakGps');
    expect(judge(truck(20 * minute, { heardAtMs: nowMs, hasPrivacyButton: true }))).toBe('lost private');
  });

  it('blames nothing on a gateway that was unplugged before but reports now', () => {
    expect(judge(truck(3 * second, { gateway: 'unplugged' }))).toBe('live none');
  });
});

describe('freshness of a standing truck', () => {
  it.each([
    ['idle', 6 * minute, 'live none'],
    ['idle', 6 * minute + second, 'delayed silent'],
    ['idle', 15 * minute + second, 'stale silent'],
    ['off', 6 * minute, 'live parked'],
    ['off', 10 * minute, 'delayed parked'],
    ['off', 16 * minute, 'stale silent'],
  ] as const)('with the engine %s, %i ms after its last fix, is %s', (engine, ageMs, expected) => {
    expect(judge(truck(ageMs, { engine }))).toBe(expected);
  });

  it('is asleep, not stale, once the engine has been off for an hour, however long', () => {
    const off = (ageMs: number) => truck(ageMs, { engine: 'off', engineSinceMs: nowMs - ageMs - hour });
    expect(judge(off(7 * minute))).toBe('live asleep');
    expect(judge(off(60 * 24 * hour))).toBe('live asleep');
  });

  it('is asleep when the gateway says the vehicle is off', () => {
    expect(judge(truck(30 * minute, { engine: 'off', gateway: 'vehicleOff' }))).toBe('live asleep');
  });

  it('is not asleep when it was unplugged', () => {
    const unplugged = truck(5 * hour, { engine: 'off', engineSinceMs: 0, gateway: 'unplugged' });
    expect(judge(unplugged)).toBe('stale unplugged');
  });

  it('is judged as standing when nothing is known of its engine and it did not move', () => {
    expect(judge(truck(5 * minute, { engine: 'unknown', engineTimeMs: null }))).toBe('live none');
    const moved = truck(5 * minute, { engine: 'unknown', engineTimeMs: null, speedDeciMph: 400 });
    expect(judge(moved)).toBe('stale silent');
  });
});

describe('freshness when the feed is not well', () => {
  const down = (state: FeedHealth['state'], ageMs: number): FeedHealth => ({
    state,
    lastSuccessAtMs: nowMs - ageMs,
    clockOffsetMs: 0,
  });

  it('does not blame a truck that was fine at the last poll', () => {
    expect(judge(truck(hour), down('down', hour))).toBe('stale feedDown');
    expect(judge(truck(hour), down('offline', hour))).toBe('stale offline');
  });

  it('keeps what was wrong with a truck before the feed failed', () => {
    const lostBefore = truck(2 * hour, { gateway: 'noCoverage' });
    expect(judge(lostBefore, down('offline', hour))).toBe('lost noCoverage');
  });

  it('is delayed first, and nothing in the first seconds', () => {
    expect(judge(truck(10 * second), down('down', 10 * second))).toBe('live none');
    expect(judge(truck(minute), down('down', minute))).toBe('delayed feedDown');
  });

  it('notices a feed that is called live but has gone silent', () => {
    expect(judge(truck(10 * minute), down('live', 10 * minute))).toBe('stale feedDown');
  });

  it('says so for trucks from the database before the first poll', () => {
    const never: FeedHealth = { state: 'offline', lastSuccessAtMs: null, clockOffsetMs: 0 };
    expect(judge(truck(hour), never)).toBe('stale offline');
  });

  it('never calls a truck lost for a silence that is ours', () => {
    const ages = fc.integer({ min: 0, max: 10 * 24 * hour });
    const engines = fc.constantFrom('on' as const, 'off' as const, 'idle' as const, 'unknown' as const);
    fc.assert(
      fc.property(ages, engines, fc.integer({ min: 0, max: 15 * second }), (feedAgeMs, engine, ownAgeMs) => {
        // Heard within the live limit of the last successful poll, whenever that was.
        const signs = truck(feedAgeMs + ownAgeMs, { engine });
        expect(freshnessOf(signs, down('offline', feedAgeMs), nowMs).freshness).not.toBe('lost');
      }),
    );
  });
});

describe('freshness without a fix', () => {
  const noFix = (its: Partial<FreshnessSigns>) => truck(0, { fixTimeMs: null, heardAtMs: null, ...its });

  it('is never, with the cause if there is one', () => {
    expect(judge(noFix({}))).toBe('never none');
    expect(judge(noFix({ gateway: 'unplugged' }))).toBe('never unplugged');
    expect(judge(noFix({ heardAtMs: nowMs, hasPrivacyButton: true }))).toBe('never private');
  });
});
