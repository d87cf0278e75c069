import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLoop,
  outcomeOf,
  pauseAfterMs,
  type Outcome,
} from '../../../../../src-main/core/operations/samsara/loop.ts';
import { AppError } from '../../../../../src-main/core/platform/errors.ts';
import { createManualClock, settle } from '../../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';

const done: Outcome = { kind: 'done', itemCount: 1 };
const failed = (retryAfterMs: number | null = null): Outcome => ({
  kind: 'failed',
  failure: { code: 'a/b', message: '' },
  retryAfterMs,
});
const random = fc.double({ min: 0, max: 0.999_999, noNaN: true });

describe('pause between turns', () => {
  it('is the interval ±10 %, and never below it where it is a minimum', () => {
    fc.assert(
      fc.property(random, fc.boolean(), (share, isMinimum) => {
        const pauseMs = pauseAfterMs({ intervalMs: 5_000, isMinimum }, done, 0, () => share);
        expect(pauseMs).toBeGreaterThanOrEqual(isMinimum ? 5_000 : 4_500);
        expect(pauseMs).toBeLessThanOrEqual(5_500);
      }),
    );
  });

  it('doubles from 5 s to a minute while turns fail, whatever the interval', () => {
    const pauses = [1, 2, 3, 4, 5, 9].map((failureCount) =>
      pauseAfterMs({ intervalMs: 600_000, isMinimum: true }, failed(), failureCount, () => 0),
    );
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('is at least what the vendor asked for', () => {
    expect(pauseAfterMs({ intervalMs: 5_000, isMinimum: true }, failed(90_000), 1, () => 0)).toBe(90_000);
  });
});

describe('outcome of a failed turn', () => {
  it('tells a refused token, a denied resource and a passing failure apart', () => {
    expect(outcomeOf(new AppError('samsara/unauthorized', '')).kind).toBe('refused');
    expect(outcomeOf(new AppError('samsara/forbidden', '')).kind).toBe('denied');
    expect(
      outcomeOf(new AppError('samsara/rate-limited', '', { data: { retryAfterMs: 403 } })),
    ).toMatchObject({ kind: 'failed', retryAfterMs: 403 });
    expect(outcomeOf(new TypeError('oops'))).toMatchObject({
      kind: 'failed',
      failure: { code: 'platform/bug' },
    });
  });
});

function rig(turn: (count: number) => Promise<number>, delayMs = 0) {
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const outcomes: Outcome[] = [];
  let turnCount = 0;
  const loop = createLoop(
    { resource: 'tags', intervalMs: 60_000, isMinimum: true, delayMs, turn: () => turn((turnCount += 1)) },
    { clock, random: () => 0, logger, onOutcome: (_resource, outcome) => outcomes.push(outcome) },
  );
  const stopping = new AbortController();
  const ended = loop.run(stopping.signal);
  return { clock, logger, outcomes, loop, ended, stop: () => stopping.abort(), turnCount: () => turnCount };
}

describe('sync loop', () => {
  it('takes a turn at once and then one per interval', async () => {
    const { clock, ended, stop, turnCount } = rig(() => Promise.resolve(3));
    await settle();
    expect(turnCount()).toBe(1);
    await clock.advance(59_999);
    expect(turnCount()).toBe(1);
    await clock.advance(1);
    expect(turnCount()).toBe(2);
    stop();
    await ended;
    expect(clock.sleeperCount()).toBe(0);
  });

  it('takes the next turn at once when woken, also when woken in the middle of a turn', async () => {
    let finish = (_count: number) => {};
    const { loop, ended, stop, turnCount } = rig((count) =>
      count === 2 ? new Promise((resolve) => (finish = resolve)) : Promise.resolve(1),
    );
    await settle();
    loop.wake();
    await settle();
    expect(turnCount()).toBe(2);
    loop.wake();
    finish(1);
    await settle();
    expect(turnCount()).toBe(3);
    stop();
    await ended;
  });

  it('comes back soon after a failure and in its own time after a success', async () => {
    const { clock, outcomes, ended, stop, turnCount } = rig((count) =>
      count === 1 ? Promise.reject(new AppError('samsara/unreachable', '')) : Promise.resolve(1),
    );
    await clock.advance(5_000);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['failed', 'done']);
    await clock.advance(30_000);
    expect(turnCount()).toBe(2);
    stop();
    await ended;
  });

  it('ends when the token is refused', async () => {
    const { clock, outcomes, ended, turnCount } = rig(() =>
      Promise.reject(new AppError('samsara/unauthorized', '')),
    );
    await ended;
    await clock.advance(3_600_000);
    expect([turnCount(), outcomes[0]?.kind]).toEqual([1, 'refused']);
  });

  it('survives a bug and logs it with its stack', async () => {
    const { clock, logger, ended, stop, turnCount } = rig(() => Promise.reject(new TypeError('oops')));
    await clock.advance(5_000);
    expect(turnCount()).toBe(2);
    expect(logger.lines[0]).toMatchObject({
      level: 'error',
      fields: { error: expect.any(TypeError) as unknown },
    });
    stop();
    await ended;
  });

  it('says nothing about a turn that was given up', async () => {
    let fail = (_error: Error) => {};
    const { outcomes, ended, stop } = rig(() => new Promise((_resolve, reject) => (fail = reject)));
    await settle();
    stop();
    fail(new AppError('http/aborted', ''));
    await ended;
    expect(outcomes).toEqual([]);
  });

  it('begins late where the map comes first, and at once when a person asks', async () => {
    const patient = rig(async () => 1, 15_000);
    await patient.clock.advance(14_000);
    expect(patient.turnCount()).toBe(0);
    await patient.clock.advance(1_000);
    expect(patient.turnCount()).toBe(1);
    patient.stop();
    await patient.ended;

    const woken = rig(async () => 1, 15_000);
    await settle();
    woken.loop.wake();
    await settle();
    expect(woken.turnCount()).toBe(1);
    woken.stop();
    await woken.ended;
  });
});
