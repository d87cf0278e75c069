import { createRequire } from 'node:module';
import path from 'node:path';
import type { Feature, Polygon, Position } from 'geojson';
import { ensurePeer } from '../peer-package.ts';

/** The two functions of turf that are measured against. */
export interface Turf {
  booleanPointInPolygon(point: Position, polygon: Feature<Polygon>): boolean;
  distance(from: Position, to: Position, options: { units: 'meters' }): number;
}

/** Throws `bench/peer-fetch`. */
export async function loadTurf(): Promise<Turf> {
  const folder = await ensurePeer({
    name: 'turf',
    version: '7.4.0',
    packageNames: ['@turf/boolean-point-in-polygon', '@turf/distance'],
  });
  const load = createRequire(path.join(folder, 'package.json'));
  const { booleanPointInPolygon } = load('@turf/boolean-point-in-polygon') as Pick<
    Turf,
    'booleanPointInPolygon'
  >;
  const { distance } = load('@turf/distance') as Pick<Turf, 'distance'>;
  return { booleanPointInPolygon, distance };
}
