import Sqlite, { type Database } from 'better-sqlite3';
import { AppError, assert } from '../platform/errors.ts';
import type { DatabaseKind } from './schema.ts';

/** 'SWY' and a letter, in the file's header (offset 68): tells our files from any other SQLite file. */
export const applicationIds = { ledger: 0x5357594c, telematics: 0x53575954, office: 0x5357594f } as const;

/** WAL pages until SQLite checkpoints by itself; 4 MB at 4 KiB a page. */
const walPagesMax = 1_000;
const walBytesMax = 67_108_864;
const busyTimeoutMs = 5_000;
/**
 * better-sqlite3 is compiled to keep up to 16 MB of pages for each connection; a desk has 15 MB for everything. Only pages
 * that were read are kept, so what is more than a small office's ledger is taken by those with many calls alone: a search
 * in a million goes through 2 MB of word lists.
 */
const cacheKibibytesMax: Readonly<Record<DatabaseKind, number>> = {
  ledger: 4_096,
  telematics: 2_048,
  // Of a server, not of a desk.
  office: 16_384,
};

interface Setting {
  readonly name: string;
  readonly value: string | number;
  /** As the pragma answers when read, where that differs. */
  readonly readsAs: string | number;
}

const setting = (name: string, value: string | number, readsAs = value): Setting => ({
  name,
  value,
  readsAs,
});

/**
 * Per connection. better-sqlite3 compiles WAL to `synchronous=NORMAL`, which loses acknowledged commits in a power
 * cut: what is of record sets FULL after WAL. `fullfsync` and `checkpoint_fullfsync` matter on macOS only.
 */
export function settingsOf(kind: DatabaseKind): readonly Setting[] {
  const isOfRecord = kind !== 'telematics';
  return [
    setting('journal_mode', 'wal'),
    setting('synchronous', isOfRecord ? 'FULL' : 'NORMAL', isOfRecord ? 2 : 1),
    setting('foreign_keys', 'ON', 1),
    // Without it INSERT OR REPLACE deletes rows past the triggers that refuse that (sqlite.org/lang_conflict.html).
    setting('recursive_triggers', isOfRecord ? 'ON' : 'OFF', isOfRecord ? 1 : 0),
    setting('busy_timeout', busyTimeoutMs),
    setting('wal_autocheckpoint', walPagesMax),
    setting('journal_size_limit', walBytesMax),
    setting('fullfsync', isOfRecord ? 'ON' : 'OFF', isOfRecord ? 1 : 0),
    setting('checkpoint_fullfsync', 'ON', 1),
    setting('trusted_schema', 'OFF', 0),
    setting('cell_size_check', 'ON', 1),
    setting('secure_delete', 'FAST', 2),
    setting('temp_store', 'MEMORY', 2),
    // Negative means kibibytes, positive would mean pages.
    setting('cache_size', -cacheKibibytesMax[kind]),
  ];
}

const sqliteCode = (error: unknown): string | null =>
  error instanceof Sqlite.SqliteError ? error.code : null;

/** The file's content is not a healthy database; everything else (rights, a lock, a full disk) is no reason to move it. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

export const readPragma = (raw: Database, name: string): unknown => raw.pragma(name, { simple: true });

export function readVersion(raw: Database): number {
  const version = readPragma(raw, 'user_version');
  assert(typeof version === 'number', 'user_version is a number');
  return version;
}

/** Opens and applies the settings, each read back: SQLite ignores what it does not know without a word. */
export function openRaw(path: string, kind: DatabaseKind): Database {
  const raw = new Sqlite(path, { timeout: busyTimeoutMs });
  try {
    // Before WAL, so that they stand in the file itself from its first byte.
    if (readPragma(raw, 'application_id') === 0) raw.pragma(`application_id = ${applicationIds[kind]}`);
    for (const { name, value, readsAs } of settingsOf(kind)) {
      raw.pragma(`${name} = ${value}`);
      const answer = readPragma(raw, name);
      if (answer !== readsAs) {
        throw new AppError('database/unsuitable-storage', `${name} is ${String(answer)}, not ${readsAs}`, {
          data: { name, wanted: readsAs, answer },
        });
      }
    }
    return raw;
  } catch (error) {
    raw.close();
    throw error;
  }
}

/** First complaint of SQLite's own check, or null. Finds trashed pages and truncation, not a flipped byte of content. */
export function findDamage(raw: Database): string | null {
  try {
    const verdict = readPragma(raw, 'quick_check(1)');
    return verdict === 'ok' ? null : String(verdict);
  } catch (error) {
    if (isDamage(error)) return sqliteCode(error);
    throw error;
  }
}
