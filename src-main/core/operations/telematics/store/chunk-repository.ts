import { sql } from 'kysely';
import { runBatch } from '../../../database/driver.ts';
import type { Box } from './families.ts';
import type { Database, Key } from './repository.ts';

/** A piece's id is its chunk's times this, plus its number. */
const piecesPerChunkMax = 4_096;
/** Eight such records fill a page of 4 KiB; what does not fit the last one is little. */
const pieceBytes = 500;

export interface ChunkBody {
  readonly id: number;
  readonly slot: number;
  readonly bucket: number;
  readonly body: Uint8Array;
}

interface PieceRow {
  readonly id: number;
  readonly slot: number;
  readonly bucket: number;
  readonly body: Uint8Array;
}

/** Rows of pieces, those of a chunk one after another, become chunks. */
function joinPieces(rows: readonly PieceRow[]): ChunkBody[] {
  const chunks: ChunkBody[] = [];
  for (let at = 0; at < rows.length;) {
    const { id, slot, bucket } = rows[at]!;
    let end = at + 1;
    while (rows[end]?.id === id) end += 1;
    const bodies = rows.slice(at, end).map(({ body }) => body);
    chunks.push({ id, slot, bucket, body: bodies.length === 1 ? bodies[0]! : Buffer.concat(bodies) });
    at = end;
  }
  return chunks;
}

const pieces = sql.raw(
  `JOIN track_piece p ON p.id BETWEEN c.id * ${piecesPerChunkMax} AND c.id * ${piecesPerChunkMax} + ${piecesPerChunkMax - 1}`,
);

/** Of one vehicle, buckets in [fromBucket, toBucket], in order of time. */
export async function readChunksBetween(
  db: Database,
  family: number,
  slot: number,
  fromBucket: number,
  toBucket: number,
): Promise<ChunkBody[]> {
  const { rows } = await sql<PieceRow>`
    SELECT c.id, c.vehicle_slot AS slot, c.bucket, p.body FROM track_chunk c ${pieces}
      WHERE c.vehicle_slot = ${slot} AND c.family = ${family} AND c.bucket BETWEEN ${fromBucket} AND ${toBucket}
      ORDER BY c.bucket, p.id`.execute(db);
  return joinPieces(rows);
}

export async function readChunksOf(db: Database, family: number, keys: readonly Key[]): Promise<ChunkBody[]> {
  const { rows } = await sql<PieceRow>`
    SELECT c.id, c.vehicle_slot AS slot, c.bucket, p.body FROM json_each(${JSON.stringify(keys)}) key
      CROSS JOIN track_chunk c ON c.vehicle_slot = key.value ->> 0 AND c.family = ${family} AND c.bucket = key.value ->> 1
      ${pieces} ORDER BY p.id`.execute(db);
  return joinPieces(rows);
}

/** Vehicles and buckets of the chunks of fixes that touch the box. */
export async function findChunksInBox(
  db: Database,
  options: { box: Box; fromBucket: number; toBucket: number },
): Promise<Key[]> {
  const { box, fromBucket, toBucket } = options;
  const { rows } = await sql<{ slot: number; bucket: number }>`
    SELECT c.vehicle_slot AS slot, c.bucket FROM track_box b JOIN track_chunk c ON c.id = b.id
      WHERE b.latitude_max >= ${box.latitudeMin} AND b.latitude_min <= ${box.latitudeMax}
        AND b.longitude_max >= ${box.longitudeMin} AND b.longitude_min <= ${box.longitudeMax}
        AND b.bucket_max >= ${fromBucket} AND b.bucket_min <= ${toBucket}`.execute(db);
  return rows.map(({ slot, bucket }) => [slot, bucket]);
}

export interface NewChunk {
  readonly slot: number;
  readonly bucket: number;
  readonly rowCount: number;
  readonly box: Box;
  readonly body: Uint8Array;
}

function* cut(body: Uint8Array): Generator<Uint8Array> {
  const length = Math.max(pieceBytes, Math.ceil(body.length / piecesPerChunkMax));
  for (let at = 0; at < body.length; at += length) yield body.subarray(at, at + length);
}

/** New ids at the end, so that pieces are appended and fill their pages. The chunks they replace must be gone. */
export async function insertChunks(
  trx: Database,
  family: { readonly number: number; readonly isPlaced: boolean },
  chunks: readonly NewChunk[],
): Promise<void> {
  if (chunks.length === 0) return;
  const { rows } = await sql<{ id: number }>`SELECT coalesce(max(id), 0) AS id FROM track_chunk`.execute(trx);
  const firstId = (rows[0]?.id ?? 0) + 1;
  await runBatch(
    trx,
    'INSERT INTO track_chunk (id, vehicle_slot, family, bucket, row_count, byte_count) VALUES (?, ?, ?, ?, ?, ?)',
    chunks.map(({ slot, bucket, rowCount, body }, index) => [
      firstId + index,
      slot,
      family.number,
      bucket,
      rowCount,
      body.length,
    ]),
  );
  await runBatch(
    trx,
    'INSERT INTO track_piece (id, body) VALUES (?, ?)',
    chunks.flatMap(({ body }, index) =>
      [...cut(body)].map((piece, number) => [(firstId + index) * piecesPerChunkMax + number, piece]),
    ),
  );
  if (!family.isPlaced) return;
  await runBatch(
    trx,
    `INSERT INTO track_box (id, latitude_min, latitude_max, longitude_min, longitude_max, bucket_min, bucket_max)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    chunks.map(({ box, bucket }, index) => [
      firstId + index,
      box.latitudeMin,
      box.latitudeMax,
      box.longitudeMin,
      box.longitudeMax,
      bucket,
      bucket,
    ]),
  );
}

export async function deleteChunks(trx: Database, ids: readonly number[]): Promise<void> {
  const rows = ids.map((id) => [id]);
  await runBatch(
    trx,
    'DELETE FROM track_piece WHERE id BETWEEN ? AND ?',
    ids.map((id) => [id * piecesPerChunkMax, (id + 1) * piecesPerChunkMax - 1]),
  );
  await runBatch(trx, 'DELETE FROM track_box WHERE id = ?', rows);
  await runBatch(trx, 'DELETE FROM track_chunk WHERE id = ?', rows);
}

/** Ids of chunks whose bucket is before `beforeBucket`, oldest first. */
export async function findOldChunks(
  db: Database,
  family: number,
  beforeBucket: number,
  countMax: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM track_chunk WHERE family = ${family} AND bucket < ${beforeBucket}
      ORDER BY bucket LIMIT ${countMax}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Returns how many went. */
export async function deleteOldParts(
  trx: Database,
  family: number,
  beforeBucket: number,
  countMax: number,
): Promise<number> {
  const result = await sql`
    DELETE FROM track_part WHERE id IN (
      SELECT id FROM track_part WHERE family = ${family} AND bucket < ${beforeBucket} LIMIT ${countMax})`.execute(
    trx,
  );
  return Number(result.numAffectedRows ?? 0n);
}
