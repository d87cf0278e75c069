import type { AddressFact } from '../facts.ts';
import { isInside, shapeOf, type Shape } from '../geofences/area.ts';

interface NamedShape {
  readonly name: string;
  readonly shape: Shape;
}

export type PlaceNames = (
  place: { readonly latitude: number; readonly longitude: number } | null,
) => string | null;

/** The office's own name for a place; of several that hold it, the one with the smallest box. */
export function createPlaceNames(
  addresses: readonly { readonly name: string; readonly area: AddressFact['area'] }[],
): PlaceNames {
  const sizeOf = ({ box }: Shape) => (box.east - box.west) * (box.north - box.south);
  const named: NamedShape[] = addresses
    .flatMap(({ name, area }) => (area.kind === 'unplaced' ? [] : [{ name, shape: shapeOf(area) }]))
    .sort((a, b) => sizeOf(a.shape) - sizeOf(b.shape));
  return (place) => (place && named.find(({ shape }) => isInside(shape, place))?.name) ?? null;
}
