import { describe, expect, it } from 'vitest';
import type { VehicleReadings } from '../../../../src-main/core/operations/telematics/facts.ts';
import { baseMs, emptyReadings, fixAt } from '../../../unit/core/operations/telematics/readings-fixture.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { firstOf, openTelematics } from './telematics-rig.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
/** On the hour, so that the hours of counting are those of the test. */
const startMs = Math.ceil(baseMs / hourMs) * hourMs;

const driving = (timeMs: number): VehicleReadings => ({
  ...emptyReadings('77'),
  fixes: [{ ...fixAt(timeMs), speedDeciMph: 600 }],
  engine: [{ timeMs, engine: 'on' }],
});

async function openAccuracy() {
  const clock = createManualClock(startMs);
  return wrap(await openTelematics({ clock }));
}

function wrap(rig: Awaited<ReturnType<typeof openTelematics>>) {
  const { telematics, clock, client } = rig;
  const live = () =>
    telematics.reportFeed({ state: 'live', lastSuccessAtMs: clock.nowMs(), clockOffsetMs: 0 });
  return {
    ...rig,
    live,
    /** A fix every five seconds, as a truck under way reports. */
    async drive(forMs: number) {
      const untilMs = clock.nowMs() + forMs;
      while (clock.nowMs() < untilMs) {
        await telematics.ingest([driving(clock.nowMs())]);
        live();
        await clock.advance(5 * secondMs);
      }
    },
    async wait(forMs: number, isLive = true) {
      const untilMs = clock.nowMs() + forMs;
      while (clock.nowMs() < untilMs) {
        if (isLive) live();
        await clock.advance(5 * secondMs);
      }
    },
    read: async (hours = 24) => firstOf(await client.accuracy.watchAccuracy({ hours })),
  };
}

describe('accuracy of positions', () => {
  it('tells how old fixes were while a truck drove, and the gap when it fell silent', async () => {
    const rig = await openAccuracy();
    await rig.drive(2 * minuteMs);
    // Stops short of the five minutes after which the hour is stored: this clock would not wait for it.
    await rig.wait(2.8 * minuteMs);
    const { fleet, vehicles } = await rig.read();
    expect(fleet.ages.moving.p50Ms).toBeGreaterThan(0);
    expect(fleet.ages.idle).toEqual({ p50Ms: null, p95Ms: null, sampleCount: 0 });
    expect(fleet).toMatchObject({ fixCount: 24, lateCount: 0, gapCount: 1, deadCount: 0 });
    expect(vehicles.slot).toHaveLength(1);
    expect(vehicles.longestGapMs[0]).toBeGreaterThan(2.5 * minuteMs);
    expect(vehicles.ages.moving.p95Ms[0]).toBe(fleet.ages.moving.p95Ms);
  });

  it('blames no truck for a feed of ours that stood still', async () => {
    const rig = await openAccuracy();
    await rig.drive(minuteMs);
    await rig.wait(3.5 * minuteMs, false);
    const { fleet, blindMs } = await rig.read();
    expect(fleet.gapCount).toBe(0);
    expect(blindMs).toBeGreaterThan(2.5 * minuteMs);
  });

  it('counts what comes late by the feed, and not what history is asked for', async () => {
    const rig = await openAccuracy();
    await rig.drive(minuteMs);
    await rig.telematics.ingest([driving(startMs + 7 * secondMs)]);
    await rig.telematics.ingest([driving(startMs + 8 * secondMs)], undefined, 'history');
    await rig.telematics.ingest([driving(startMs + 10 * secondMs)]);
    expect((await rig.read()).fleet).toMatchObject({ lateCount: 1, repeatCount: 1, fixCount: 13 });
  });

  it('goes on after a restart, over hours that are over, and forgets what is older than asked', async () => {
    const rig = await openAccuracy();
    await rig.drive(minuteMs);
    await rig.wait(hourMs);
    const again = wrap(await rig.reopen());
    await again.drive(minuteMs);
    const whole = await again.read();
    expect(whole.fleet.fixCount).toBe(24);
    expect(whole.fromMs).toBe(startMs);
    const present = await again.read(1);
    expect(present.fleet.fixCount).toBe(12);
    expect(present.fromMs).toBe(startMs + hourMs);
    await again.clock.advance(25 * hourMs);
    again.live();
    await again.clock.advance(minuteMs);
    expect((await again.read()).fleet.fixCount).toBe(0);
    const rows = await again.database.db.selectFrom('accuracy_hour').select('hour_start_ms').execute();
    expect(rows.length).toBeLessThanOrEqual(25);
  });

  it('forgets everything when another fleet comes', async () => {
    const rig = await openAccuracy();
    await rig.drive(minuteMs);
    await rig.telematics.clear();
    expect((await rig.read()).vehicles.slot).toEqual([]);
    expect(await rig.database.db.selectFrom('accuracy_hour').selectAll().execute()).toEqual([]);
  });
});
