import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { VehicleReadings } from '../../../../src-main/core/operations/telematics/facts.ts';
import { dayMs } from '../../../../src-main/core/operations/telematics/retention.ts';
import { createTrackStore } from '../../../../src-main/core/operations/telematics/store/index.ts';
import { baseMs, emptyReadings, fixAt } from '../../../unit/core/operations/telematics/readings-fixture.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { firstOf, openTelematics, snapshotOf } from './telematics-rig.ts';
import { plainFixes, type PlainFix } from './track-store/plain-list.ts';

const minuteMs = 60_000;
const page = (vehicleId: string, times: readonly number[]): VehicleReadings => ({
  ...emptyReadings(vehicleId),
  fixes: times.map((timeMs) => fixAt(timeMs)),
});

async function storedFixes({ database }: Awaited<ReturnType<typeof openTelematics>>) {
  const store = createTrackStore({ database, pause: () => Promise.resolve() });
  const vehicles = await database.db.selectFrom('vehicle').select('slot').orderBy('slot').execute();
  const all: PlainFix[] = [];
  for (const { slot } of vehicles) {
    all.push(...plainFixes(slot, await store.readTrack({ slot, fromMs: 0, toMs: 2 * baseMs })));
  }
  return all;
}

describe('stored fixes', () => {
  it('are the same set, and the fleet the same fleet, in whatever order and pages they come, and after a restart', async () => {
    const vehicleIds = ['a', 'b', 'c'];
    const reading = fc.record({
      vehicle: fc.constantFrom(...vehicleIds),
      second: fc.integer({ min: 0, max: 900 }),
      engine: fc.constantFrom('on' as const, 'off' as const, 'idle' as const),
    });
    const step = fc.record({
      readings: fc.array(reading, { maxLength: 12 }),
      waitMs: fc.constantFrom(0, 0, minuteMs, 6 * minuteMs),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const clock = createManualClock(baseMs + 15 * minuteMs);
        const rig = await openTelematics({ clock, folder: temporaryFolder() });
        await rig.telematics.ingest(vehicleIds.map((id) => emptyReadings(id)));
        for (const { readings, waitMs } of steps) {
          const readingsOf = (id: string): VehicleReadings => {
            const own = readings.filter(({ vehicle }) => vehicle === id);
            // The state follows from the time, so that a repeated reading says the same.
            const engine = own.map(({ second }) => ({
              timeMs: baseMs + second * 1_000,
              engine: second % 3 ? ('on' as const) : ('off' as const),
            }));
            return {
              ...page(
                id,
                own.map(({ second }) => baseMs + second * 1_000),
              ),
              engine,
            };
          };
          await rig.telematics.ingest(vehicleIds.map(readingsOf));
          if (waitMs > 0) await clock.advance(waitMs);
        }

        const all = steps.flatMap(({ readings }) => readings);
        const expected = [
          ...new Set(all.map(({ vehicle, second }) => `${vehicleIds.indexOf(vehicle)} ${second}`)),
        ]
          .map((key) => key.split(' ').map(Number))
          .map(([slotIndex = 0, second = 0]) => {
            const fix = fixAt(baseMs + second * 1_000);
            return {
              slot: slotIndex + 1,
              timeMs: fix.timeMs,
              latitudeE6: fix.latitudeE6,
              longitudeE6: fix.longitudeE6,
              speedDeciMph: fix.speedDeciMph,
              headingDeg: fix.headingDeg,
            };
          })
          .sort((a, b) => a.slot - b.slot || a.timeMs - b.timeMs);
        expect(await storedFixes(rig)).toEqual(expected);

        const before = snapshotOf(rig.telematics);
        const restarted = await rig.reopen();
        expect(snapshotOf(restarted.telematics)).toEqual(before);
        await restarted.close();
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('are stored once, however often they come', async () => {
    const rig = await openTelematics();
    const times = [baseMs, baseMs + 5_000];
    expect(await rig.telematics.ingest([page('a', times)])).toMatchObject({ newVehicleCount: 1 });
    expect(await rig.telematics.ingest([page('a', [...times, baseMs + 10_000])])).toMatchObject({
      newVehicleCount: 0,
    });
    expect(await storedFixes(rig)).toHaveLength(3);
  });

  it('and what is written with them are all there or not at all', async () => {
    const rig = await openTelematics();
    const failing = rig.telematics.ingest([page('a', [baseMs])], () =>
      Promise.reject(new Error('disk full')),
    );
    await expect(failing).rejects.toThrow('disk full');
    expect(await storedFixes(rig)).toEqual([]);
    expect(snapshotOf(rig.telematics).size).toBe(0);
    await rig.telematics.ingest([page('a', [baseMs])]);
    expect(await storedFixes(rig)).toHaveLength(1);
  });

  it('become chunks in the background when their hour is over, and late ones after that are there too', async () => {
    const rig = await openTelematics({ clock: createManualClock(baseMs) });
    const count = async (table: 'page' | 'chunk') => {
      const { rows } = await sql<{
        count: number;
      }>`SELECT count(*) AS count FROM ${sql.table(`track_${table}`)}`.execute(rig.database.db);
      return rows[0]?.count;
    };
    await rig.telematics.ingest([page('a', [baseMs - 30 * minuteMs, baseMs - minuteMs])]);
    expect([await count('page'), await count('chunk')]).toEqual([1, 0]);
    await rig.clock.advance(6 * minuteMs);
    expect([await count('page'), await count('chunk')]).toEqual([0, 1]);
    await rig.telematics.ingest([page('a', [baseMs - 10 * minuteMs, rig.clock.nowMs()])]);
    expect((await storedFixes(rig)).map(({ timeMs }) => (timeMs - baseMs) / minuteMs)).toEqual([
      -30, -10, -1, 6,
    ]);
  });

  it('are forgotten after as many days as are set, but never the last one of a vehicle', async () => {
    const rig = await openTelematics({ clock: createManualClock(baseMs) });
    rig.telematics.setRetention({ positionDays: 7, tripDays: 30, dutyLogDays: 190 });
    const oldMs = baseMs - 7 * dayMs;
    await rig.telematics.ingest([
      page('moving', [oldMs - minuteMs, oldMs + 60 * minuteMs, baseMs]),
      page('parked', [oldMs - 90 * minuteMs, oldMs - minuteMs]),
    ]);
    await rig.clock.advance(12 * minuteMs);
    expect((await storedFixes(rig)).map(({ slot, timeMs }) => [slot, timeMs])).toEqual([
      [1, oldMs + 60 * minuteMs],
      [1, baseMs],
    ]);
    const restarted = await rig.reopen();
    expect(snapshotOf(restarted.telematics).get(2)?.timeMs).toBe(oldMs - minuteMs);
    const review = await restarted.client.review.getReview({
      vehicleIds: ['parked'],
      fromMs: baseMs,
      toMs: baseMs + 1,
    });
    expect(review.vehicles[0]?.before?.timeMs).toBe(oldMs - minuteMs);
  });

  it('of another fleet are not there any more, nor is anything that was under way', async () => {
    const rig = await openTelematics({ clock: createManualClock(baseMs) });
    await rig.telematics.ingest([page('a', [baseMs - 90 * minuteMs, baseMs])]);
    const round = rig.clock.advance(6 * minuteMs);
    await rig.telematics.clear();
    await round;
    await rig.telematics.ingest([page('b', [baseMs + minuteMs])]);
    expect((await storedFixes(rig)).map(({ timeMs }) => timeMs)).toEqual([baseMs + minuteMs]);
  });

  it('go by a setting of their own: trips and duty logs stay for theirs', async () => {
    const rig = await openTelematics({ clock: createManualClock(baseMs) });
    const { db } = rig.database;
    rig.telematics.setRetention({ positionDays: 7, tripDays: 30, dutyLogDays: 60 });
    const trip = (days: number, isOver = true) => ({
      vehicleId: 'a',
      startMs: baseMs - days * dayMs,
      endMs: isOver ? baseMs - days * dayMs + minuteMs : null,
      updatedAtMs: baseMs,
      start: null,
      end: null,
    });
    await rig.telematics.putTrips([trip(5), trip(29), trip(31), trip(32, false)]);
    const entry = (days: number) => ({
      status: 'driving' as const,
      startMs: baseMs - days * dayMs,
      endMs: baseMs - days * dayMs + minuteMs,
      vehicleId: null,
      remark: null,
    });
    const window = { fromMs: baseMs - 100 * dayMs, toMs: baseMs };
    const log = { driverId: '1', entries: [entry(61), entry(59)] };
    await rig.telematics.putDutyLogs([log], window, baseMs);
    await rig.clock.advance(12 * minuteMs);
    const trips = await db.selectFrom('trip').select('start_ms').orderBy('start_ms').execute();
    expect(trips.map(({ start_ms }) => (baseMs - start_ms) / dayMs)).toEqual([29, 5]);
    const logs = await db.selectFrom('duty_log_entry').select('start_ms').execute();
    expect(logs.map(({ start_ms }) => (baseMs - start_ms) / dayMs)).toEqual([59]);
  });
});

describe('trail', () => {
  it('is what is stored of the span, oldest first, settled or not', async () => {
    const { telematics, client, clock } = await openTelematics({ clock: createManualClock(baseMs) });
    await telematics.ingest([page('a', [baseMs - 20_000, baseMs - 40_000, baseMs - minuteMs])]);
    await clock.advance(6 * minuteMs);
    await telematics.ingest([page('a', [clock.nowMs()]), page('b', [clock.nowMs()])]);
    const trail = await client.getTrail({ vehicleId: 'a', fromMs: baseMs - 40_000, toMs: clock.nowMs() });
    expect(trail.timeMs).toEqual([baseMs - 40_000, baseMs - 20_000, clock.nowMs()]);
    expect(trail.latitude[0]).toBeCloseTo(fixAt(baseMs - 40_000).latitudeE6 / 1e6, 7);
  });

  it('is thinned evenly to exactly what was asked for, with the first and the last', async () => {
    const { telematics, client } = await openTelematics();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 2, max: 60 }),
        async (count, pointCountMax) => {
          const vehicleId = `${count} ${pointCountMax}`;
          const times = Array.from({ length: count }, (_, index) => baseMs + index * 1_000);
          await telematics.ingest([page(vehicleId, times)]);
          const { timeMs } = await client.getTrail({ vehicleId, fromMs: 0, toMs: baseMs * 2, pointCountMax });
          expect(timeMs).toHaveLength(Math.min(count, pointCountMax));
          expect([timeMs[0], timeMs.at(-1)]).toEqual([times[0], times.at(-1)]);
          const gaps = timeMs.slice(1).map((time, index) => (time - (timeMs[index] ?? 0)) / 1_000);
          if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('shows a late fix although the same trail was asked for a moment ago', async () => {
    const { telematics, client, metrics } = await openTelematics();
    await telematics.ingest([page('a', [baseMs, baseMs + 10_000])]);
    const ask = () => client.getTrail({ vehicleId: 'a', fromMs: 0, toMs: baseMs * 2 });
    await ask();
    expect((await ask()).timeMs).toHaveLength(2);
    const hits = metrics.snapshot().find(({ name }) => name === 'cache.hits');
    expect(hits).toMatchObject({ value: 1 });
    await telematics.ingest([page('a', [baseMs + 5_000])]);
    expect((await ask()).timeMs).toEqual([baseMs, baseMs + 5_000, baseMs + 10_000]);
  });

  it('is refused for a vehicle nobody knows', async () => {
    const { client } = await openTelematics();
    await expect(client.getTrail({ vehicleId: 'nobody', fromMs: 0, toMs: 1 })).rejects.toMatchObject({
      code: 'telematics/unknown-vehicle',
      defined: true,
    });
  });
});

describe('engine', () => {
  it('has been in its state since the right moment, also when the reading between came late', async () => {
    const clock = createManualClock(baseMs + 3 * 60 * minuteMs);
    const { telematics, reopen } = await openTelematics({ clock });
    telematics.reportFeed({ state: 'live', lastSuccessAtMs: clock.nowMs(), clockOffsetMs: 0 });
    const engineAt = (minutes: number, engine: 'on' | 'off') => ({
      timeMs: baseMs + minutes * minuteMs,
      engine,
    });
    const readings = {
      ...page('a', [baseMs + 165 * minuteMs]),
      engine: [engineAt(0, 'off'), engineAt(165, 'off')],
    };
    const causeOf = (its: typeof telematics) => snapshotOf(its).get(1)?.cause;
    await telematics.ingest([readings]);
    const asleep = causeOf(telematics);
    await telematics.ingest([{ ...emptyReadings('a'), engine: [engineAt(160, 'on')] }]);
    telematics.reportFeed({ state: 'live', lastSuccessAtMs: clock.nowMs(), clockOffsetMs: 0 });
    const notYet = causeOf(telematics);
    expect(notYet).not.toBe(asleep);
    const restarted = await reopen();
    restarted.telematics.reportFeed({ state: 'live', lastSuccessAtMs: clock.nowMs(), clockOffsetMs: 0 });
    expect(causeOf(restarted.telematics)).toBe(notYet);
  });
});

describe('address of the newest fix', () => {
  it('survives a restart', async () => {
    const { telematics, client, reopen } = await openTelematics();
    await telematics.ingest([page('a', [baseMs])]);
    const { address } = await firstOf(await client.watchVehicleCard({ vehicleId: 'a' }));
    expect(address).toBe(fixAt(baseMs).address);
    const again = await (await reopen()).client.watchVehicleCard({ vehicleId: 'a' });
    expect((await firstOf(again)).address).toBe(address);
  });
});
