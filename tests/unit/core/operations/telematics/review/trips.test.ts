import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStops } from '../../../../../../src-main/core/operations/telematics/review/stops.ts';
import {
  cutTrips,
  joinTrips,
  tripEndsAfterMs,
} from '../../../../../../src-main/core/operations/telematics/review/trips.ts';
import { anyTrack, drive, minuteMs, startMs } from './track-fixture.ts';

const day = drive([
  { minutes: 12, mph: 0 },
  { minutes: 60, mph: 60 },
  { minutes: 5, mph: 0 },
  { minutes: 30, mph: 40 },
  { minutes: 30, mph: 0 },
  { minutes: 20, mph: 30 },
]);

/** All that a test looks at. */
const whole = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

describe('trips cut from fixes', () => {
  it('end where the truck stood for ten minutes, and not where it stood for five', () => {
    const trips = cutTrips(day, findStops(day));
    expect(trips).toHaveLength(2);
    expect(trips[0]).toMatchObject({ isStartSeen: true, isEndSeen: true, source: 'local', speedMphMax: 60 });
    // 60 miles in the first hour and 20 in the half after it.
    expect((trips[0]?.distanceMeters ?? 0) / 1_609.344).toBeCloseTo(80, 0);
    expect(trips[1]).toMatchObject({ isEndSeen: false });
  });

  it('never overlap and lie between long stops, whatever the track', () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        const stops = findStops(track);
        const trips = cutTrips(track, stops);
        const long = stops.filter((stop) => stop.leftAtMs - stop.arrivedAtMs >= tripEndsAfterMs);
        trips.forEach((trip, index) => {
          expect(trip.toMs).toBeGreaterThan(trip.fromMs);
          expect(trip.fromMs).toBeGreaterThanOrEqual(trips[index - 1]?.toMs ?? 0);
          expect(long.every((stop) => stop.leftAtMs <= trip.fromMs || stop.arrivedAtMs >= trip.toMs)).toBe(
            true,
          );
        });
      }),
    );
  });

  it('give way to the vendor’s where it has told any', () => {
    const local = cutTrips(day, findStops(day));
    const told = { fromMs: startMs + 12 * minuteMs, toMs: startMs + 108 * minuteMs };
    const joined = joinTrips(day, [{ ...told, distanceMeters: 1_000, driverName: 'Ana Ruiz' }], local, whole);
    expect(joined.map(({ source }) => source)).toEqual(['vendor', 'local']);
    expect(joined[0]).toMatchObject({
      ...told,
      distanceMeters: 1_000,
      driverName: 'Ana Ruiz',
      speedMphMax: 60,
    });
  });

  it('measure a vendor’s trip that is under way up to its newest fix', () => {
    const [trip] = joinTrips(
      day,
      [{ fromMs: startMs + 12 * minuteMs, toMs: null, distanceMeters: null, driverName: null }],
      [],
      whole,
    );
    expect(trip).toMatchObject({ isEndSeen: false, toMs: day.timeMs.at(-1) });
    expect(trip?.distanceMeters).toBeGreaterThan(100_000);
  });

  it('say how much of a vendor’s trip has no fixes, but not of what lies outside the time looked at', () => {
    const lastMs = day.timeMs.at(-1) ?? 0;
    const trip = { distanceMeters: null, driverName: null };
    const unseenOf = (fromMs: number, toMs: number, span = whole) =>
      joinTrips(day, [{ ...trip, fromMs, toMs }], [], span)[0]?.unseenMs;
    expect(unseenOf(lastMs + 60 * minuteMs, lastMs + 100 * minuteMs)).toBe(40 * minuteMs);
    expect(unseenOf(startMs, lastMs + 30 * minuteMs)).toBe(30 * minuteMs);
    const upToLast = { fromMs: startMs, toMs: lastMs };
    expect(unseenOf(startMs, lastMs + 30 * minuteMs, upToLast)).toBe(0);
  });
});
