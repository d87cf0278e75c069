import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  metersOutside,
  shapeOf,
} from '../../../../../../src-main/core/operations/telematics/geofences/area.ts';
import { createGeofenceIndex } from '../../../../../../src-main/core/operations/telematics/geofences/geofence-index.ts';
import {
  areasArbitrary,
  circleAt,
  isNaivelyInside,
  placeArbitrary,
  placeAt,
  polygonOf,
  watched,
} from './geofence-fixture.ts';

describe('the geofence index', () => {
  it('names exactly the geofences that testing each one names', () => {
    fc.assert(
      fc.property(areasArbitrary, fc.array(placeArbitrary, { maxLength: 20 }), (areas, places) => {
        const geofences = areas.map((area, at) => watched(String(at), area));
        const index = createGeofenceIndex(geofences);
        for (const place of places) {
          const expected = geofences.filter(({ area }) => {
            // On the border itself the two ways of reckoning may differ by a rounding.
            const shape = shapeOf(area);
            const isOnBorder = Math.abs(borderMeters(shape, place)) < 0.5;
            return isOnBorder
              ? index.idsAt(place).includes(idOf(geofences, area))
              : isNaivelyInside(area, place);
          });
          expect([...index.idsAt(place)].sort()).toEqual(expected.map(({ id }) => id).sort());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds the rim of a circle that is wider than its box on the parallel of the centre', () => {
    const area = { kind: 'circle', latitude: 68, longitude: 20, radiusMeters: 150_000 } as const;
    const index = createGeofenceIndex([watched('far north', area)]);
    for (let bearing = 0; bearing < 360; bearing += 1) {
      expect(index.idsAt(along(area, bearing, 149_999))).toEqual(['far north']);
      expect(index.idsAt(along(area, bearing, 150_100))).toEqual([]);
    }
  });

  it('counts a corner and an edge of a polygon as inside', () => {
    const square = polygonOf([0, 0], [100, 0], [100, 100], [0, 100]);
    const index = createGeofenceIndex([watched('square', square)]);
    expect(square.kind === 'polygon' && index.idsAt(square.vertices[0]!)).toEqual(['square']);
    expect(index.idsAt(placeAt(50, 0))).toEqual(['square']);
  });

  it('answers with nothing when there is no geofence', () => {
    expect(createGeofenceIndex([]).idsAt(placeAt(0, 0))).toEqual([]);
  });

  it('tells how far outside a place is', () => {
    expect(metersOutside(shapeOf(circleAt(0, 0, 100)), placeAt(350, 0))).toBeCloseTo(250, 0);
    const square = shapeOf(polygonOf([0, 0], [100, 0], [100, 100], [0, 100]));
    expect(metersOutside(square, placeAt(50, 50))).toBe(0);
    expect(metersOutside(square, placeAt(50, -30))).toBeCloseTo(30, 0);
    expect(metersOutside(square, placeAt(130, 140))).toBeCloseTo(50, 0);
  });
});

type Shape = ReturnType<typeof shapeOf>;
type Places = Parameters<typeof metersOutside>[1];

const idOf = (geofences: readonly { id: string; area: unknown }[], area: unknown) =>
  geofences.find((geofence) => geofence.area === area)?.id ?? '';

/** Distance to the border, whichever side. */
function borderMeters(shape: Shape, place: Places): number {
  if (shape.kind === 'circle') {
    const meters = metersOutside({ ...shape, radiusMeters: 0 }, place);
    return meters - shape.radiusMeters;
  }
  // A ring of no size has no inside: what is left is the distance to its edges.
  const nudged = [0.4, -0.4].some((meters) => {
    const moved = { latitude: place.latitude + meters / 111_195, longitude: place.longitude };
    const movedEast = { latitude: place.latitude, longitude: place.longitude + meters / 80_000 };
    const inside = metersOutside(shape, place) === 0;
    return (
      inside !== (metersOutside(shape, moved) === 0) || inside !== (metersOutside(shape, movedEast) === 0)
    );
  });
  return nudged ? 0 : 1;
}

function along(centre: Places, bearingDegrees: number, meters: number): Places {
  const rad = Math.PI / 180;
  const angle = meters / 6_371_008.8;
  const [from, bearing] = [centre.latitude * rad, bearingDegrees * rad];
  const latitude = Math.asin(
    Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing),
  );
  const turn = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(from),
    Math.cos(angle) - Math.sin(from) * Math.sin(latitude),
  );
  return { latitude: latitude / rad, longitude: centre.longitude + turn / rad };
}
