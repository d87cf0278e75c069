import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { openDatabase } from '../../../src-main/core/database/connection.ts';
import { openRaw } from '../../../src-main/core/database/sqlite.ts';
import { saveCursor } from '../../../src-main/core/operations/samsara/repository.ts';
import { parseStatsPage } from '../../../src-main/core/operations/samsara/stats-page.ts';
import { engineStates } from '../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import {
  createTelematics,
  type VehicleReadings,
} from '../../../src-main/core/operations/telematics/index.ts';
import { readingKinds } from '../../../src-main/core/operations/telematics/tables.ts';
import { createTrackStore } from '../../../src-main/core/operations/telematics/store/index.ts';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { createMetrics } from '../../../src-main/core/platform/metrics.ts';

/** One way to take in a page. Each has a database file of its own, with the product's schema and settings. */
export interface Contestant {
  readonly takePage: (page: BenchPage) => Promise<void>;
  readonly countRows: () => Promise<number>;
  readonly close: () => Promise<void>;
}

type FixRow = readonly [number, number, number, number, number | null, number | null];
type ReadingRow = readonly [number, number, number, number];

export interface BenchPage {
  readonly text: string;
  readonly cursor: string;
  /** The same page, already parsed and with its vehicles looked up: what the baselines are spared. */
  readonly fixes: readonly FixRow[];
  readonly readings: readonly ReadingRow[];
}

const clock = systemClock;
const dayMs = 24 * 3_600_000;

export function preparePage(text: string, slotOf: (vehicleId: string) => number): BenchPage {
  const { vehicles, endCursor } = parseStatsPage(text, clock.nowMs());
  const fixesOf = (readings: VehicleReadings): FixRow[] =>
    readings.fixes.map((fix) => [
      slotOf(readings.vehicleId),
      fix.timeMs,
      fix.latitudeE6,
      fix.longitudeE6,
      fix.speedDeciMph,
      fix.headingDeg,
    ]);
  const readingsOf = ({ vehicleId, engine, fuelPercent }: VehicleReadings): ReadingRow[] => [
    ...engine.map(
      (one) =>
        [slotOf(vehicleId), readingKinds.engine, one.timeMs, engineStates.indexOf(one.engine)] as const,
    ),
    ...fuelPercent.map(
      (one) => [slotOf(vehicleId), readingKinds.fuelPercent, one.timeMs, one.value] as const,
    ),
  ];
  return {
    text,
    cursor: endCursor,
    fixes: vehicles.flatMap(fixesOf),
    readings: vehicles.flatMap(readingsOf),
  };
}

const fixColumns = `vehicle_slot INTEGER NOT NULL, time_ms INTEGER NOT NULL, latitude_e6 INTEGER NOT NULL,
  longitude_e6 INTEGER NOT NULL, speed_deci_mph INTEGER, heading_deg INTEGER`;
const readingColumns = `vehicle_slot INTEGER NOT NULL, kind INTEGER NOT NULL, time_ms INTEGER NOT NULL,
  value INTEGER NOT NULL`;
/** Rows without row id, clustered by time or by vehicle. */
const rowTables = {
  byTime: [
    `CREATE TABLE fix (${fixColumns}, PRIMARY KEY (time_ms, vehicle_slot)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE reading (${readingColumns}, PRIMARY KEY (time_ms, vehicle_slot, kind)) STRICT, WITHOUT ROWID`,
  ],
  byVehicle: [
    `CREATE TABLE fix (${fixColumns}, PRIMARY KEY (vehicle_slot, time_ms)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE reading (${readingColumns}, PRIMARY KEY (vehicle_slot, kind, time_ms)) STRICT, WITHOUT ROWID`,
  ],
} as const;

interface RowTables {
  fix: {
    vehicle_slot: number;
    time_ms: number;
    latitude_e6: number;
    longitude_e6: number;
    speed_deci_mph: number | null;
    heading_deg: number | null;
  };
  reading: { vehicle_slot: number; kind: number; time_ms: number; value: number };
}

async function openBenchDatabase(folder: string, name: string) {
  const path = join(folder, `${name}.db`);
  return openDatabase({ kind: 'telematics', path, clock, logger: createSilentLogger() });
}

/** The product's own path: text → parsed → rows and cursor in one transaction → fleet state. */
export async function createOurs(folder: string): Promise<Contestant & { settle: () => Promise<void> }> {
  const database = await openBenchDatabase(folder, 'ours');
  const telematics = createTelematics({
    database,
    clock,
    logger: createSilentLogger(),
    metrics: createMetrics(),
  });
  await telematics.start();
  const store = createTrackStore({ database, pause: () => Promise.resolve() });
  return {
    takePage: async ({ text }) => {
      const page = parseStatsPage(text, clock.nowMs());
      await telematics.ingest(page.vehicles, (trx) =>
        saveCursor(trx, 'positions', page.endCursor, clock.nowMs()),
      );
    },
    countRows: async () => {
      const { fixCount, readingCount } = await store.stats();
      return fixCount + readingCount;
    },
    /** The work that taking in put off: everything goes into chunks by vehicle, also of hours that are not over. */
    settle: async () => {
      await store.settle(clock.nowMs() + dayMs);
      await store.closeDue(clock.nowMs() + 2 * dayMs);
    },
    close: async () => {
      await telematics.stop();
      await database.close();
    },
  };
}

/** better-sqlite3 itself, statements prepared once, rows ready: as little as storing the same rows can cost. */
export async function createRawInserts(
  folder: string,
  name: string,
  order: keyof typeof rowTables,
): Promise<Contestant> {
  const migrated = await openBenchDatabase(folder, name);
  await migrated.close();
  const raw = openRaw(migrated.path, 'telematics');
  for (const statement of rowTables[order]) raw.exec(statement);
  const insertFix = raw.prepare(`INSERT OR IGNORE INTO fix
    (vehicle_slot, time_ms, latitude_e6, longitude_e6, speed_deci_mph, heading_deg) VALUES (?, ?, ?, ?, ?, ?)`);
  const insertReading = raw.prepare(
    `INSERT OR IGNORE INTO reading (vehicle_slot, kind, time_ms, value) VALUES (?, ?, ?, ?)`,
  );
  const writeCursor =
    raw.prepare(`INSERT INTO sync_cursor (feed, cursor, saved_at_ms) VALUES ('positions', ?, ?)
    ON CONFLICT (feed) DO UPDATE SET cursor = excluded.cursor, saved_at_ms = excluded.saved_at_ms`);
  const takePage = raw.transaction((page: BenchPage) => {
    for (const row of page.fixes) insertFix.run(row);
    for (const row of page.readings) insertReading.run(row);
    writeCursor.run(page.cursor, clock.nowMs());
  });
  const countOf = (table: string) => Number(raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return {
    takePage: (page) => {
      takePage.immediate(page);
      return Promise.resolve();
    },
    countRows: () => Promise.resolve(countOf('fix') + countOf('reading')),
    close: () => {
      raw.close();
      return Promise.resolve();
    },
  };
}

/** The query builder once per point, in one transaction per page; rows ready, statements kept by the product's driver. */
export async function createKyselyPerPoint(folder: string): Promise<Contestant> {
  const database = await openBenchDatabase(folder, 'kysely');
  for (const statement of rowTables.byTime) await sql.raw(statement).execute(database.db);
  // The tables of this contestant stand beside the product's in its file.
  const db = database.db as unknown as Kysely<RowTables>;
  const countOf = async (table: keyof RowTables) => {
    const query = db.selectFrom(table).select((builder) => builder.fn.countAll<number>().as('count'));
    return (await query.executeTakeFirstOrThrow()).count;
  };
  return {
    takePage: (page) =>
      database.transaction(async (trx) => {
        const rows = trx as unknown as Kysely<RowTables>;
        for (const [
          vehicle_slot,
          time_ms,
          latitude_e6,
          longitude_e6,
          speed_deci_mph,
          heading_deg,
        ] of page.fixes) {
          await rows
            .insertInto('fix')
            .values({ vehicle_slot, time_ms, latitude_e6, longitude_e6, speed_deci_mph, heading_deg })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        for (const [vehicle_slot, kind, time_ms, value] of page.readings) {
          await rows
            .insertInto('reading')
            .values({ vehicle_slot, kind, time_ms, value })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await saveCursor(trx, 'positions', page.cursor, clock.nowMs());
      }),
    countRows: async () => (await countOf('fix')) + (await countOf('reading')),
    close: () => database.close(),
  };
}
