import { sql } from 'kysely';
import type { Database, Key } from './repository.ts';

/** When late parts are worth writing their chunk anew. */
export interface LateLimits {
  readonly partCountMin: number;
  /** A late row for so many that the chunk has. */
  readonly rowShareMax: number;
}

const whenDue = ({ partCountMin, rowShareMax }: LateLimits) => sql`
  HAVING c.id IS NULL OR count(*) >= ${partCountMin} OR sum(p.row_count) * ${rowShareMax} >= c.row_count`;
const chunk = sql`LEFT JOIN track_chunk c
  ON c.vehicle_slot = p.vehicle_slot AND c.family = p.family AND c.bucket = p.bucket`;

const keysOf = (rows: readonly { readonly slot: number; readonly bucket: number }[]): Key[] =>
  rows.map(({ slot, bucket }) => [slot, bucket]);

/** Of the buckets in [fromBucket, toBucket), those whose parts are to be closed, in order of time. No limits: all. */
export async function findDueBetween(
  db: Database,
  family: number,
  [fromBucket, toBucket]: readonly [from: number, to: number],
  limits: LateLimits | null,
): Promise<Key[]> {
  const { rows } = await sql<{ slot: number; bucket: number }>`
    SELECT p.vehicle_slot AS slot, p.bucket FROM track_part p INDEXED BY track_part_by_time ${limits ? chunk : sql``}
      WHERE p.family = ${family} AND p.bucket >= ${fromBucket} AND p.bucket < ${toBucket}
      GROUP BY p.bucket, p.vehicle_slot ${limits ? whenDue(limits) : sql``}
      ORDER BY p.bucket, p.vehicle_slot`.execute(db);
  return keysOf(rows);
}

/** The same of these vehicles and buckets. */
export async function findDueOf(
  db: Database,
  family: number,
  keys: readonly Key[],
  limits: LateLimits,
): Promise<Key[]> {
  const { rows } = await sql<{ slot: number; bucket: number }>`
    SELECT p.vehicle_slot AS slot, p.bucket FROM json_each(${JSON.stringify(keys)}) key
      CROSS JOIN track_part p ON p.vehicle_slot = key.value ->> 0 AND p.family = ${family} AND p.bucket = key.value ->> 1
      ${chunk} GROUP BY p.bucket, p.vehicle_slot ${whenDue(limits)}
      ORDER BY p.bucket, p.vehicle_slot`.execute(db);
  return keysOf(rows);
}
