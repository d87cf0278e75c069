import { isAppError } from '../../../platform/errors.ts';
import { deleteChunks, insertChunks, readChunksOf, type NewChunk } from './chunk-repository.ts';
import { bucketOf, fixFamily, readingFamily, type Family } from './families.ts';
import { findDueBetween, findDueOf } from './due-repository.ts';
import { deleteParts, readPartsOf, type Database, type Key } from './repository.ts';
import type { StoreDeps } from './settle.ts';

const minuteMs = 60_000;
/** What comes this late is still in time: a closed bucket costs more to change. */
const graceMs = 30 * minuteMs;
/**
 * A late part costs 100 bytes and is read along; to write its chunk anew costs as much as closing did. So few late ones
 * wait for company, but not for ever.
 */
const finalMs = 7 * 24 * 60 * minuteMs;
const lateLimits = { partCountMin: 6, rowShareMax: 16 };

export interface CloseOutcome {
  readonly closedCount: number;
  /** Left as they are, since a body cannot be read. */
  readonly damagedCount: number;
}

interface Bodies {
  readonly chunks: readonly { readonly id: number; readonly body: Uint8Array }[];
  readonly parts: readonly { readonly id: number; readonly body: Uint8Array }[];
}

function byKey<Row extends { readonly slot: number; readonly bucket: number }>(rows: readonly Row[]) {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.slot} ${row.bucket}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return ({ slot, bucket }: { slot: number; bucket: number }) => groups.get(`${slot} ${bucket}`) ?? [];
}

/** One body of all of them; null: one cannot be read. */
function mergeBodies<Columns>(family: Family<Columns>, { chunks, parts }: Bodies): Columns | null {
  try {
    return family.merge([...chunks, ...parts].map(({ body }) => family.decode(body)));
  } catch (error) {
    if (isAppError(error) && error.code === 'telematics/damaged-chunk') return null;
    throw error;
  }
}

/** Parts and the chunk they belong to → one chunk, and they are gone: all of that or nothing. */
async function closeSlice<Columns>(
  trx: Database,
  family: Family<Columns>,
  keys: readonly Key[],
): Promise<CloseOutcome> {
  const chunksOf = byKey(await readChunksOf(trx, family.number, keys));
  const partsOf = byKey(await readPartsOf(trx, family.number, keys));
  const created: NewChunk[] = [];
  const oldChunkIds: number[] = [];
  const partIds: number[] = [];
  let damagedCount = 0;
  for (const [slot, bucket] of keys) {
    const bodies = { chunks: chunksOf({ slot, bucket }), parts: partsOf({ slot, bucket }) };
    // Forgotten meanwhile.
    if (bodies.parts.length === 0) continue;
    const columns = mergeBodies(family, bodies);
    if (columns === null) {
      damagedCount += 1;
      continue;
    }
    const box = family.boxOf(columns);
    const rowCount = family.countOf(columns);
    created.push({ slot, bucket, rowCount, box, body: family.encode(columns) });
    oldChunkIds.push(...bodies.chunks.map(({ id }) => id));
    partIds.push(...bodies.parts.map(({ id }) => id));
  }
  if (oldChunkIds.length > 0) await deleteChunks(trx, oldChunkIds);
  await insertChunks(trx, family, created);
  await deleteParts(trx, partIds);
  return { closedCount: created.length, damagedCount };
}

/** What is over since the last time, what got another part since, and what has waited long enough. */
async function findDue(
  { database: { db }, waiting }: StoreDeps,
  family: { readonly number: number },
  [finalBefore, beforeBucket]: readonly [finalBefore: number, before: number],
): Promise<Key[]> {
  const { number } = family;
  const checkedBefore = waiting.checkedBefore(number);
  const old = await findDueBetween(db, number, [Number.MIN_SAFE_INTEGER, finalBefore], null);
  const over = await findDueBetween(
    db,
    number,
    [Math.max(finalBefore, checkedBefore), beforeBucket],
    lateLimits,
  );
  const touched = waiting.touched(number).filter(([, bucket]) => bucket >= finalBefore);
  const late = touched.length === 0 ? [] : await findDueOf(db, number, touched, lateLimits);
  return [...old, ...late, ...over];
}

async function closeFamily<Columns>(
  deps: StoreDeps,
  family: Family<Columns>,
  nowMs: number,
): Promise<CloseOutcome> {
  const { database, pause, sizes, waiting } = deps;
  const beforeBucket = bucketOf(family, nowMs - graceMs);
  const due = await findDue(deps, family, [bucketOf(family, nowMs - finalMs), beforeBucket]);
  const outcome = { closedCount: 0, damagedCount: 0 };
  for (let at = 0; at < due.length; at += sizes.chunksClosed) {
    const keys = due.slice(at, at + sizes.chunksClosed);
    const slice = await database.transaction((trx) => closeSlice(trx, family, keys));
    outcome.closedCount += slice.closedCount;
    outcome.damagedCount += slice.damagedCount;
    await pause();
  }
  // Settling and closing wait for each other, so nothing was touched meanwhile.
  waiting.forgetTouched(family.number);
  waiting.noteChecked(family.number, Math.max(beforeBucket, waiting.checkedBefore(family.number)));
  return outcome;
}

/** Closes what is over, and merges what came late; in slices, each a transaction of its own. */
export async function closeDue(deps: StoreDeps, nowMs: number): Promise<CloseOutcome> {
  const fixes = await closeFamily(deps, fixFamily, nowMs);
  const readings = await closeFamily(deps, readingFamily, nowMs);
  return {
    closedCount: fixes.closedCount + readings.closedCount,
    damagedCount: fixes.damagedCount + readings.damagedCount,
  };
}
