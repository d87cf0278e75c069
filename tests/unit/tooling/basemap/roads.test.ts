import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { afterEach, expect, test } from 'vitest';
import { decodePolyline } from '../../../../src-main/tooling/basemap/encoded-polyline.ts';
import { roadLabelOf } from '../../../../src-main/tooling/basemap/road-class.ts';
import { roadsLayer } from '../../../../src-main/tooling/basemap/road-sources.ts';
import { readShapefile } from '../../../../src-main/tooling/basemap/shapefile.ts';
import { stitchLines } from '../../../../src-main/tooling/basemap/stitch-lines.ts';

const folders: string[] = [];
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'roads-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

test("decodes Google's published example", () => {
  expect(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@', 100_000)).toEqual([
    [-120.2, 38.5],
    [-120.95, 40.7],
    [-126.453, 43.252],
  ]);
});

function encodeNumber(value: number): string {
  let rest = value < 0 ? -value * 2 - 1 : value * 2;
  let text = '';
  while (rest >= 32) {
    text += String.fromCharCode((rest % 32) + 32 + 63);
    rest = Math.floor(rest / 32);
  }
  return text + String.fromCharCode(rest + 63);
}

test('decodes every line that can be encoded', () => {
  const step = fc.integer({ min: -18_000_000, max: 18_000_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(step, step), { maxLength: 20 }), (points) => {
      let [lastX, lastY] = [0, 0];
      let text = '';
      for (const [x, y] of points) {
        text += encodeNumber(y - lastY) + encodeNumber(x - lastX);
        [lastX, lastY] = [x, y];
      }
      const decoded = decodePolyline(text, 100_000).map((at) =>
        at.map((degrees) => Math.round(degrees * 100_000) + 0),
      );
      expect(decoded).toEqual(points.map(([x, y]) => [x + 0, y + 0]));
    }),
  );
});

const lengthOf = (lines: readonly (readonly Position[])[]): number =>
  lines.reduce((sum, line) => sum + Math.max(0, line.length - 1), 0);

test('stitching loses no piece of road and invents none', () => {
  const node = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }));
  fc.assert(
    fc.property(fc.array(fc.array(node, { minLength: 2, maxLength: 4 }), { maxLength: 25 }), (pieces) => {
      const segments = (lines: readonly (readonly Position[])[]) =>
        lines
          .flatMap((line) =>
            line.slice(1).map((to, index) => [String(line[index]), String(to)].sort().join('-')),
          )
          .sort();
      expect(segments(stitchLines(pieces))).toEqual(segments(pieces));
    }),
  );
});

test('a road cut into pieces becomes one line, whichever way the pieces run', () => {
  const pieces = [
    [
      [1, 0],
      [2, 0],
    ],
    [
      [1, 0],
      [0, 0],
    ],
    [
      [3, 0],
      [2, 0],
    ],
  ];
  const stitched = stitchLines(pieces);
  expect(stitched).toHaveLength(1);
  expect(lengthOf(stitched)).toBe(3);
});

test.each([
  [
    { RTTYP: 'I', FULLNAME: 'I- 80', MTFCC: 'S1100' },
    { kind: 'interstate', name: 'I- 80', shield: 'I 80' },
  ],
  [
    { RTTYP: 'U', FULLNAME: 'US Hwy 30', MTFCC: 'S1200' },
    { kind: 'highway', name: 'US Hwy 30', shield: 'US 30' },
  ],
  [
    { RTTYP: 'M', FULLNAME: 'Main St', MTFCC: 'S1200' },
    { kind: 'road', name: 'Main St', shield: '' },
  ],
  [
    { type: 'Major Highway', class: 'Interstate', name: '5', sov_a3: 'USA' },
    { kind: 'interstate', name: 'I 5', shield: 'I 5' },
  ],
  [
    { type: 'Secondary Highway', class: 'Federal', name: '2', sov_a3: 'USA' },
    { kind: 'road', name: 'US 2', shield: 'US 2' },
  ],
  [{ type: 'Ferry Route', class: '' }, null],
  [
    { kind: 'highway', name: 'Own', shield: 'X 1' },
    { kind: 'highway', name: 'Own', shield: 'X 1' },
  ],
  [{ population: 4 }, null],
])('reads the attributes %j of a road', (attributes, label) => {
  expect(roadLabelOf(attributes)).toEqual(label);
});

/** One line shape with one text attribute. */
function shapefile(
  points: readonly (readonly [number, number])[],
  name: string,
): { shp: Buffer; dbf: Buffer } {
  const content = Buffer.alloc(48 + points.length * 16);
  content.writeInt32LE(3, 0);
  content.writeInt32LE(1, 36);
  content.writeInt32LE(points.length, 40);
  points.forEach(([x, y], index) => {
    content.writeDoubleLE(x, 48 + index * 16);
    content.writeDoubleLE(y, 56 + index * 16);
  });
  const header = Buffer.alloc(108);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE(1, 100);
  header.writeInt32BE(content.length / 2, 104);
  const table = Buffer.alloc(32 + 32 + 1 + 21, 0);
  table.writeUInt32LE(1, 4);
  table.writeUInt16LE(65, 8);
  table.writeUInt16LE(21, 10);
  table.write('RTTYP', 32, 'latin1');
  table[48] = 20;
  table[64] = 0x0d;
  table.write(` ${name.padEnd(20)}`, 65, 'latin1');
  return { shp: Buffer.concat([header, content]), dbf: table };
}

test('reads lines and attributes of a shapefile', () => {
  const { shp, dbf } = shapefile(
    [
      [-90, 40],
      [-91, 41.5],
    ],
    'I',
  );
  expect(readShapefile(shp, dbf)).toEqual([
    {
      geometry: {
        type: 'MultiLineString',
        coordinates: [
          [
            [-90, 40],
            [-91, 41.5],
          ],
        ],
      },
      attributes: { RTTYP: 'I' },
    },
  ]);
});

test('refuses a file that is no shapefile', () => {
  expect(() => readShapefile(Buffer.alloc(200), Buffer.alloc(64))).toThrow('not a shapefile');
});

test('a folder may hold GeoJSON, shapefiles and polylines side by side', () => {
  const { shp, dbf } = shapefile(
    [
      [-90, 40],
      [-91, 41.5],
    ],
    'C',
  );
  const geoJson = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { kind: 'highway', name: 'H', shield: '' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [0, 0],
            [1, 1],
          ],
        },
      },
    ],
  };
  const folder = folderWith({
    'a.geojson': JSON.stringify(geoJson),
    'b.shp': shp,
    'b.dbf': dbf,
    'c.polylines.txt': 'interstate\tI 80\tI-80\t_p~iF~ps|U_ulLnnqC\n',
    'readme.txt': 'nothing to see',
  });
  const layer = roadsLayer(folder, () => undefined);
  expect(layer.features.map(({ properties }) => properties['kind'])).toEqual([
    'highway',
    'road',
    'interstate',
  ]);
});

test('a folder without roads is an error, not a map without roads', () => {
  expect(() => roadsLayer(folderWith({ 'note.txt': '' }), () => undefined)).toThrow('no road data');
});
