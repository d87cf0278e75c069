import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { PMTiles, type Source } from 'pmtiles';
import { expect, test } from 'vitest';
import {
  gzipPortable,
  packArchive,
  type ArchiveDescription,
  type ArchiveTile,
} from '../../../../src-main/tooling/basemap/pmtiles-writer.ts';

const about: ArchiveDescription = {
  minZoom: 0,
  maxZoom: 9,
  bounds: [-180, -85, 180, 85],
  center: [-97, 39, 4],
  metadata: { attribution: 'someone' },
};

function reader(archive: Uint8Array): PMTiles {
  const source: Source = {
    getKey: () => 'memory',
    getBytes: (offset, length) =>
      Promise.resolve({ data: new Uint8Array(archive.subarray(offset, offset + length)).buffer }),
  };
  return new PMTiles(source);
}

const tileAt = (z: number, x: number, y: number, content: string): ArchiveTile => ({
  z,
  x,
  y,
  bytes: gzipPortable(new TextEncoder().encode(content)),
});

const textOf = (data: ArrayBuffer | undefined): string | null =>
  data === undefined ? null : new TextDecoder().decode(data);

const position = fc
  .integer({ min: 0, max: 9 })
  .chain((z) => fc.tuple(fc.constant(z), fc.nat({ max: 2 ** z - 1 }), fc.nat({ max: 2 ** z - 1 })));

test('every tile written is read back, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(position, fc.constantFrom('sea', 'land', 'town')), {
        selector: ([at]) => at.join('/'),
        minLength: 1,
        maxLength: 60,
      }),
      position,
      async (written, other) => {
        const archive = reader(
          packArchive(
            written.map(([[z, x, y], content]) => tileAt(z, x, y, content)),
            about,
          ),
        );
        for (const [[z, x, y], content] of written) {
          expect(textOf((await archive.getZxy(z, x, y))?.data)).toBe(content);
        }
        const expected = written.find(([at]) => at.join('/') === other.join('/'));
        expect(textOf((await archive.getZxy(...other))?.data)).toBe(expected?.[1] ?? null);
      },
    ),
    { numRuns: 40 },
  );
});

test('the order in which tiles are handed over does not change the archive', () => {
  const tiles = [tileAt(3, 1, 2, 'a'), tileAt(0, 0, 0, 'b'), tileAt(3, 7, 7, 'a')];
  expect(packArchive([...tiles].reverse(), about)).toEqual(packArchive(tiles, about));
});

test('equal tiles are stored once', () => {
  const content = Array.from({ length: 400 }, (_, index) => `${index * 7919}`).join(' ');
  const many = Array.from({ length: 64 }, (_, index) => tileAt(6, index, 3, content));
  const one = packArchive(many.slice(0, 1), about).length;
  expect(packArchive(many, about).length).toBeLessThan(one + 600);
});

/** Few contents in no order: their places in the file then fill more directory than fits the header's 16 KiB. */
const variedText = (index: number): string =>
  createHash('sha256')
    .update(String(index))
    .digest('hex')
    .slice(0, 4 + ((index * 7_919) % 57));

test('a large archive gets leaf directories and stays readable', async () => {
  const tiles = Array.from({ length: 14_000 }, (_, index) => {
    const [x, y] = [(index * 31) % 512, Math.floor(index / 32)];
    return { x, y, content: variedText((index * 7_919 * (index % 13)) % 601) };
  });
  const unique = [...new Map(tiles.map((tile) => [`${tile.x}/${tile.y}`, tile])).values()];
  const archive = reader(
    packArchive(
      unique.map(({ x, y, content }) => tileAt(9, x, y, content)),
      about,
    ),
  );
  expect((await archive.getHeader()).leafDirectoryLength).toBeGreaterThan(0);
  for (const { x, y, content } of unique.filter((_, index) => index % 499 === 0)) {
    expect(textOf((await archive.getZxy(9, x, y))?.data)).toBe(content);
  }
});

test('the header and metadata say what was described', async () => {
  const archive = reader(packArchive([tileAt(0, 0, 0, 'x')], about));
  const header = await archive.getHeader();
  expect(header).toMatchObject({
    specVersion: 3,
    minZoom: 0,
    maxZoom: 9,
    tileType: 1,
    centerLon: -97,
    maxLat: 85,
  });
  expect(await archive.getMetadata()).toEqual({ attribution: 'someone' });
});

test('packed bytes do not name the operating system', () => {
  expect(gzipPortable(new Uint8Array([1, 2, 3]))[9]).toBe(255);
});
