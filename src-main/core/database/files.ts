import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A database is up to three files; they move together or not at all. */
const companions = ['', '-wal', '-shm'];

export async function fileBytes(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Sorts as text, and may be part of a file name on every system. */
export const timeName = (timeMs: number) => new Date(timeMs).toISOString().replace(/[:.]/g, '-');

/** Makes what was written durable: of a folder, the names in it. Windows refuses to open folders and needs no such thing. */
export async function syncToDisk(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (isFolder && process.platform === 'win32') return;
  const handle = await open(path, isFolder ? constants.O_RDONLY : constants.O_RDWR);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts `source` in the place of `target` so that a crash leaves either the old or the new one, whole. */
export async function replaceFile(source: string, target: string): Promise<void> {
  await syncToDisk(source);
  await rename(source, target);
  await syncToDisk(dirname(target));
}

const quarantineOf = (path: string) => join(dirname(path), 'quarantine');

/**
 * Moves a database with its -wal and -shm to `quarantine/<time>/` beside it: what is in them may be all that is left.
 * Returns the new path of the database file.
 */
export async function setAside(path: string, nowMs: number): Promise<string> {
  const root = quarantineOf(path);
  await mkdir(root, { recursive: true });
  const taken = new Set(await readdir(root));
  let name = timeName(nowMs);
  for (let number = 2; taken.has(name); number += 1) name = `${timeName(nowMs)}-${number}`;
  const folder = join(root, name);
  await mkdir(folder);
  for (const companion of companions) {
    if ((await fileBytes(path + companion)) === null) continue;
    await rename(path + companion, join(folder, basename(path) + companion));
  }
  await syncToDisk(folder);
  await syncToDisk(dirname(path));
  return join(folder, basename(path));
}

/** Deletes what was set aside of this database but for the newest: a disk that damages files again and again must not fill up. */
export async function dropOldAside(path: string, countMax: number): Promise<void> {
  const root = quarantineOf(path);
  const folders = (await readdir(root)).sort().reverse();
  let count = 0;
  for (const folder of folders) {
    if ((await fileBytes(join(root, folder, basename(path)))) === null) continue;
    count += 1;
    if (count > countMax) await rm(join(root, folder), { recursive: true });
  }
}

/** Puts a copy of `backupPath` in the place of a closed database. A -wal of the old file would be played into the new one. */
export async function restoreFile(backupPath: string, path: string): Promise<void> {
  const temporary = `${path}.restoring`;
  await copyFile(backupPath, temporary);
  for (const companion of companions.slice(1)) await rm(path + companion, { force: true });
  await replaceFile(temporary, path);
}

/** The first bytes of a file, fewer when it is shorter. */
export async function readStart(path: string, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
