import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBasemap } from './ensure-basemap.ts';

export { ensureBasemap } from './ensure-basemap.ts';
export type { EnsureBasemapOptions, EnsuredBasemap } from './ensure-basemap.ts';

const usage = 'usage: node src-main/tooling/basemap/index.ts [--out FILE] [--roads FOLDER]';

async function runFromCommandLine(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, roads: { type: 'string' } } });
  const { path, built, durationMs } = await ensureBasemap({
    projectFolder: join(import.meta.dirname, '..', '..', '..'),
    log: (line) => process.stdout.write(`${line}\n`),
    ...(values.out === undefined ? {} : { outputFile: values.out }),
    ...(values.roads === undefined ? {} : { roadsFolder: values.roads }),
  });
  process.stdout.write(`basemap: ${built ? 'built' : 'up to date'} in ${durationMs} ms: ${path}\n`);
}

if (process.argv[1] === import.meta.filename) {
  runFromCommandLine().catch((error: unknown) => {
    process.stderr.write(`basemap: ${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exitCode = 1;
  });
}
