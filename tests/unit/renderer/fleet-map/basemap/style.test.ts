import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { expect, test } from 'vitest';
import {
  basemapKinds,
  type BasemapDescription,
} from '../../../../../src-main/shell/basemap/description.wire.ts';
import { mapPalettes, type MapTheme } from '../../../../../src-renderer/fleet-map/basemap/palette.ts';
import { buildStyle, type DrawnBasemap } from '../../../../../src-renderer/fleet-map/basemap/style.ts';

const themes: readonly MapTheme[] = ['light', 'dark'];
const describing = (kind: DrawnBasemap['kind'], rest: Partial<BasemapDescription> = {}): DrawnBasemap => ({
  tilesPath: '/basemap/custom/',
  attribution: '',
  minZoom: 0,
  maxZoom: 8,
  bounds: [-180, -85, 180, 85],
  vectorLayers: ['land', 'roads'],
  tileSize: 256,
  fallback: null,
  ...rest,
  kind,
});
const styleOf = (kind: DrawnBasemap['kind'], theme: MapTheme) =>
  buildStyle(describing(kind), { theme, origin: 'app://switchyard', fontFaces: {} });

const cases = basemapKinds
  .flatMap((kind) => (kind === 'style' ? [] : [kind]))
  .flatMap((kind) => themes.map((theme) => [kind, theme] as const));

test.each(cases)('the %s style in %s is one MapLibre accepts', (kind, theme) => {
  expect(validateStyleMin(styleOf(kind, theme)).map(({ message }) => message)).toEqual([]);
});

test.each(cases)('the %s style in %s asks only the app, and for no sprite or glyph server', (kind, theme) => {
  const { sprite, glyphs, sources } = styleOf(kind, theme);
  expect([sprite, glyphs]).toEqual([undefined, undefined]);
  expect(Object.values(sources)).toMatchObject([{ tiles: ['app://switchyard/basemap/custom/{z}/{x}/{y}'] }]);
});

test.each(cases)('no layer of the %s style in %s needs an image that nobody makes', (kind, theme) => {
  const images = styleOf(kind, theme).layers.flatMap((layer) =>
    layer.type === 'symbol' && layer.layout?.['icon-image'] ? [layer.layout['icon-image']] : [],
  );
  expect(images.filter((image) => image !== 'basemap-place-dot')).toEqual([]);
});

// Protomaps' own flavours differ by a layer of land cover.
test.each(['embedded', 'openmaptiles', 'shortbread', 'raster'] as const)(
  '%s has the same layers in both themes',
  (kind) => {
    const ids = (theme: MapTheme) => styleOf(kind, theme).layers.map(({ id }) => id);
    expect(ids('dark')).toEqual(ids('light'));
    expect(ids('light').every((id) => id.startsWith('basemap-'))).toBe(true);
  },
);

test('roads are drawn only from an archive that has them', () => {
  const ids = (vectorLayers: string[]) =>
    buildStyle(describing('embedded', { vectorLayers }), {
      theme: 'light',
      origin: 'app://x',
      fontFaces: {},
    }).layers.map(({ id }) => id);
  expect(ids(['land', 'roads'])).toContain('basemap-roads-major');
  expect(ids(['land'])).not.toContain('basemap-roads-major');
});

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

test.each(themes)('names can be read on the land in %s', (theme) => {
  const { land, country, state, county, city, town, roadName } = mapPalettes[theme];
  for (const name of [country, state, county, city, town, roadName]) {
    expect(contrast(name, land), name).toBeGreaterThanOrEqual(4.5);
  }
});

test.each(themes)('the ground stays quieter than any name in %s', (theme) => {
  const { land, water, stateBorder, countyBorder, road, roadMajor, town } = mapPalettes[theme];
  for (const ground of [water, stateBorder, countyBorder, road, roadMajor]) {
    expect(contrast(ground, land), ground).toBeLessThan(contrast(town, land));
  }
});
