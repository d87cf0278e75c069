import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGeofenceIndex } from '../../../../../../src-main/core/operations/telematics/geofences/geofence-index.ts';
import {
  dwelledBy,
  leftSlowlyAfterMs,
  leftSlowlyAtMeters,
  observe,
  reseat,
  type Happened,
  type Sighting,
  type VehicleWatch,
  type WatchedGeofence,
} from '../../../../../../src-main/core/operations/telematics/geofences/geofence-state.ts';
import { circleAt, isNaivelyInside, placeAt, polygonOf, watched } from './geofence-fixture.ts';

const startMs = 1_700_000_000_000;
const stepMs = 5_000;

const sightingAt = (
  step: number,
  eastMeters: number,
  northMeters: number,
  speedMph: number | null = 60,
): Sighting => ({ ...placeAt(eastMeters, northMeters), timeMs: startMs + step * stepMs, speedMph });

function run(
  geofences: readonly WatchedGeofence[],
  sightings: readonly Sighting[],
  start: VehicleWatch | null = null,
) {
  const index = createGeofenceIndex(geofences);
  const happened: Happened[] = [];
  let watch = start;
  for (const sighting of sightings) {
    const step = observe(index, watch, sighting);
    watch = step.watch;
    happened.push(...step.happened);
  }
  return { watch, happened, kinds: happened.map(({ kind }) => kind) };
}

const square = watched('square', polygonOf([0, 0], [1_000, 0], [1_000, 1_000], [0, 1_000]));
const outsideThen = (...rest: Sighting[]) => [sightingAt(0, -500, 500), ...rest];

describe('a vehicle at a geofence', () => {
  it('enters with the first fix inside and leaves when it is clearly outside', () => {
    const { happened } = run(
      [square],
      [
        sightingAt(0, -300, 500),
        sightingAt(1, 10, 500),
        sightingAt(2, 300, 500),
        sightingAt(3, 1_030, 500),
        sightingAt(4, 1_300, 500),
      ],
    );
    expect(happened.map(({ kind, timeMs }) => [kind, timeMs - startMs])).toEqual([
      ['entered', 5_000],
      ['exited', 15_000],
    ]);
    expect(happened[1]?.dwellMs).toBe(10_000);
  });

  it('does not enter what it was in when first seen, and still leaves it', () => {
    const { happened } = run([square], [sightingAt(0, 500, 500), sightingAt(1, 500, 2_000)]);
    expect(happened.map(({ kind, dwellMs }) => [kind, dwellMs])).toEqual([['exited', null]]);
  });

  it('has not left while it is only a little outside, and has left when that lasts', () => {
    const creeping = (step: number) => sightingAt(step, -20, 500, 0);
    const steps = leftSlowlyAfterMs / stepMs;
    const inside = outsideThen(sightingAt(1, 100, 500));
    const brief = Array.from({ length: steps }, (_, at) => creeping(2 + at));
    expect(run([square], [...inside, ...brief]).kinds).toEqual(['entered']);
    const { happened } = run([square], [...inside, ...brief, creeping(2 + steps)]);
    expect(happened.map(({ kind, timeMs }) => [kind, timeMs - startMs])).toEqual([
      ['entered', stepMs],
      ['exited', 2 * stepMs],
    ]);
  });

  it('tells of a stay that is too long once, by a fix or by the clock', () => {
    const strict = { ...square, dwellLimitMinutes: 1 };
    const fixes = outsideThen(...Array.from({ length: 40 }, (_, at) => sightingAt(1 + at, 500, 500, 0)));
    const { happened, watch } = run([strict], fixes);
    expect(happened.map(({ kind, timeMs }) => [kind, timeMs - startMs])).toEqual([
      ['entered', 5_000],
      ['dwelled', 65_000],
    ]);
    const [stay] = watch?.stays ?? [];
    expect(stay && dwelledBy(stay, strict, startMs + 3_600_000)).toBeNull();
    const [parked] = run([strict], fixes.slice(0, 2)).watch?.stays ?? [];
    expect(parked && dwelledBy(parked, strict, startMs + 64_000)).toBeNull();
    expect(parked && dwelledBy(parked, strict, startMs + 66_000)?.kind).toBe('dwelled');
  });

  it('tells of speeding inside when it lasts, and again only after it was slow for a while', () => {
    const slow = { ...square, speedLimitMph: 15 };
    const fast = (step: number) => sightingAt(step, 500, 500, 25);
    const calm = (step: number) => sightingAt(step, 500, 500, 10);
    expect(run([slow], outsideThen(fast(1), calm(2), fast(3), calm(4))).kinds).toEqual(['entered']);
    expect(run([slow], outsideThen(fast(1), fast(2), fast(3), calm(4), fast(5), fast(6))).kinds).toEqual([
      'entered',
      'sped',
    ]);
    const minute = Array.from({ length: 14 }, (_, at) => calm(4 + at));
    const again = outsideThen(fast(1), fast(2), ...minute, fast(30), fast(31));
    expect(run([slow], again).kinds).toEqual(['entered', 'sped', 'sped']);
  });

  it('ends the stay without an event when the geofence is gone', () => {
    const { watch } = run([square], outsideThen(sightingAt(1, 500, 500)));
    const { happened, watch: after } = run([], [sightingAt(2, 500, 500)], watch);
    expect(happened).toEqual([]);
    expect(after?.stays).toEqual([]);
  });

  it('is inside a geofence that was drawn around it, without having come in', () => {
    const { watch } = run([], [sightingAt(0, 500, 500)]);
    const index = createGeofenceIndex([square]);
    const seated = reseat(index, watch!, placeAt(500, 500), new Set(['square']));
    expect(seated.stays.map(({ geofenceId, isEntrySeen }) => [geofenceId, isEntrySeen])).toEqual([
      ['square', false],
    ]);
    expect(run([square], [sightingAt(1, 500, 500)], seated).kinds).toEqual([]);
    expect(run([square], [sightingAt(1, 500, 3_000)], seated).kinds).toEqual(['exited']);
  });
});

const walkArbitrary = fc.array(
  fc.record({
    east: fc.integer({ min: -3_000, max: 4_000 }),
    north: fc.integer({ min: -3_000, max: 4_000 }),
    speed: fc.option(fc.integer({ min: 0, max: 80 })),
  }),
  { minLength: 1, maxLength: 60 },
);
const toSightings = (walk: readonly { east: number; north: number; speed: number | null }[]) =>
  walk.map(({ east, north, speed }, step) => sightingAt(step, east, north, speed));

const several = [
  { ...square, dwellLimitMinutes: 1, speedLimitMph: 30 },
  watched('circle', circleAt(800, 800, 600), { speedLimitMph: 20 }),
  watched('small', circleAt(-1_500, 0, 40)),
  watched('triangle', polygonOf([-2_000, -2_000], [500, -1_800], [-700, 300]), { dwellLimitMinutes: 2 }),
];

describe('whatever a vehicle does', () => {
  it('goes in and out in turns, starting with in unless it was inside at first', () => {
    fc.assert(
      fc.property(walkArbitrary, (walk) => {
        const sightings = toSightings(walk);
        const { happened } = run(several, sightings);
        for (const { id, area } of several) {
          let isIn = isNaivelyInside(area, sightings[0]!);
          for (const event of happened.filter(({ geofenceId }) => geofenceId === id)) {
            if (event.kind === 'entered') expect(isIn).toBe(false);
            else expect(isIn).toBe(true);
            if (event.kind === 'entered' || event.kind === 'exited') isIn = event.kind === 'entered';
          }
        }
      }),
    );
  });

  it('is inside where testing every geofence says so, but for the narrow band around a border', () => {
    fc.assert(
      fc.property(walkArbitrary, (walk) => {
        const index = createGeofenceIndex(several);
        let watch: VehicleWatch | null = null;
        for (const sighting of toSightings(walk)) {
          watch = observe(index, watch, sighting).watch;
          const stays = watch.stays.map(({ geofenceId }) => geofenceId);
          for (const { id, area } of several) {
            if (isNaivelyInside(area, sighting)) expect(stays).toContain(id);
          }
          const wide = several.filter(({ area }) => isNaivelyInside(grown(area, 60), sighting));
          for (const id of stays) expect(wide.map((geofence) => geofence.id)).toContain(id);
        }
      }),
    );
  });

  it('fires nothing for late and repeated fixes, wherever they say it was', () => {
    fc.assert(
      fc.property(walkArbitrary, walkArbitrary, fc.infiniteStream(fc.nat()), (walk, late, picks) => {
        const sightings = toSightings(walk);
        const mixed: Sighting[] = [];
        for (const sighting of sightings) {
          mixed.push(sighting);
          const [{ value: pick }] = [picks.next()];
          const stray = late[pick % late.length];
          if (stray === undefined) continue;
          mixed.push({
            ...placeAt(stray.east, stray.north),
            speedMph: stray.speed,
            timeMs: sighting.timeMs - (pick % 100_000),
          });
        }
        expect(run(several, mixed)).toEqual(run(several, sightings));
      }),
    );
  });

  it('does the same when the program is restarted at any moment', () => {
    fc.assert(
      fc.property(walkArbitrary, fc.nat(), (walk, cut) => {
        const sightings = toSightings(walk);
        const at = cut % (sightings.length + 1);
        const before = run(several, sightings.slice(0, at));
        const stored = JSON.parse(JSON.stringify(before.watch)) as VehicleWatch | null;
        const after = run(several, sightings.slice(at), stored);
        expect([...before.happened, ...after.happened]).toEqual(run(several, sightings).happened);
      }),
    );
  });

  it('never flaps from noise: a vehicle that stands, wherever, goes in or out once at most', () => {
    const noise = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: -80, max: 80 }),
        fc.boolean(),
        fc.array(fc.tuple(noise, noise), { minLength: 2, maxLength: 120 }),
        (fromBorderMeters, wasInside, wobble) => {
          // Noise may point anywhere; all that matters is its part across the border.
          const amplitude = leftSlowlyAtMeters / 2 - 0.1;
          const first = sightingAt(0, wasInside ? 500 : -500, 500, 0);
          const standing = wobble.map(([across, along], at) =>
            sightingAt(1 + at, fromBorderMeters + amplitude * across, 500 + amplitude * along, 0),
          );
          const { kinds } = run([square], [first, ...standing]);
          const expectedMax = 1;
          expect(kinds.filter((kind) => kind === 'entered').length).toBeLessThanOrEqual(expectedMax);
          expect(kinds.length).toBeLessThanOrEqual(2);
          if (kinds.length === 2) expect(kinds).toEqual(['entered', 'exited']);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Larger by this many meters on every side, roughly. */
function grown(area: WatchedGeofence['area'], meters: number): WatchedGeofence['area'] {
  if (area.kind === 'circle') return { ...area, radiusMeters: area.radiusMeters + meters };
  const latitude = area.vertices.reduce((sum, place) => sum + place.latitude, 0) / area.vertices.length;
  const longitude = area.vertices.reduce((sum, place) => sum + place.longitude, 0) / area.vertices.length;
  // From the centre outwards by enough that even a sharp corner's edges move out by `meters`.
  const factor = 1 + meters / 150;
  return {
    kind: 'polygon',
    vertices: area.vertices.map((place) => ({
      latitude: latitude + (place.latitude - latitude) * factor,
      longitude: longitude + (place.longitude - longitude) * factor,
    })),
  };
}
