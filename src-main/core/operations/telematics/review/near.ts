import { distanceMeters } from '../geofences/area.ts';

export interface NearPlace {
  readonly latitude: number;
  readonly longitude: number;
}

/** A fix of one vehicle inside the box around the area; oldest first when in a list. */
export interface NearFix extends NearPlace {
  readonly timeMs: number;
}

export type NearArea =
  | { readonly kind: 'circle'; readonly center: NearPlace; readonly radiusMeters: number }
  | {
      readonly kind: 'box';
      readonly west: number;
      readonly south: number;
      readonly east: number;
      readonly north: number;
    };

export interface NearBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Nearness {
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
  readonly closestMeters: number;
  readonly closestAtMs: number;
  readonly fixCount: number;
  /** It was last heard here before the time asked for, and from nowhere else until then. */
  readonly isFromBefore: boolean;
}

const metersPerDegree = 111_195;
/** Fixes further apart in time say nothing about the way between them. */
const joinedWithinMs = 60_000;
/** What a truck drives between two fixes: one that crosses a small circle between them is found in the box around it. */
const marginMeters = 400;

/** What has to be looked at to answer for the area: its box, with room for the fixes beside it. */
export function boxAround(area: NearArea): NearBox {
  const [reachMeters, box] =
    area.kind === 'box'
      ? [marginMeters, area]
      : [
          marginMeters + area.radiusMeters,
          {
            west: area.center.longitude,
            east: area.center.longitude,
            south: area.center.latitude,
            north: area.center.latitude,
          },
        ];
  const reachLatitude = reachMeters / metersPerDegree;
  const widestLatitude = Math.min(89, Math.max(Math.abs(box.south), Math.abs(box.north)) + reachLatitude);
  const reachLongitude = reachLatitude / Math.cos((widestLatitude * Math.PI) / 180);
  return {
    west: box.west - reachLongitude,
    east: box.east + reachLongitude,
    south: box.south - reachLatitude,
    north: box.north + reachLatitude,
  };
}

const middleOf = (area: NearArea): NearPlace =>
  area.kind === 'circle'
    ? area.center
    : { latitude: (area.south + area.north) / 2, longitude: (area.west + area.east) / 2 };

const isInArea = (area: NearArea, place: NearPlace, meters: number): boolean =>
  area.kind === 'circle'
    ? meters <= area.radiusMeters
    : place.longitude >= area.west &&
      place.longitude <= area.east &&
      place.latitude >= area.south &&
      place.latitude <= area.north;

/** Where on the straight way from `a` to `b` a vehicle is closest to `middle`, and when. */
function closestBetween(a: NearFix, b: NearFix, middle: NearPlace): NearFix {
  const squeeze = Math.cos((middle.latitude * Math.PI) / 180);
  const [x, y] = [(b.longitude - a.longitude) * squeeze, b.latitude - a.latitude];
  const [mx, my] = [(middle.longitude - a.longitude) * squeeze, middle.latitude - a.latitude];
  const length = x * x + y * y;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, (mx * x + my * y) / length));
  return {
    timeMs: Math.round(a.timeMs + (b.timeMs - a.timeMs) * part),
    latitude: a.latitude + (b.latitude - a.latitude) * part,
    longitude: a.longitude + (b.longitude - a.longitude) * part,
  };
}

/**
 * When one vehicle was in the area, `null` when it was not. Between two fixes less than a minute apart the straight way
 * counts too. `before`: its newest fix before the time asked for, if it was heard from nowhere else in between.
 */
export function nearnessOf(
  area: NearArea,
  fixes: readonly NearFix[],
  before: NearFix | null,
): Nearness | null {
  const middle = middleOf(area);
  let firstSeenAtMs = Number.POSITIVE_INFINITY;
  let lastSeenAtMs = Number.NEGATIVE_INFINITY;
  let closestMeters = Number.POSITIVE_INFINITY;
  let closestAtMs = 0;
  let fixCount = 0;
  const look = (place: NearFix) => {
    const meters = distanceMeters(middle, place);
    if (!isInArea(area, place, meters)) return false;
    firstSeenAtMs = Math.min(firstSeenAtMs, place.timeMs);
    lastSeenAtMs = Math.max(lastSeenAtMs, place.timeMs);
    if (meters < closestMeters) {
      closestMeters = meters;
      closestAtMs = place.timeMs;
    }
    return true;
  };
  const isFromBefore = before !== null && look(before);
  fixes.forEach((fix, index) => {
    if (look(fix)) fixCount += 1;
    const last = fixes[index - 1];
    if (last && fix.timeMs - last.timeMs <= joinedWithinMs) look(closestBetween(last, fix, middle));
  });
  if (!Number.isFinite(closestMeters)) return null;
  return { firstSeenAtMs, lastSeenAtMs, closestMeters, closestAtMs, fixCount, isFromBefore };
}
