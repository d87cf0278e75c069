import { z } from 'zod';

/** The windows a desk has: the desk itself, and the live map alone for a screen on the wall. */
export const windowKinds = ['desk', 'wall'] as const;
export type WindowKind = (typeof windowKinds)[number];

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400).max(20_000),
  height: z.number().int().min(300).max(20_000),
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
});
export type WindowPlace = Readonly<z.infer<typeof placeSchema>>;

/** A place for every set of displays that a window has been used on: at the dock, and on the road. Newest last. */
export const placesSchema = z.array(z.object({ displays: z.string().max(2_000), place: placeSchema }));
export type WindowPlaces = Readonly<z.infer<typeof placesSchema>>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** More sets of displays than this nobody comes back to. */
const placeCountMax = 12;

/** The same for the same displays in the same arrangement, in whatever order the system lists them. */
export const nameOfDisplays = (displays: readonly Area[]): string =>
  displays
    .map(({ x, y, width, height }) => `${String(width)}x${String(height)}@${String(x)},${String(y)}`)
    .sort()
    .join(' ');

/** Enough of a window can be seen to take hold of it: the display it was on may have been unplugged. */
export function isVisibleOn(place: Area, workAreas: readonly Area[]): boolean {
  const visiblePixelsMin = 200;
  return workAreas.some((area) => {
    const overlapX = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
    const overlapY = Math.min(place.y + place.height, area.y + area.height) - Math.max(place.y, area.y);
    const titleBarVisible = place.y >= area.y - 10 && place.y < area.y + area.height - 50;
    return overlapX >= visiblePixelsMin && overlapY >= visiblePixelsMin && titleBarVisible;
  });
}

/** Where the window was on these displays; else where it was last, if that can be seen; else `null`. */
export function placeFor(
  places: WindowPlaces,
  displays: readonly Area[],
  workAreas: readonly Area[],
): WindowPlace | null {
  const name = nameOfDisplays(displays);
  const here = places.find((known) => known.displays === name)?.place;
  return [here, places.at(-1)?.place].find((place) => place && isVisibleOn(place, workAreas)) ?? null;
}

export function rememberPlace(
  places: WindowPlaces,
  displays: readonly Area[],
  place: WindowPlace,
): WindowPlaces {
  const name = nameOfDisplays(displays);
  const others = places.filter((known) => known.displays !== name);
  return [...others, { displays: name, place }].slice(-placeCountMax);
}
