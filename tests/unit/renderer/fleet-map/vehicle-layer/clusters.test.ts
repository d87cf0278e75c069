import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  badgeRadius,
  clusterVehicles,
  clusterZoomStep,
} from '../../../../../src-renderer/fleet-map/vehicle-layer/clusters.ts';
import { countText } from '../../../../../src-renderer/fleet-map/vehicle-layer/label-layout.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly status: number;
  readonly freshness: number;
}

const live = 1;
const cluster = (places: readonly Place[], zoom: number) =>
  clusterVehicles({
    slots: places.map((_, slot) => slot),
    x: places.map(({ x }) => x),
    y: places.map(({ y }) => y),
    status: places.map(({ status }) => status),
    freshness: places.map(({ freshness }) => freshness),
    zoom,
  });

const pixelAt = (zoom: number) => 1 / (512 * 2 ** zoom);
const at = (x: number, y: number): Place => ({ x, y, status: 1, freshness: live });

const places = fc.array(
  fc.record({
    x: fc.double({ min: 0.15, max: 0.3, noNaN: true }),
    y: fc.double({ min: 0.3, max: 0.42, noNaN: true }),
    status: fc.nat(6),
    freshness: fc.nat(5),
  }),
  { maxLength: 300 },
);

describe('clusters', () => {
  it('joins trucks parked on one another at every zoom', () => {
    const yard = [at(0.25, 0.4), at(0.25 + 1e-9, 0.4), at(0.25, 0.4 + 1e-9)];
    for (const zoom of [3, 8.2, 14, 17]) {
      const { clusters, singles } = cluster(yard, zoom);
      expect(singles).toEqual([]);
      expect(clusters.map(({ slots }) => slots.length)).toEqual([3]);
    }
  });

  it('joins two trucks on one another also across the border of a cell', () => {
    const border = 64 * 1000 * pixelAt(10);
    const { singles } = cluster([at(border - 1e-9, 0.4), at(border + 1e-9, 0.4)], 10);
    expect(singles).toEqual([]);
  });

  it('keeps two yards of one neighbourhood as two badges, losing nobody', () => {
    const pixel = pixelAt(10);
    const border = 64 * 1000 * pixel;
    const yard = (x: number) => [at(x, border + 20 * pixel), at(x + pixel, border + 20 * pixel)];
    const { clusters, singles } = cluster([...yard(border + 5 * pixel), ...yard(border + 50 * pixel)], 10);
    expect(singles).toEqual([]);
    expect(clusters.map(({ slots }) => slots.length)).toEqual([2, 2]);
  });

  it('leaves trucks apart that can be told apart', () => {
    const pixel = pixelAt(10);
    const { clusters, singles } = cluster([at(0.25, 0.4), at(0.25 + 20 * pixel, 0.4)], 10);
    expect(clusters).toEqual([]);
    expect(singles).toHaveLength(2);
  });

  it('shows every vehicle exactly once, and counts what it shows', () => {
    fc.assert(
      fc.property(places, fc.double({ min: 2, max: 18, noNaN: true }), (fleet, zoom) => {
        const { clusters, singles } = cluster(fleet, zoom);
        const shown = [...singles, ...clusters.flatMap(({ slots }) => slots)].sort((a, b) => a - b);
        expect(shown).toEqual(fleet.map((_, slot) => slot));
        for (const { slots, counts } of clusters) {
          expect(slots.length).toBeGreaterThan(1);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(slots.length);
        }
      }),
    );
  });

  it('leaves the same vehicles alone whatever order they come in', () => {
    fc.assert(
      fc.property(places, (fleet) => {
        const forwards = fleet.map((_, slot) => slot);
        const input = {
          x: fleet.map(({ x }) => x),
          y: fleet.map(({ y }) => y),
          status: fleet.map(({ status }) => status),
          freshness: fleet.map(({ freshness }) => freshness),
          zoom: 6,
        };
        const alone = (slots: readonly number[]) =>
          clusterVehicles({ ...input, slots }).singles.sort((a, b) => a - b);
        expect(alone([...forwards].reverse())).toEqual(alone(forwards));
      }),
    );
  });

  it('counts stale and lost vehicles apart from the statuses', () => {
    const old = (freshness: number): Place => ({ x: 0.25, y: 0.4, status: 1, freshness });
    const { clusters } = cluster([old(1), old(2), old(3), old(4), old(0)], 5);
    expect(clusters[0]?.counts).toEqual([0, 2, 0, 0, 0, 3]);
  });

  it('keeps its grid between half zooms', () => {
    expect(clusterZoomStep(4.2)).toBe(4);
    expect(clusterZoomStep(4.3)).toBe(4.5);
    expect(badgeRadius(9)).toBeLessThan(badgeRadius(10));
  });

  it('words counts so that they fit the badge', () => {
    expect([7, 999, 1_000, 1_249, 12_345].map(countText)).toEqual(['7', '999', '1.0k', '1.2k', '12k']);
  });
});
