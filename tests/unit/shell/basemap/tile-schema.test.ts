import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  layerNamesInTile,
  plainAttribution,
  recogniseSchema,
  vectorLayerNames,
} from '../../../../src-main/shell/basemap/tile-schema.ts';

test.each([
  [['earth', 'roads', 'water'], 'protomaps'],
  [['water', 'transportation', 'place'], 'openmaptiles'],
  [['ocean', 'streets', 'place_labels'], 'shortbread'],
  [['land', 'water', 'areas', 'places'], 'embedded'],
])('layers %j are drawn in the style of %s', (layers, kind) => {
  expect(recogniseSchema(layers)).toBe(kind);
});

test('tiles that no style fits are refused with their layers named', () => {
  expect(() => recogniseSchema(['parcels'])).toThrow(
    expect.objectContaining({ code: 'basemap/unknown-schema', message: expect.stringContaining('parcels') }),
  );
});

test('reads the layers a description lists, and nothing from a malformed one', () => {
  expect(vectorLayerNames({ vector_layers: [{ id: 'roads' }, { name: 'x' }, null] })).toEqual(['roads']);
  for (const odd of [null, 4, 'x', {}, { vector_layers: 'roads' }]) expect(vectorLayerNames(odd)).toEqual([]);
});

test('finds the layers inside a real vector tile', () => {
  const index = new GeoJSONVT({
    type: 'Feature',
    properties: { name: 'x' },
    geometry: { type: 'Point', coordinates: [0, 0] },
  });
  const tile = index.getTile(0, 0, 0);
  if (!tile) throw new Error('no tile');
  expect(layerNamesInTile(fromGeojsonVt({ roads: tile, earth: tile }))).toEqual(['roads', 'earth']);
});

test('any bytes at all are looked into without failing', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void layerNamesInTile(bytes)));
});

test('attributions become plain text', () => {
  expect(plainAttribution('<a href="https://x">&copy; OpenStreetMap</a>  contributors &amp; others')).toBe(
    '© OpenStreetMap contributors & others',
  );
  expect(plainAttribution('&#169; we')).toBe('© we');
  expect(plainAttribution({ html: 'x' })).toBe('');
});

test('no markup survives in an attribution', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(plainAttribution(`${before}<img src=x onerror=alert(1)>${after}`)).not.toContain('<img');
    }),
  );
});
