import { describe, expect, it } from 'vitest';
import { basemapSourceFault } from '../../../../src-renderer/settings/basemap-source.ts';

describe('a map source', () => {
  it.each([
    '',
    '   ',
    '/srv/maps/us-west.pmtiles',
    'C:\\Maps\\us west.PMTILES',
    '\\\\server\\maps\\us.pmtiles',
    'https://tiles.example.com/{z}/{x}/{y}.pbf',
    'https://tiles.example.com/style.json?key=1',
  ])('may be "%s"', (source) => {
    expect(basemapSourceFault(source)).toBeNull();
  });

  it.each([
    ['http://tiles.example.com/{z}/{x}/{y}.png', 'invalidProtocol'],
    ['file:///srv/maps/us.pmtiles', 'invalidProtocol'],
    ['javascript:alert(1)', 'invalidProtocol'],
    ['tiles.example.com', 'invalidUrl'],
    ['https://', 'invalidUrl'],
    ['/srv/maps/us.mbtiles', 'invalidFile'],
    ['maps/us.pmtiles', 'invalidFile'],
    [`https://tiles.example.com/${'x'.repeat(1_000)}`, 'tooLong'],
  ])('may not be "%s"', (source, fault) => {
    expect(basemapSourceFault(source)).toBe(fault);
  });
});
