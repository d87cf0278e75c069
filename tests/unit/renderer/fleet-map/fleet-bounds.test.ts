import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fleetBounds,
  isNearlySame,
  type FleetBounds,
} from '../../../../src-renderer/fleet-map/fleet-bounds.ts';
import { createFrameStore } from '../../../../src-renderer/fleet-map/frame-store.ts';
import { frameOf, type RowFixture } from './fleet-frame-fixture.ts';

function boundsOf(rows: readonly RowFixture[]): FleetBounds | null {
  const store = createFrameStore();
  store.applyFrame(frameOf('snapshot', 1, rows));
  return fleetBounds(store);
}

describe('bounds of the fleet', () => {
  it('hold every vehicle with a position, and are no larger than that', () => {
    const place = fc.record({
      latitude: fc.integer({ min: -80, max: 80 }),
      longitude: fc.integer({ min: -179, max: 179 }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
        const longitudes = places.map(({ longitude }) => longitude);
        const latitudes = places.map(({ latitude }) => latitude);
        expect(boundsOf(places.map((at, slot) => ({ slot, ...at })))).toEqual([
          Math.min(...longitudes),
          Math.min(...latitudes),
          Math.max(...longitudes),
          Math.max(...latitudes),
        ]);
      }),
    );
  });

  it('leave out vehicles that never sent a position', () => {
    expect(
      boundsOf([
        { slot: 0, latitude: 40, longitude: -100 },
        { slot: 1, latitude: 0, longitude: 0, timeMs: 0 },
      ]),
    ).toEqual([-100, 40, -100, 40]);
    expect(boundsOf([{ slot: 1, timeMs: 0 }])).toBeNull();
  });

  it('count as the same until a side has moved by more than a few hundredths of the whole', () => {
    const usual: FleetBounds = [-120, 28, -75, 47];
    expect(isNearlySame(usual, [-119, 28.5, -76, 46.5])).toBe(true);
    expect(isNearlySame(usual, [-110, 28, -75, 47])).toBe(false);
    expect(isNearlySame(usual, [-120, 28, -75, 50])).toBe(false);
    expect(isNearlySame(usual, [Number.NaN, 28, -75, 47])).toBe(false);
  });
});
