import { sql, type Kysely } from 'kysely';
import { runBatch } from '../../../database/driver.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import type { Box } from './families.ts';

export type Database = Kysely<TelematicsSchema>;

export interface TrackState {
  /** Pages up to this one are being moved into parts; 0: none are. */
  readonly settlingPageId: number;
  /** Of those pages, vehicles up to this slot are already moved. */
  readonly settledSlot: number;
  readonly fixesForgottenBeforeMs: number;
  readonly readingsForgottenBeforeMs: number;
}

export async function readState(db: Database): Promise<TrackState> {
  const { rows } = await sql<TrackState>`
    SELECT settling_page_id AS settlingPageId, settled_slot AS settledSlot,
      fixes_forgotten_before_ms AS fixesForgottenBeforeMs, readings_forgotten_before_ms AS readingsForgottenBeforeMs
    FROM track_state WHERE id = 1`.execute(db);
  return rows[0]!;
}

export const saveSettling = (trx: Database, pageId: number, slot: number) =>
  sql`UPDATE track_state SET settling_page_id = ${pageId}, settled_slot = ${slot} WHERE id = 1`.execute(trx);

/** A bound never moves back: what was forgotten stays so. */
export const saveForgotten = (trx: Database, fixesBeforeMs: number, readingsBeforeMs: number) =>
  sql`UPDATE track_state SET
    fixes_forgotten_before_ms = max(fixes_forgotten_before_ms, ${fixesBeforeMs}),
    readings_forgotten_before_ms = max(readings_forgotten_before_ms, ${readingsBeforeMs}) WHERE id = 1`.execute(
    trx,
  );

export interface PageRow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fixCount: number;
  readonly readingCount: number;
  readonly body: Uint8Array;
}

/**
 * With a number above those that are being moved, also when they are gone already. AUTOINCREMENT would do that too, for
 * another database page written with each page of the feed.
 */
export const insertPage = (trx: Database, page: PageRow) =>
  runBatch(
    trx,
    `INSERT INTO track_page (id, from_ms, to_ms, fix_count, reading_count, body)
     SELECT 1 + max(coalesce((SELECT max(id) FROM track_page), 0), settling_page_id), ?, ?, ?, ?, ?
     FROM track_state WHERE id = 1`,
    [[page.fromMs, page.toMs, page.fixCount, page.readingCount, page.body]],
  );

/**
 * Of the pages before the first one with anything at or after `beforeMs`: the last of the oldest that together hold at
 * most `rowCountMax` rows, but at least one page. Null: there is none.
 */
export async function findSettlingBound(
  db: Database,
  rowCountMax: number,
  beforeMs: number,
): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`
    SELECT max(id) AS id FROM (
      SELECT id, sum(fix_count + reading_count) OVER (ORDER BY id) AS total, row_number() OVER (ORDER BY id) AS number,
        max(to_ms) OVER (ORDER BY id) AS newest
      FROM track_page) WHERE (total <= ${rowCountMax} OR number = 1) AND newest < ${beforeMs}`.execute(db);
  return rows[0]?.id ?? null;
}

export async function readPagesAfter(
  db: Database,
  afterId: number,
  throughId: number,
  countMax: number,
): Promise<{ readonly id: number; readonly body: Uint8Array }[]> {
  const { rows } = await sql<{ id: number; body: Uint8Array }>`
    SELECT id, body FROM track_page WHERE id > ${afterId} AND id <= ${throughId} ORDER BY id LIMIT ${countMax}
  `.execute(db);
  return rows;
}

/** What is on all pages through this one. */
export async function countRowsThrough(
  db: Database,
  throughId: number,
): Promise<{ readonly fixCount: number; readonly readingCount: number }> {
  const { rows } = await sql<{ fixCount: number; readingCount: number }>`
    SELECT coalesce(sum(fix_count), 0) AS fixCount, coalesce(sum(reading_count), 0) AS readingCount
      FROM track_page WHERE id <= ${throughId}`.execute(db);
  return rows[0] ?? { fixCount: 0, readingCount: 0 };
}

/** Numbers of pages with anything in [fromMs, toMs], oldest first. */
export async function findPagesBetween(db: Database, fromMs: number, toMs: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM track_page WHERE to_ms >= ${fromMs} AND from_ms <= ${toMs} ORDER BY id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Oldest first; those that are gone are left out. */
export async function readPageBodies(
  db: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; body: Uint8Array }>`
    SELECT id, body FROM track_page WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))
      ORDER BY id`.execute(db);
  return new Map(rows.map(({ id, body }) => [id, body]));
}

/** Returns how many went. */
export async function deletePages(trx: Database, throughId: number, countMax: number): Promise<number> {
  const result = await sql`
    DELETE FROM track_page WHERE id IN (SELECT id FROM track_page WHERE id <= ${throughId} ORDER BY id LIMIT ${countMax})
  `.execute(trx);
  return Number(result.numAffectedRows ?? 0n);
}

export interface PartRow {
  readonly slot: number;
  readonly family: number;
  readonly bucket: number;
  readonly rowCount: number;
  readonly box: Box;
  readonly body: Uint8Array;
}

export const insertParts = (trx: Database, parts: readonly PartRow[]) =>
  runBatch(
    trx,
    `INSERT INTO track_part (vehicle_slot, family, bucket, row_count, latitude_min, latitude_max, longitude_min,
      longitude_max, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    parts.map(({ slot, family, bucket, rowCount, box, body }) => [
      slot,
      family,
      bucket,
      rowCount,
      box.latitudeMin,
      box.latitudeMax,
      box.longitudeMin,
      box.longitudeMax,
      body,
    ]),
  );

/** Fixes, readings and bytes of their bodies; those on pages and in parts may repeat each other. */
export async function countRows(
  db: Database,
): Promise<{ fixCount: number; readingCount: number; bodyBytes: number }> {
  const { rows } = await sql<{ fixCount: number; readingCount: number; bodyBytes: number }>`
    SELECT coalesce(sum(fixes), 0) AS fixCount, coalesce(sum(readings), 0) AS readingCount,
      coalesce(sum(bytes), 0) AS bodyBytes FROM (
      SELECT sum(fix_count) AS fixes, sum(reading_count) AS readings, sum(length(body)) AS bytes FROM track_page
      UNION ALL SELECT sum(iif(family = 0, row_count, 0)), sum(iif(family = 0, 0, row_count)), sum(length(body))
        FROM track_part
      UNION ALL SELECT sum(iif(family = 0, row_count, 0)), sum(iif(family = 0, 0, row_count)), sum(byte_count)
        FROM track_chunk)`.execute(db);
  return rows[0]!;
}

export type Key = readonly [slot: number, bucket: number];

export interface PartBody {
  readonly id: number;
  readonly slot: number;
  readonly bucket: number;
  readonly body: Uint8Array;
}

/** In the order in which they were stored. */
export async function readPartsOf(db: Database, family: number, keys: readonly Key[]): Promise<PartBody[]> {
  const { rows } = await sql<PartBody>`
    SELECT p.id, p.vehicle_slot AS slot, p.bucket, p.body FROM json_each(${JSON.stringify(keys)}) key
      CROSS JOIN track_part p ON p.vehicle_slot = key.value ->> 0 AND p.family = ${family} AND p.bucket = key.value ->> 1
      ORDER BY p.id`.execute(db);
  return rows;
}

/** Of one vehicle, buckets in [fromBucket, toBucket], in the order in which they were stored. */
export async function readPartsBetween(
  db: Database,
  family: number,
  slot: number,
  fromBucket: number,
  toBucket: number,
): Promise<PartBody[]> {
  const { rows } = await sql<PartBody>`
    SELECT id, vehicle_slot AS slot, bucket, body FROM track_part
      WHERE vehicle_slot = ${slot} AND family = ${family} AND bucket BETWEEN ${fromBucket} AND ${toBucket}
      ORDER BY id`.execute(db);
  return rows;
}

export const deleteParts = (trx: Database, ids: readonly number[]) =>
  sql`DELETE FROM track_part WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`.execute(trx);

/** Which of these vehicles and buckets have parts or a chunk. */
export async function findTaken(
  db: Database,
  family: number,
  keys: readonly Key[],
): Promise<(slot: number, bucket: number) => boolean> {
  const { rows } = await sql<{ slot: number; bucket: number }>`
    SELECT key.value ->> 0 AS slot, key.value ->> 1 AS bucket FROM json_each(${JSON.stringify(keys)}) key
      WHERE EXISTS (SELECT 1 FROM track_chunk c
          WHERE c.vehicle_slot = key.value ->> 0 AND c.family = ${family} AND c.bucket = key.value ->> 1)
        OR EXISTS (SELECT 1 FROM track_part p
          WHERE p.vehicle_slot = key.value ->> 0 AND p.family = ${family} AND p.bucket = key.value ->> 1)
  `.execute(db);
  const taken = new Set(rows.map(({ slot, bucket }) => `${slot} ${bucket}`));
  return (slot, bucket) => taken.has(`${slot} ${bucket}`);
}

/** Of one vehicle, the last buckets through `throughBucket` that hold anything, newest first. */
export async function findBucketsThrough(
  db: Database,
  family: number,
  slot: number,
  throughBucket: number,
  countMax: number,
): Promise<number[]> {
  const last = (table: 'track_chunk' | 'track_part') => sql`
    SELECT * FROM (SELECT DISTINCT bucket FROM ${sql.table(table)}
      WHERE vehicle_slot = ${slot} AND family = ${family} AND bucket <= ${throughBucket}
      ORDER BY bucket DESC LIMIT ${countMax})`;
  const { rows } = await sql<{ bucket: number }>`
    ${last('track_chunk')} UNION ${last('track_part')} ORDER BY bucket DESC LIMIT ${countMax}`.execute(db);
  return rows.map(({ bucket }) => bucket);
}

const tables = ['page', 'part', 'chunk', 'piece', 'box', 'newest', 'latest'] as const;

export async function deleteEverything(trx: Database): Promise<void> {
  for (const table of tables) await sql`DELETE FROM ${sql.table(`track_${table}`)}`.execute(trx);
  await sql`UPDATE track_state SET settling_page_id = 0, settled_slot = -1, fixes_forgotten_before_ms = 0,
    readings_forgotten_before_ms = 0 WHERE id = 1`.execute(trx);
}

/** What waits in pages. */
export async function countPages(db: Database): Promise<{ pageCount: number; rowCount: number }> {
  const { rows } = await sql<{ pageCount: number; rowCount: number }>`
    SELECT count(*) AS pageCount, coalesce(sum(fix_count + reading_count), 0) AS rowCount FROM track_page`.execute(
    db,
  );
  return rows[0] ?? { pageCount: 0, rowCount: 0 };
}

/** Vehicles and buckets that have a part touching the box. */
export async function findPartsInBox(
  db: Database,
  options: { family: number; box: Box; fromBucket: number; toBucket: number },
): Promise<Key[]> {
  const { family, box, fromBucket, toBucket } = options;
  const { rows } = await sql<{ slot: number; bucket: number }>`
    SELECT DISTINCT vehicle_slot AS slot, bucket FROM track_part INDEXED BY track_part_by_time
      WHERE family = ${family} AND bucket BETWEEN ${fromBucket} AND ${toBucket}
        AND latitude_max >= ${box.latitudeMin} AND latitude_min <= ${box.latitudeMax}
        AND longitude_max >= ${box.longitudeMin} AND longitude_min <= ${box.longitudeMax}`.execute(db);
  return rows.map(({ slot, bucket }) => [slot, bucket]);
}
