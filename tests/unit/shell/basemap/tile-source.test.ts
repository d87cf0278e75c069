import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Clock } from '../../../../src-main/core/platform/clock.ts';
import { createBasemap, type BasemapOptions } from '../../../../src-main/shell/basemap/tile-source.ts';
import { gzipPortable, packArchive } from '../../../../src-main/tooling/basemap/pmtiles-writer.ts';

let folder: string;
const file = (name: string) => join(folder, name);

function writeArchive(name: string, layers: readonly string[], content: string): void {
  const bytes = gzipPortable(new TextEncoder().encode(content));
  const tiles = [0, 1, 2].map((z) => ({ z, x: 0, y: 0, bytes }));
  writeFileSync(
    file(name),
    packArchive(tiles, {
      minZoom: 0,
      maxZoom: 2,
      bounds: [-180, -85, 180, 85],
      center: [0, 0, 0],
      metadata: { attribution: `<b>${name}</b>`, vector_layers: layers.map((id) => ({ id })) },
    }),
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiles-'));
  writeArchive('embedded.pmtiles', ['land', 'areas', 'places'], 'embedded tile');
  writeArchive('streets.pmtiles', ['earth', 'roads'], 'street tile');
  writeArchive('parcels.pmtiles', ['parcels'], 'parcel tile');
  writeFileSync(file('broken.pmtiles'), 'PMTiles but not really');
});
afterAll(() => rmSync(folder, { recursive: true }));

const noNetwork = () => Promise.reject(new Error('no network in this test'));

function open(source: string, rest: Partial<BasemapOptions> = {}) {
  const fallbacks: string[] = [];
  const basemap = createBasemap({
    embeddedPath: file('embedded.pmtiles'),
    source,
    fetch: noNetwork,
    logger: { warn: () => undefined },
    onFallback: (reason) => fallbacks.push(reason),
    ...rest,
  });
  const get = (path: string) => basemap.handle({ url: `app://switchyard/basemap/${path}` });
  const text = async (path: string) => (await get(path)).text();
  return { basemap, fallbacks, get, text };
}

test('serves the embedded map, unpacked', async () => {
  const { basemap, text, get } = open('');
  expect(await text('embedded/2/0/0')).toBe('embedded tile');
  expect((await get('embedded/2/0/0')).headers.get('content-type')).toBe(
    'application/vnd.mapbox-vector-tile',
  );
  expect(await basemap.describe()).toMatchObject({
    kind: 'embedded',
    tilesPath: '/basemap/embedded/',
    attribution: 'embedded.pmtiles',
    maxZoom: 2,
    fallback: null,
  });
  await basemap.close();
});

test('open sea has no tile, and nothing else exists', async () => {
  const { basemap, get } = open('');
  expect((await get('embedded/2/1/1')).status).toBe(204);
  expect((await get('custom/2/0/0')).status).toBe(204);
  for (const path of [
    '',
    'embedded/2/4/0',
    'embedded/x/0/0',
    'embedded/2/0/0.json',
    'custom/style.json',
    'other',
  ]) {
    expect((await get(path)).status, path).toBe(404);
  }
  await basemap.close();
});

test('no path reaches a file', async () => {
  const { basemap, get } = open('');
  const part = fc.constantFrom(
    '..',
    '%2e%2e',
    '%2f',
    'embedded',
    'custom',
    'etc',
    'passwd',
    '0',
    '1',
    '\\',
    'C:',
    '%00',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
      const response = await get(parts.join('/'));
      if (response.status === 200) expect(await response.text()).toBe('embedded tile');
      else expect([204, 404]).toContain(response.status);
    }),
  );
  await basemap.close();
});

test("serves IT's archive from disk and tells its schema", async () => {
  const { basemap, text, fallbacks } = open(file('streets.pmtiles'));
  expect(await basemap.describe()).toMatchObject({
    kind: 'protomaps',
    tilesPath: '/basemap/custom/',
    fallback: null,
  });
  expect(await text('custom/1/0/0')).toBe('street tile');
  expect(await text('embedded/1/0/0')).toBe('embedded tile');
  expect(fallbacks).toEqual([]);
  await basemap.close();
});

test.each([
  ['missing.pmtiles', 'basemap/not-found'],
  ['broken.pmtiles', 'basemap/unreadable'],
  ['parcels.pmtiles', 'basemap/unknown-schema'],
])('falls back to the embedded map for %s', async (name, code) => {
  const { basemap, fallbacks, text } = open(file(name));
  expect(await basemap.describe()).toMatchObject({ kind: 'embedded', fallback: { code } });
  expect(fallbacks).toHaveLength(1);
  expect(await text('embedded/0/0/0')).toBe('embedded tile');
  await basemap.close();
});

test('an address that can never work is refused without asking anyone', async () => {
  const fetch = vi.fn(noNetwork);
  const { basemap } = open('http://maps.example/style.json', { fetch });
  expect((await basemap.describe()).fallback?.code).toBe('basemap/insecure-address');
  expect(fetch).not.toHaveBeenCalled();
  await basemap.close();
});

/** A tile server by address; what is not listed answers 404. */
function serverWith(pages: Readonly<Record<string, string | object>>) {
  const asked: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    asked.push(url);
    const page = pages[url];
    if (page === undefined) return Promise.resolve(new Response(null, { status: 404 }));
    const isImage = url.endsWith('.png');
    const body = typeof page === 'string' ? page : JSON.stringify(page);
    return Promise.resolve(
      new Response(body, { headers: { 'content-type': isImage ? 'image/png' : 'text/html; charset=utf-8' } }),
    );
  };
  return { fetch, asked };
}

test('serves TileJSON through the app, and never as a page', async () => {
  const { fetch } = serverWith({
    'https://maps.example/tiles.json': {
      tiles: ['tiles/{z}/{x}/{y}.pbf'],
      maxzoom: 14,
      attribution: '&copy; OSM',
      vector_layers: [{ id: 'transportation' }],
    },
    'https://maps.example/tiles/3/2/1.pbf': 'remote tile',
  });
  const { basemap, get } = open('https://maps.example/tiles.json', { fetch });
  expect(await basemap.describe()).toMatchObject({ kind: 'openmaptiles', maxZoom: 14, attribution: '© OSM' });
  const tile = await get('custom/3/2/1');
  expect([await tile.text(), tile.headers.get('content-type')]).toEqual([
    'remote tile',
    'application/vnd.mapbox-vector-tile',
  ]);
  expect((await get('custom/3/0/0')).status).toBe(204);
  await basemap.close();
});

test('looks into the first tile of a bare template', async () => {
  const { fetch } = serverWith({
    'https://maps.example/0/0/0.png': 'png',
    'https://maps.example/1/1/0.png': 'png 2',
  });
  const { basemap, get } = open('https://maps.example/{z}/{x}/{y}.png', { fetch });
  expect((await basemap.describe()).kind).toBe('raster');
  expect((await get('custom/1/1/0')).headers.get('content-type')).toBe('image/png');
  await basemap.close();
});

test('a tile that was served is not fetched again', async () => {
  const { fetch, asked } = serverWith({
    'https://maps.example/0/0/0.png': 'png',
    'https://maps.example/1/1/0.png': 'x',
  });
  const { basemap, get } = open('https://maps.example/{z}/{x}/{y}.png', { fetch });
  await get('custom/1/1/0');
  await get('custom/1/1/0');
  expect(asked.filter((url) => url.endsWith('1/1/0.png'))).toHaveLength(1);
  await basemap.close();
});

test('a style is served with every address leading through the app', async () => {
  const { fetch, asked } = serverWith({
    'https://maps.example/style.json': {
      version: 8,
      sprite: 'https://maps.example/sprite',
      glyphs: 'https://fonts.example/{fontstack}/{range}.pbf',
      sources: {
        streets: { type: 'vector', url: 'streets.json' },
        spy: { type: 'geojson', data: 'https://spy.example/points.json' },
      },
      layers: [
        { id: 'road', type: 'line', source: 'streets', 'source-layer': 'roads' },
        { id: 'points', type: 'circle', source: 'spy' },
      ],
    },
    'https://maps.example/streets.json': {
      tiles: ['https://tiles.example/{z}/{x}/{y}.pbf'],
      attribution: 'City',
    },
    'https://tiles.example/4/2/3.pbf': 'street',
    'https://maps.example/sprite@2x.png': 'sprite',
    'https://fonts.example/Noto%20Sans/0-255.pbf': 'glyphs',
  });
  const { basemap, text } = open('https://maps.example/style.json', { fetch });
  expect(await basemap.describe()).toMatchObject({ kind: 'style', attribution: 'City' });
  const style = await text('custom/style.json');
  expect(style).not.toContain('example');
  expect(JSON.parse(style)).toMatchObject({
    sources: { streets: { tiles: ['app://switchyard/basemap/custom/0/{z}/{x}/{y}'] } },
    layers: [{ id: 'road' }],
    sprite: 'app://switchyard/basemap/custom/sprite',
  });
  expect(await text('custom/0/4/2/3')).toBe('street');
  expect(await text('custom/sprite@2x.png')).toBe('sprite');
  expect(await text('custom/glyphs/Noto%20Sans/0-255.pbf')).toBe('glyphs');
  expect(asked.some((url) => url.includes('spy'))).toBe(false);
  await basemap.close();
});

test('a source that stops answering is given up, and taken again when it is back', async () => {
  let isDown = false;
  const server = serverWith({ 'https://maps.example/0/0/0.png': 'png' });
  const fetch = (url: string) => (isDown ? Promise.reject(new Error('down')) : server.fetch(url));
  const onRecovered = vi.fn();
  const { basemap, get, fallbacks } = open('https://maps.example/{z}/{x}/{y}.png', { fetch, onRecovered });
  expect((await basemap.describe()).kind).toBe('raster');
  isDown = true;
  for (let x = 0; x < 6; x += 1) expect((await get(`custom/5/${x}/0`)).status).toBe(503);
  expect(fallbacks).toEqual(['maps.example did not answer']);
  expect(await basemap.describe()).toMatchObject({
    kind: 'embedded',
    fallback: { code: 'basemap/unreachable' },
  });
  isDown = false;
  expect((await basemap.describe()).kind).toBe('raster');
  expect(onRecovered).toHaveBeenCalledTimes(1);
  await basemap.close();
});

test('a source that does not answer in time is not waited for', async () => {
  const impatient: Clock = { nowMs: () => 0, sleep: () => Promise.resolve() };
  let answer = (_response: Response): void => undefined;
  const fetch = () => new Promise<Response>((resolve) => (answer = resolve));
  const onRecovered = vi.fn();
  const { basemap, fallbacks } = open('https://maps.example/{z}/{x}/{y}.png', {
    fetch,
    clock: impatient,
    onRecovered,
  });
  expect(await basemap.describe()).toMatchObject({ kind: 'embedded', fallback: { code: 'basemap/timeout' } });
  expect(fallbacks).toHaveLength(1);
  answer(new Response('png', { headers: { 'content-type': 'image/png' } }));
  await vi.waitFor(() => expect(onRecovered).toHaveBeenCalled());
  expect((await basemap.describe()).kind).toBe('raster');
  await basemap.close();
});
