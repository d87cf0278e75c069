import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStops, stopRules } from '../../../../../../src-main/core/operations/telematics/review/stops.ts';
import { anyTrack, drive, minuteMs, startMs, trackOf } from './track-fixture.ts';

describe('stops', () => {
  it('are where a truck stood for three minutes or more, with when it came and left', () => {
    const track = drive([
      { minutes: 20, mph: 60 },
      { minutes: 15, mph: 0 },
      { minutes: 10, mph: 50 },
      { minutes: 2, mph: 0 },
      { minutes: 10, mph: 50 },
    ]);
    const stops = findStops(track);
    expect(stops).toHaveLength(1);
    expect(stops[0]).toMatchObject({
      arrivedAtMs: startMs + 20 * minuteMs,
      leftAtMs: startMs + 35 * minuteMs - 10_000,
      isStartSeen: true,
      isEndSeen: true,
    });
  });

  it('go on through creeping in a yard, and are two when the truck went round the block', () => {
    const at = (minute: number, latitude: number, speedMph: number) => ({
      timeMs: startMs + minute * minuteMs,
      latitude,
      longitude: -95,
      speedMph,
    });
    const standing = (from: number, to: number, latitude: number) =>
      Array.from({ length: to - from + 1 }, (_, step) => at(from + step, latitude, 0));
    const yard = trackOf([...standing(0, 8, 40), at(9, 40.0005, 6), ...standing(10, 20, 40.0006)]);
    expect(findStops(yard)).toHaveLength(1);
    const block = trackOf([...standing(0, 8, 40), at(9, 40.005, 25), ...standing(10, 20, 40)]);
    expect(findStops(block)).toHaveLength(2);
  });

  it('span a silence when the truck is heard again in the same place, and say how long it was', () => {
    const places = [0, 5, 125, 130].map((minute) => ({
      timeMs: startMs + minute * minuteMs,
      latitude: 40,
      longitude: -95,
      speedMph: 0,
    }));
    expect(findStops(trackOf(places))).toMatchObject([{ silenceMs: 120 * minuteMs, isEndSeen: false }]);
  });

  it('count the time with the engine running, as far as it was told', () => {
    const track = trackOf(
      [2, 3, 1, 1, 1].map((engine, step) => ({
        timeMs: startMs + step * minuteMs,
        latitude: 40,
        longitude: -95,
        speedMph: 0,
        engine,
      })),
    );
    expect(findStops(track)[0]?.engineRunningMs).toBe(2 * minuteMs);
  });

  it('are in order, apart, long enough, and inside their radius, whatever the track', () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        const stops = findStops(track);
        stops.forEach((stop, index) => {
          expect(stop.leftAtMs - stop.arrivedAtMs).toBeGreaterThanOrEqual(stopRules.dwellMsMin);
          expect(stop.engineRunningMs).toBeLessThanOrEqual(stop.leftAtMs - stop.arrivedAtMs);
          expect(stop.fromRow).toBeGreaterThan(stops[index - 1]?.toRow ?? -1);
          for (let row = stop.fromRow; row <= stop.toRow; row += 1) {
            const metersNorth = Math.abs(track.latitudeE7[row]! - track.latitudeE7[stop.fromRow]!) / 90;
            expect(metersNorth).toBeLessThanOrEqual(stopRules.radiusMeters * 1.01);
          }
        });
      }),
    );
  });
});
