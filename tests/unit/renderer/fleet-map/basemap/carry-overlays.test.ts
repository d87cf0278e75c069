import fc from 'fast-check';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { expect, test } from 'vitest';
import { carryOverlays } from '../../../../../src-renderer/fleet-map/basemap/carry-overlays.ts';

const layer = (id: string): LayerSpecification => ({ id, type: 'background' });
const styleOf = (ids: readonly string[], sources: readonly string[] = []): StyleSpecification => ({
  version: 8,
  sources: Object.fromEntries(
    sources.map((id) => [id, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }]),
  ),
  layers: ids.map(layer),
});
const isBasemap = {
  layer: ({ id }: { id: string }) => id.startsWith('base-'),
  source: (id: string) => id === 'base',
};
const idsOf = (style: StyleSpecification) => style.layers.map(({ id }) => id);

test('the first style is taken as it is', () => {
  expect(carryOverlays(undefined, styleOf(['base-land']), isBasemap)).toEqual(styleOf(['base-land']));
});

test('what the app drew stays below the names it was below', () => {
  const previous = styleOf(['base-land', 'trail', 'base-names', 'geofence'], ['base', 'trail']);
  const next = styleOf(['base-land', 'base-roads', 'base-names'], ['base']);
  const merged = carryOverlays(previous, next, isBasemap);
  expect(idsOf(merged)).toEqual(['base-land', 'base-roads', 'trail', 'base-names', 'geofence']);
  expect(Object.keys(merged.sources).sort()).toEqual(['base', 'trail']);
});

test('what was below a layer that is gone stays below the next one that is not', () => {
  const merged = carryOverlays(
    styleOf(['trail', 'base-old', 'base-names']),
    styleOf(['base-names']),
    isBasemap,
  );
  expect(idsOf(merged)).toEqual(['trail', 'base-names']);
});

test('the source of the basemap is always the new one', () => {
  const merged = carryOverlays(styleOf([], ['base']), styleOf([]), isBasemap);
  expect(merged.sources).toEqual({});
});

const ids = fc.uniqueArray(
  fc
    .tuple(fc.boolean(), fc.nat({ max: 9 }))
    .map(([isBase, number]) => `${isBase ? 'base' : 'own'}-${number}`),
);

/** Both sides list the layers of the ground in one order, as the two themes of a style do. */
const groundInOrder = (mixed: readonly string[]): string[] => {
  const ground = mixed.filter((id) => id.startsWith('base-')).sort();
  return mixed.map((id) => (id.startsWith('base-') ? (ground.shift() ?? id) : id));
};

test('no layer is lost or doubled, and the order of either side is kept', () => {
  fc.assert(
    fc.property(ids, ids, (before, after) => {
      const previous = groundInOrder(before);
      const nextIds = groundInOrder(after).filter((id) => id.startsWith('base-'));
      const merged = idsOf(carryOverlays(styleOf(previous), styleOf(nextIds), isBasemap));
      expect(merged.filter((id) => id.startsWith('base-'))).toEqual(nextIds);
      expect(merged.filter((id) => id.startsWith('own-'))).toEqual(
        previous.filter((id) => id.startsWith('own-')),
      );
    }),
  );
});
