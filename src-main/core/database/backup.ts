import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { Clock } from '../platform/clock.ts';
import { AppError, isAppError } from '../platform/errors.ts';
import { fileBytes, replaceFile, timeName } from './files.ts';
import { inspectFile } from './inspect.ts';
import type { DatabaseKind } from './schema.ts';
import { findDamage, readVersion } from './sqlite.ts';

const backupCountMax = 7;
const headerBytes = 100;

const folderOf = (path: string) => join(dirname(path), 'backups');
const stemOf = (path: string) => basename(path).replace(/\.[^.]*$/, '');

/** Newest first. */
async function listBackups(path: string): Promise<string[]> {
  const folder = folderOf(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const isOurs = (name: string) => name.startsWith(`${stemOf(path)}-`) && name.endsWith('.backup');
  const names = (await readdir(folder)).filter(isOurs);
  return names
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** Null when the backup can be restored by this version of the program, else the reason why not. */
async function findFault(backupPath: string, kind: DatabaseKind, versionMax: number): Promise<string | null> {
  try {
    const inspection = await inspectFile(backupPath, kind, versionMax);
    if (inspection.state !== 'ours') return inspection.state === 'damaged' ? inspection.reason : 'it is gone';
    const raw = new Sqlite(backupPath, { readonly: true, fileMustExist: true });
    try {
      return findDamage(raw);
    } finally {
      raw.close();
    }
  } catch (error) {
    if (isAppError(error) || error instanceof Sqlite.SqliteError) return error.message;
    throw error;
  }
}

export async function findVerifiedBackup(
  path: string,
  kind: DatabaseKind,
  versionMax: number,
): Promise<string | null> {
  for (const backupPath of await listBackups(path)) {
    if ((await findFault(backupPath, kind, versionMax)) === null) return backupPath;
  }
  return null;
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { start: headerBytes })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** `VACUUM INTO` writes the same bytes for the same content, but for counters in the header. */
async function isSame(path: string, other: string): Promise<boolean> {
  if ((await fileBytes(path)) !== (await fileBytes(other))) return false;
  return (await digest(path)) === (await digest(other));
}

/**
 * A verified copy of an open database in `backups/` beside it, named by time and schema version; the newest 7 stay.
 * Nothing new is kept when nothing has changed since the newest: a start that fails again and again would push out the
 * older ones. Consistent under writing. Throws `database/backup-failed` when the copy does not pass the check.
 */
export async function backUp(options: {
  readonly raw: Database;
  readonly path: string;
  readonly kind: DatabaseKind;
  readonly clock: Clock;
}): Promise<string> {
  const { raw, path, kind, clock } = options;
  const version = readVersion(raw);
  const name = `${stemOf(path)}-${timeName(clock.nowMs())}-v${version}.backup`;
  const backupPath = join(folderOf(path), name);
  const temporary = `${backupPath}.part`;
  await mkdir(folderOf(path), { recursive: true, mode: 0o700 });
  await rm(temporary, { force: true });
  raw.prepare('VACUUM INTO ?').run(temporary);
  const fault = await findFault(temporary, kind, version);
  if (fault !== null) {
    await rm(temporary, { force: true });
    throw new AppError('database/backup-failed', `the copy cannot be used: ${fault}`, { data: { path } });
  }
  const newest = (await listBackups(path))[0];
  if (newest !== undefined && (await isSame(temporary, newest))) {
    await rm(temporary);
    return newest;
  }
  await replaceFile(temporary, backupPath);
  for (const old of (await listBackups(path)).slice(backupCountMax)) await rm(old);
  return backupPath;
}
