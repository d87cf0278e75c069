import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

/**
 * Puts the app's own layers and sources (trails, geofences, roads of the sandbox) from the present style into the next
 * one, each below the same basemap layer as before; on top when that layer is gone. `isBasemap` tells whose is whose.
 */
export function carryOverlays(
  previous: StyleSpecification | undefined,
  next: StyleSpecification,
  isBasemap: { layer(layer: LayerSpecification): boolean; source(id: string): boolean },
): StyleSpecification {
  if (!previous) return next;
  const carried = new Map<string | null, LayerSpecification[]>();
  const nextIds = new Set(next.layers.map(({ id }) => id));
  let above: string | null = null;
  for (const layer of [...previous.layers].reverse()) {
    if (isBasemap.layer(layer)) {
      if (nextIds.has(layer.id)) above = layer.id;
      continue;
    }
    if (nextIds.has(layer.id)) continue;
    carried.set(above, [layer, ...(carried.get(above) ?? [])]);
  }
  const sources = Object.entries(previous.sources).filter(([id]) => !isBasemap.source(id));
  return {
    ...next,
    sources: { ...Object.fromEntries(sources), ...next.sources },
    layers: [
      ...next.layers.flatMap((layer) => [...(carried.get(layer.id) ?? []), layer]),
      ...(carried.get(null) ?? []),
    ],
  };
}
