import { describe, expect, it, onTestFinished } from 'vitest';
import { createFleetState } from '../../../../../src-main/core/operations/telematics/fleet-state.ts';
import {
  createObserver,
  type Observation,
} from '../../../../../src-main/core/operations/telematics/observations.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';

const startMs = Date.UTC(2026, 10, 23, 8);
const fixAt = (timeMs: number, speedDeciMph: number) => ({
  timeMs,
  latitudeE6: 36_123_457,
  longitudeE6: -86_765_432,
  speedDeciMph,
  headingDeg: 90,
  address: null,
});

function createRig() {
  const clock = createManualClock(startMs);
  const logger = createRecordingLogger();
  const fleet = createFleetState();
  const slots = new Map([
    ['a', 1],
    ['b', 2],
  ]);
  for (const slot of slots.values()) fleet.setVehicle(slot, true, false);
  const feed = { state: 'live' as const, lastSuccessAtMs: startMs, clockOffsetMs: 0 };
  const observer = createObserver({
    fleet,
    slots,
    judge: () => fleet.judge({ ...feed, lastSuccessAtMs: clock.nowMs() }, clock.nowMs(), -1),
    serverNowMs: clock.nowMs,
    clock,
    logger,
  });
  const rounds: (readonly Observation[])[] = [];
  observer.start();
  onTestFinished(() => observer.stop());
  return {
    clock,
    logger,
    fleet,
    observer,
    rounds,
    listen: () => observer.onObserved((seen) => rounds.push(seen)),
  };
}

const idsOf = (round: readonly Observation[] | undefined) => round?.map(({ vehicleId }) => vehicleId);

describe('observations', () => {
  it('tell a new listener of every vehicle, then only of those that changed', async () => {
    const { clock, fleet, rounds, listen } = createRig();
    fleet.applyFix(1, fixAt(startMs, 612));
    listen();
    await clock.advance(1_000);
    expect(idsOf(rounds[0])).toEqual(['a', 'b']);
    expect(rounds[0]?.[0]).toMatchObject({ speedMph: 61.2, latitude: 36.123457, timeMs: startMs });
    expect(rounds[0]?.[1]).toMatchObject({ timeMs: null, speedMph: null, fuelPercent: null });
    await clock.advance(1_000);
    expect(idsOf(rounds[1])).toEqual([]);
    fleet.applyFix(2, fixAt(startMs + 2_000, 0));
    await clock.advance(1_000);
    expect(idsOf(rounds[2])).toEqual(['b']);
  });

  it('never tell of a late fix', async () => {
    const { clock, fleet, rounds, listen } = createRig();
    fleet.applyFix(1, fixAt(startMs, 100));
    listen();
    await clock.advance(1_000);
    fleet.applyFix(1, fixAt(startMs - 60_000, 900));
    await clock.advance(1_000);
    expect(idsOf(rounds.at(-1))).toEqual([]);
  });

  it('tell of a truck that falls silent, without anything coming in', async () => {
    const { clock, fleet, rounds, listen } = createRig();
    fleet.applyFix(1, fixAt(startMs, 550));
    listen();
    await clock.advance(16 * 60_000);
    const heard = rounds.flat().filter(({ vehicleId }) => vehicleId === 'a');
    expect(heard.map(({ freshness }) => freshness)).toEqual(['live', 'delayed', 'stale', 'lost']);
  });

  it('go on for the others when one listener fails', async () => {
    const { clock, logger, observer, rounds, listen } = createRig();
    observer.onObserved(() => {
      throw new Error('planted');
    });
    listen();
    await clock.advance(2_000);
    expect(rounds.length).toBeGreaterThan(1);
    expect(logger.lines.some(({ level }) => level === 'error')).toBe(true);
  });
});
