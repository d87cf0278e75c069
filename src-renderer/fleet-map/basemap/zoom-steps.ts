import type { ExpressionSpecification } from 'maplibre-gl';

/** A value that grows evenly between the given zooms, constant outside them. */
export function byZoom(
  ...stops: readonly (readonly [zoom: number, value: number])[]
): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification;
}
