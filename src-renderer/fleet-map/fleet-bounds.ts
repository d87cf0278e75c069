import type { FrameStore } from './frame-store.ts';

/** West, south, east, north in degrees. */
export type FleetBounds = readonly [west: number, south: number, east: number, north: number];

/** Around all vehicles with a position; `null` when there is none. */
export function fleetBounds(frameStore: Pick<FrameStore, 'slots' | 'get'>): FleetBounds | null {
  let bounds: FleetBounds | null = null;
  for (const slot of frameStore.slots()) {
    const row = frameStore.get(slot);
    if (row === null || row.timeMs === null) continue;
    const { longitude, latitude } = row;
    const [west, south, east, north]: FleetBounds = bounds ?? [longitude, latitude, longitude, latitude];
    bounds = [
      Math.min(west, longitude),
      Math.min(south, latitude),
      Math.max(east, longitude),
      Math.max(north, latitude),
    ];
  }
  return bounds;
}

/** A view that is off by less than this part of its width or height is not worth moving the map. */
const tolerance = 0.06;

/** Both show the same fleet well enough. */
export function isNearlySame(one: FleetBounds, other: FleetBounds): boolean {
  const [west, south, east, north] = one;
  const spans = [east - west, north - south, east - west, north - south];
  return one.every((side, at) => Math.abs(side - (other[at] ?? Number.NaN)) <= (spans[at] ?? 0) * tolerance);
}
