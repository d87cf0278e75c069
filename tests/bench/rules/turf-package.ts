import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Feature, Polygon, Position } from 'geojson';
import { AppError } from '../../../src-main/core/platform/errors.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { userCacheFolder } from '../../../src-main/tooling/paths.ts';
import { lastLines, npmCommand, runCommand } from '../../../src-main/tooling/process/run-command.ts';

const version = '7.4.0';
const packageNames = ['@turf/boolean-point-in-polygon', '@turf/distance'] as const;
const fetchTimeoutMs = 5 * 60 * 1_000;

/** The two functions of turf that are measured against. */
export interface Turf {
  booleanPointInPolygon(point: Position, polygon: Feature<Polygon>): boolean;
  distance(from: Position, to: Position, options: { units: 'meters' }): number;
}

async function ensureFolder(): Promise<string> {
  const folder = path.join(userCacheFolder(), 'bench', `turf-${version}`);
  const isThere = await access(path.join(folder, 'node_modules')).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;
  terminalLog(`fetching turf ${version} for the bench`);
  await mkdir(path.dirname(folder), { recursive: true });
  const workFolder = await mkdtemp(`${folder}-`);
  try {
    const [command, npmArguments] = npmCommand(
      'install',
      ...packageNames.map((name) => `${name}@${version}`),
      ...['--prefix', workFolder, '--ignore-scripts', '--no-audit', '--no-fund'],
    );
    const result = await runCommand(command, npmArguments, { cwd: workFolder, timeoutMs: fetchTimeoutMs });
    if (result.exitCode !== 0) {
      throw new AppError('bench/turf-fetch', `turf could not be fetched: ${lastLines(result.output, 3)}`);
    }
    await rename(workFolder, folder);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  return folder;
}

/** Turf, fetched once into the user's cache: a peer to be measured against, never a dependency. */
export async function loadTurf(): Promise<Turf> {
  const load = createRequire(path.join(await ensureFolder(), 'package.json'));
  const { booleanPointInPolygon } = load('@turf/boolean-point-in-polygon') as Pick<
    Turf,
    'booleanPointInPolygon'
  >;
  const { distance } = load('@turf/distance') as Pick<Turf, 'distance'>;
  return { booleanPointInPolygon, distance };
}
