import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive } from '../../../../src-main/shell/basemap/archive-source.ts';
import type { OpenedSource } from '../../../../src-main/shell/basemap/opened-source.ts';
import { ensureBasemap } from '../../../../src-main/tooling/basemap/index.ts';

const projectFolder = join(import.meta.dirname, '..', '..', '..', '..');
const buildTimeoutMs = 120_000;

let folder: string;
let archive: OpenedSource;
const lines: string[] = [];
const outputFile = () => join(folder, 'map', 'basemap.pmtiles');
/** With the cache of this user, so that only the first run on a machine builds. */
const ensure = () =>
  ensureBasemap({ projectFolder, outputFile: outputFile(), log: (line) => lines.push(line) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'basemap-'));
  await ensure();
  archive = await openArchive({ path: outputFile() }, fetch);
}, buildTimeoutMs);

afterAll(async () => {
  await archive.close();
  await rm(folder, { recursive: true });
});

/** Names of one layer in the tile over a place, by kind. */
async function namesAt(layerName: string, z: number, longitude: number, latitude: number): Promise<string[]> {
  const x = Math.floor(((longitude + 180) / 360) * 2 ** z);
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z);
  const tile = await archive.tile(0, z, x, y);
  const layer = tile ? new VectorTile(new PbfReader(tile.bytes)).layers[layerName] : undefined;
  return Array.from({ length: layer?.length ?? 0 }, (_, index) =>
    String(layer?.feature(index).properties['name']),
  );
}

test('the embedded map is small enough to be part of the app', async () => {
  expect((await readFile(outputFile())).length).toBeLessThan(12_000_000);
});

test('it names its sources', () => {
  expect(archive.description.attribution).toBe('Natural Earth · U.S. Census Bureau · GeoNames (CC BY 4.0)');
  expect(archive.description).toMatchObject({ kind: 'embedded', minZoom: 0, maxZoom: 8 });
});

test.each([
  ['Illinois', 'Chicago', -87.65, 41.85],
  ['Alberta', 'Edmonton', -113.47, 53.55],
  ['Nuevo León', 'Monterrey', -100.32, 25.67],
])('knows the state %s and the town %s', async (state, town, longitude, latitude) => {
  expect(await namesAt('places', 8, longitude, latitude)).toContain(town);
  expect(await namesAt('places', 5, longitude, latitude)).toContain(town);
  expect(await namesAt('areas', 2, longitude, latitude)).not.toContain(state);
});

test('every state of the three countries has its name somewhere', async () => {
  const names = new Set<string>();
  for (let x = 0; x < 32; x += 1) {
    for (let y = 0; y < 32; y += 1) {
      const tile = await archive.tile(0, 5, x, y);
      const layer = tile ? new VectorTile(new PbfReader(tile.bytes)).layers['areas'] : undefined;
      for (let index = 0; index < (layer?.length ?? 0); index += 1) {
        const { kind, name } = layer?.feature(index).properties ?? {};
        if (kind === 'state') names.add(String(name));
      }
    }
  }
  for (const state of [
    'Illinois',
    'Texas',
    'California',
    'Maine',
    'Ontario',
    'Alberta',
    'Nuevo León',
    'Sonora',
  ]) {
    expect(names).toContain(state);
  }
});

test('counties come with the deepest zoom only', async () => {
  expect(await namesAt('areas', 8, -96.8, 32.8)).toContain('Dallas');
  expect(await namesAt('areas', 7, -96.8, 32.8)).not.toContain('Dallas');
});

test('no tile is heavy', async () => {
  for (const [z, x, y] of [
    [0, 0, 0],
    [4, 4, 6],
    [6, 18, 24],
    [8, 75, 96],
  ] as const) {
    expect((await archive.tile(0, z, x, y))?.bytes.length ?? 0).toBeLessThan(150_000);
  }
});

test('a second call finds it in place', async () => {
  expect(await ensure()).toMatchObject({ built: false, path: outputFile() });
});

test('a damaged map is replaced by the cached one, byte for byte', async () => {
  const before = await readFile(outputFile());
  await truncate(outputFile(), 5_000_000);
  expect((await ensure()).built).toBe(false);
  expect(lines).toContain('basemap: taken from the cache');
  expect((await readFile(outputFile())).equals(before)).toBe(true);
});
