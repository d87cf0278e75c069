import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as RawDatabase } from 'better-sqlite3';
import { openDatabase } from '../../../src-main/core/database/connection.ts';
import { openRaw } from '../../../src-main/core/database/sqlite.ts';
import { saveCursor } from '../../../src-main/core/operations/samsara/repository.ts';
import { createTrackStore } from '../../../src-main/core/operations/telematics/store/index.ts';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import type { FleetPage } from './noisy-fleet.ts';

/** One way to store pages, each page and its cursor in one transaction, with the product's durability. */
export interface Contestant {
  takePage(page: FleetPage): Promise<void>;
  /** The file and its log, as they are. */
  bytes(): number;
  /** The same after the log was written into the file, as the product does within half a minute. */
  settledBytes(): number;
  countFixes(): Promise<number>;
  close(): Promise<void>;
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
const bytesOf = (path: string) => sizeOf(path) + sizeOf(`${path}-wal`);

const tendIntervalMs = 5 * 60_000;

/** The product's store, all its background work included. */
export async function createOurs(folder: string) {
  const path = join(folder, 'ours.db');
  const database = await openDatabase({
    kind: 'telematics',
    path,
    clock: systemClock,
    logger: createSilentLogger(),
  });
  const store = createTrackStore({ database, pause: () => Promise.resolve() });
  let tendedAtMs: number | null = null;
  const contestant: Contestant = {
    async takePage({ fixes, readings, nowMs }) {
      await database.transaction(async (trx) => {
        await store.append(trx, fixes, readings);
        await saveCursor(trx, 'positions', String(nowMs), nowMs);
      });
      tendedAtMs ??= nowMs;
      if (nowMs - tendedAtMs < tendIntervalMs) return;
      tendedAtMs = nowMs;
      await store.tend(nowMs);
    },
    bytes: () => bytesOf(path),
    settledBytes() {
      database.checkpoint();
      return bytesOf(path);
    },
    countFixes: async () => (await store.stats()).fixCount,
    close: () => database.close(),
  };
  return { ...contestant, store };
}

const columns = 'vehicle_slot, time_ms, latitude_e6, longitude_e6, speed_deci_mph, heading_deg';
const types = `vehicle_slot INTEGER NOT NULL, time_ms INTEGER NOT NULL, latitude_e6 INTEGER NOT NULL,
  longitude_e6 INTEGER NOT NULL, speed_deci_mph INTEGER, heading_deg INTEGER`;
const readingTypes = `vehicle_slot INTEGER NOT NULL, kind INTEGER NOT NULL, time_ms INTEGER NOT NULL,
  value INTEGER NOT NULL`;

/** As a good engineer would: no row id where the key is the order, or one with an index; prepared statements of many rows. */
export const rowSchemas = {
  indexed: [
    `CREATE TABLE fix (id INTEGER PRIMARY KEY, ${types}) STRICT`,
    `CREATE UNIQUE INDEX fix_by_vehicle ON fix (vehicle_slot, time_ms)`,
    `CREATE TABLE reading (id INTEGER PRIMARY KEY, ${readingTypes}) STRICT`,
    `CREATE UNIQUE INDEX reading_by_vehicle ON reading (vehicle_slot, kind, time_ms)`,
  ],
  byVehicle: [
    `CREATE TABLE fix (${types}, PRIMARY KEY (vehicle_slot, time_ms)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE reading (${readingTypes}, PRIMARY KEY (vehicle_slot, kind, time_ms)) STRICT, WITHOUT ROWID`,
  ],
  byTime: [
    `CREATE TABLE fix (${types}, PRIMARY KEY (time_ms, vehicle_slot)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE reading (${readingTypes}, PRIMARY KEY (time_ms, vehicle_slot, kind)) STRICT, WITHOUT ROWID`,
  ],
} as const;

const rowsPerInsert = 64;

/** In statements of 64 rows, which take half the time that they take one by one; the rest one by one. */
function createInsert(raw: RawDatabase, table: string, names: string, width: number) {
  const row = `(${Array.from({ length: width }, () => '?').join()})`;
  const insert = (count: number) =>
    raw.prepare(
      `INSERT OR IGNORE INTO ${table} (${names}) VALUES ${Array.from({ length: count }, () => row).join()}`,
    );
  const [many, one] = [insert(rowsPerInsert), insert(1)];
  return (values: readonly number[]) => {
    let at = 0;
    for (; at + width * rowsPerInsert <= values.length; at += width * rowsPerInsert) {
      many.run(values.slice(at, at + width * rowsPerInsert));
    }
    for (; at < values.length; at += width) one.run(values.slice(at, at + width));
  };
}

export function createRows(folder: string, name: keyof typeof rowSchemas) {
  const path = join(folder, `${name}.db`);
  const raw = openRaw(path, 'telematics');
  for (const statement of rowSchemas[name]) raw.exec(statement);
  raw.exec('CREATE TABLE cursor (id INTEGER PRIMARY KEY, cursor TEXT NOT NULL) STRICT');
  const insertFixes = createInsert(raw, 'fix', columns, 6);
  const insertReadings = createInsert(raw, 'reading', 'vehicle_slot, kind, time_ms, value', 4);
  const writeCursor = raw.prepare('INSERT OR REPLACE INTO cursor (id, cursor) VALUES (1, ?)');
  const takePage = raw.transaction(({ fixes, readings, nowMs }: FleetPage) => {
    insertFixes(fixes);
    insertReadings(readings);
    writeCursor.run(String(nowMs));
  });
  const contestant: Contestant = {
    takePage(page) {
      takePage.immediate(page);
      return Promise.resolve();
    },
    bytes: () => bytesOf(path),
    settledBytes() {
      raw.pragma('wal_checkpoint(TRUNCATE)');
      return bytesOf(path);
    },
    countFixes: () => Promise.resolve(Number(raw.prepare('SELECT count(*) FROM fix').pluck().get())),
    close() {
      raw.close();
      return Promise.resolve();
    },
  };
  return { ...contestant, raw };
}
