import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { FeatureCollection, Geometry, Position } from 'geojson';
import { decodePolyline } from './encoded-polyline.ts';
import { layerFeature, type BasemapLayer } from './layer.ts';
import { roadLabelOf, type RoadLabel } from './road-class.ts';
import { readShapefile } from './shapefile.ts';
import { stitchLines } from './stitch-lines.ts';

interface Road {
  readonly label: RoadLabel;
  readonly lines: readonly (readonly Position[])[];
}

const fromZoomOfKind: Readonly<Record<RoadLabel['kind'], number>> = { interstate: 3, highway: 6, road: 8 };
const polylineEnding = '.polylines.txt';
const polylineStepsPerDegree = 100_000;

const linesOf = (geometry: Geometry): Position[][] =>
  geometry.type === 'LineString'
    ? [geometry.coordinates]
    : geometry.type === 'MultiLineString'
      ? geometry.coordinates
      : [];

function readGeoJson(file: string): Road[] {
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as FeatureCollection;
  return features.flatMap(({ geometry, properties }) => {
    const label = roadLabelOf(properties ?? {});
    return label ? [{ label, lines: linesOf(geometry) }] : [];
  });
}

function readShapes(file: string): Road[] {
  const table = readFileSync(file.replace(/\.shp$/i, '.dbf'));
  return readShapefile(readFileSync(file), table).flatMap(({ geometry, attributes }) => {
    const label = roadLabelOf(attributes);
    return label ? [{ label, lines: geometry.coordinates }] : [];
  });
}

/** One road per line, separated by tabs: kind, shield, name, then its pieces as encoded polylines. */
function readPolylines(file: string): Road[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [kind, shield, name, ...pieces] = line.split('\t');
      const label = roadLabelOf({ kind, shield, name });
      if (!label) return [];
      return [{ label, lines: pieces.map((piece) => decodePolyline(piece, polylineStepsPerDegree)) }];
    });
}

function readRoads(file: string): Road[] | null {
  const name = basename(file).toLowerCase();
  if (name.endsWith(polylineEnding)) return readPolylines(file);
  const ending = extname(name);
  if (ending === '.geojson' || ending === '.json') return readGeoJson(file);
  return ending === '.shp' ? readShapes(file) : null;
}

/** Files the builder understands, sorted, so that the same folder gives the same archive on every system. */
export function roadFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(geojson|json|shp|dbf|polylines\.txt)$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Throws when the folder holds no road that can be read: a map without its roads must not pass for one with them. */
export function roadsLayer(folder: string, log: (line: string) => void): BasemapLayer {
  const groups = new Map<string, { label: RoadLabel; lines: (readonly Position[])[] }>();
  for (const file of roadFiles(folder)) {
    const roads = readRoads(file);
    if (!roads) continue;
    log(`basemap: ${roads.length.toLocaleString('en')} roads from ${basename(file)}`);
    for (const { label, lines } of roads) {
      const key = `${label.kind}|${label.shield || label.name}`;
      const group = groups.get(key) ?? { label, lines: [] };
      group.lines.push(...lines);
      groups.set(key, group);
    }
  }
  if (groups.size === 0) throw new Error(`no road data was found in ${folder}`);
  const features = [...groups.values()].flatMap(({ label, lines }) =>
    stitchLines(lines).map((coordinates) =>
      layerFeature({ type: 'LineString', coordinates }, fromZoomOfKind[label.kind], {
        kind: label.kind,
        ...(label.name ? { name: label.name } : {}),
        ...(label.shield ? { shield: label.shield } : {}),
      }),
    ),
  );
  return { name: 'roads', features, tolerance: 4, buffer: 64 };
}
