import { crc32 } from 'node:zlib';
import { sql, type Kysely } from 'kysely';
import type { Migration } from '../migration.ts';

type Row = Readonly<Record<string, number | null>> & {
  readonly vehicle_slot: number;
  readonly time_ms: number;
};

/** What a large fleet's page of the feed holds. */
const rowsPerPage = 10_000;
const headerBytes = 32;
const summedFrom = 16;
const magic = 0x31505753;
const unknownI32 = -2_147_483_648;

const wholes = (rows: readonly Row[], column: string, scale = 1) =>
  Int32Array.from(rows, (row) => {
    const value = row[column] ?? null;
    return value === null ? unknownI32 : Math.round(value / scale);
  });
const numbers = (rows: readonly Row[], column: string) =>
  Float64Array.from(rows, (row) => row[column] ?? NaN);

/**
 * Pages as they were written when this step was: a header, then columns, here in their widest form and with times as
 * they are. Not the store's own code, which may come to write something else.
 */
function pageOf(fixes: readonly Row[], readings: readonly Row[]): Uint8Array {
  const columns = [
    numbers(readings, 'value'),
    numbers(fixes, 'time_ms'),
    numbers(readings, 'time_ms'),
    wholes(fixes, 'latitude_e7', 10),
    wholes(fixes, 'longitude_e7', 10),
    wholes(fixes, 'speed_deci_mph'),
    wholes(fixes, 'heading_deg'),
    wholes(fixes, 'vehicle_slot'),
    wholes(readings, 'kind'),
    wholes(readings, 'vehicle_slot'),
  ];
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, headerBytes));
  let at = headerBytes;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer), at);
    at += column.byteLength;
  }
  const header = new DataView(bytes.buffer);
  const words = [magic, fixes.length, readings.length, 0, 8, 4];
  for (const [index, word] of words.entries()) header.setUint32(index * 4, word, true);
  header.setUint32(12, crc32(bytes.subarray(summedFrom)), true);
  return bytes;
}

const tables = [
  { name: 'fix', key: 'vehicle_slot, time_ms', isFix: true },
  { name: 'recent_fix', key: 'time_ms, vehicle_slot', isFix: true },
  { name: 'reading', key: 'vehicle_slot, kind, time_ms', isFix: false },
  { name: 'recent_reading', key: 'time_ms, vehicle_slot, kind', isFix: false },
] as const;

/** In the order of the table's key, which costs neither a sort nor memory. */
async function movePages(db: Kysely<unknown>, { name, key, isFix }: (typeof tables)[number]) {
  const table = sql.table(name);
  const columns = key.split(', ');
  let after = sql``;
  for (;;) {
    const { rows } = await sql<Row>`
      SELECT * FROM ${table} ${after} ORDER BY ${sql.raw(key)} LIMIT ${rowsPerPage}`.execute(db);
    const last = rows.at(-1);
    if (!last) break;
    after = sql`WHERE (${sql.raw(key)}) > (${sql.join(columns.map((column) => last[column] ?? null))})`;
    const body = isFix ? pageOf(rows, []) : pageOf([], rows);
    const times = rows.map(({ time_ms: timeMs }) => timeMs);
    const [fromMs, toMs] = [Math.min(...times), Math.max(...times)];
    const counts = isFix ? [rows.length, 0] : [0, rows.length];
    await sql`INSERT INTO track_page (id, from_ms, to_ms, fix_count, reading_count, body)
      SELECT 1 + max(coalesce((SELECT max(id) FROM track_page), 0), settling_page_id), ${fromMs}, ${toMs},
        ${sql.join(counts)}, ${body} FROM track_state WHERE id = 1`.execute(db);
  }
  await sql`DROP TABLE ${table}`.execute(db);
}

/**
 * A row per fix and reading becomes pages, which the store moves on into chunks as it does with what the feed brings.
 * Moved, not fetched again: a desk that is offline after an update must still know yesterday.
 */
export const migration0110: Migration = {
  number: 110,
  name: 'track-rows',
  async up(db) {
    // What every vehicle's readings said last, since when, and when they last said something else.
    await sql`CREATE TABLE track_latest (
      vehicle_slot INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      time_ms INTEGER NOT NULL,
      value INTEGER,
      since_ms INTEGER NOT NULL,
      other_ms INTEGER,
      PRIMARY KEY (vehicle_slot, kind)
    ) STRICT, WITHOUT ROWID`.execute(db);
    for (const table of tables) await movePages(db, table);
  },
};
