import fc from 'fast-check';
import type {
  GeofenceArea,
  Place,
} from '../../../../../../src-main/core/operations/telematics/geofences/contract.ts';
import type { WatchedGeofence } from '../../../../../../src-main/core/operations/telematics/geofences/geofence-state.ts';

export const metersPerDegree = 111_195;
export const middle: Place = { latitude: 41.25, longitude: -95.93 };

/** A place so many meters east and north of the middle of the test's world. */
export const placeAt = (eastMeters: number, northMeters: number): Place => ({
  latitude: middle.latitude + northMeters / metersPerDegree,
  longitude: middle.longitude + eastMeters / (metersPerDegree * Math.cos((middle.latitude * Math.PI) / 180)),
});

export const circleAt = (eastMeters: number, northMeters: number, radiusMeters: number): GeofenceArea => ({
  kind: 'circle',
  ...placeAt(eastMeters, northMeters),
  radiusMeters,
});

export const polygonOf = (...corners: readonly (readonly [number, number])[]): GeofenceArea => ({
  kind: 'polygon',
  vertices: corners.map(([east, north]) => placeAt(east, north)),
});

export const watched = (
  id: string,
  area: GeofenceArea,
  rules: Partial<WatchedGeofence> = {},
): WatchedGeofence => ({
  id,
  name: id,
  area,
  alertsOnEntry: true,
  alertsOnExit: true,
  dwellLimitMinutes: null,
  speedLimitMph: null,
  ...rules,
});

/** Star-shaped around a centre, hence never crossing itself. */
const polygonArbitrary: fc.Arbitrary<GeofenceArea> = fc
  .tuple(
    fc.integer({ min: -5_000, max: 5_000 }),
    fc.integer({ min: -5_000, max: 5_000 }),
    fc.array(fc.integer({ min: 30, max: 3_000 }), { minLength: 3, maxLength: 12 }),
  )
  .map(([east, north, reaches]) =>
    polygonOf(
      ...reaches.map((reach, at) => {
        const angle = (2 * Math.PI * at) / reaches.length;
        return [east + reach * Math.cos(angle), north + reach * Math.sin(angle)] as const;
      }),
    ),
  );

const circleArbitrary: fc.Arbitrary<GeofenceArea> = fc
  .tuple(
    fc.integer({ min: -5_000, max: 5_000 }),
    fc.integer({ min: -5_000, max: 5_000 }),
    fc.integer({ min: 20, max: 3_000 }),
  )
  .map(([east, north, radius]) => circleAt(east, north, radius));

export const areasArbitrary = fc.array(fc.oneof(circleArbitrary, polygonArbitrary), {
  minLength: 0,
  maxLength: 30,
});

export const placeArbitrary: fc.Arbitrary<Place> = fc
  .tuple(fc.integer({ min: -9_000, max: 9_000 }), fc.integer({ min: -9_000, max: 9_000 }))
  .map(([east, north]) => placeAt(east, north));

/** The textbook way, on purpose another than the product's: distance by the law of cosines, crossings of a ray. */
export function isNaivelyInside(area: GeofenceArea, place: Place): boolean {
  const rad = Math.PI / 180;
  if (area.kind === 'circle') {
    const cosine =
      Math.sin(area.latitude * rad) * Math.sin(place.latitude * rad) +
      Math.cos(area.latitude * rad) *
        Math.cos(place.latitude * rad) *
        Math.cos((place.longitude - area.longitude) * rad);
    return 6_371_008.8 * Math.acos(Math.min(1, cosine)) <= area.radiusMeters;
  }
  let isInside = false;
  for (let at = 0; at < area.vertices.length; at += 1) {
    const a = area.vertices[at]!;
    const b = area.vertices[(at + 1) % area.vertices.length]!;
    const spans = a.latitude > place.latitude !== b.latitude > place.latitude;
    const crossing =
      ((b.longitude - a.longitude) * (place.latitude - a.latitude)) / (b.latitude - a.latitude) + a.longitude;
    if (spans && place.longitude < crossing) isInside = !isInside;
  }
  return isInside;
}
