import { sql, type SelectQueryBuilder } from 'kysely';
import type { LedgerSchema } from '../../../database/schema.ts';
import type { CallDirection } from './call-events.ts';
import { callOutcomes, type CallOutcome, type Disposition } from './call-status.wire.ts';
import { firstPositionOf, type CallRow, type Database } from './repository.ts';

export interface LogQuery {
  readonly directions: readonly CallDirection[];
  readonly outcomes: readonly CallOutcome[];
  readonly dispositions: readonly Disposition[];
  readonly number: string | null;
  readonly driverId: string | null;
  readonly vehicleId: string | null;
  readonly hasRecording: boolean;
  readonly hasNote: boolean;
  readonly isUnreturned: boolean;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** An FTS5 expression; `null`: no search. */
  readonly words: string | null;
  readonly cursor: number | null;
  readonly countMax: number;
}

export interface LogPage {
  readonly rows: readonly CallRow[];
  readonly nextCursor: number | null;
}

/**
 * A page costs at most this many rows looked at, however rare what is asked for: then it ends early and says where to go
 * on.
 */
const scanCountMax = 2_000;
/** What fits is often near: then the rest need not be looked at. So few first, then three times as many each time. */
const firstLookCount = 64;
const lookGrowth = 3;

type Query = SelectQueryBuilder<LedgerSchema, 'call', object>;

function inRange(query: Query, asked: LogQuery): Query {
  let next = query;
  if (asked.cursor !== null) next = next.where('position', '<', asked.cursor);
  if (asked.fromMs !== null) next = next.where('position', '>=', firstPositionOf(asked.fromMs));
  if (asked.toMs !== null) next = next.where('position', '<', firstPositionOf(asked.toMs));
  return next;
}

/** A way through the log, newest first, each by an index of its own. `uses` is what it has seen to. */
interface Path {
  readonly uses: ReadonlySet<keyof LogQuery>;
  readonly branches: readonly ((query: Query) => Query)[];
}

const path = (uses: readonly (keyof LogQuery)[], ...branches: ((query: Query) => Query)[]): Path => ({
  uses: new Set(uses),
  branches,
});

/** The one that leaves the fewest rows to look at. */
function choosePath(asked: LogQuery): Path {
  const { number, driverId, vehicleId, words } = asked;
  if (number !== null) return path(['number'], (query) => query.where('number', '=', number));
  if (driverId !== null) return path(['driverId'], (query) => query.where('driver_id', '=', driverId));
  if (vehicleId !== null) return path(['vehicleId'], (query) => query.where('vehicle_id', '=', vehicleId));
  if (words !== null) return path(['words']);
  if (asked.isUnreturned) {
    return path(['isUnreturned'], (query) =>
      query.where('outcome', '=', sql.lit('missed' as const)).where('returned_at_ms', 'is', null),
    );
  }
  if (asked.dispositions.length > 0) {
    return path(
      ['dispositions'],
      ...asked.dispositions.map((one) => (query: Query) => query.where('disposition', '=', one)),
    );
  }
  if (asked.hasNote) return path(['hasNote'], (query) => query.where('note', 'is not', null));
  if (asked.hasRecording) {
    return path(['hasRecording'], (query) => query.where('recording_count', '>', sql.lit(0)));
  }
  if (asked.outcomes.length > 0 || asked.directions.length === 1) {
    const directions: readonly CallDirection[] =
      asked.directions.length > 0 ? asked.directions : ['incoming', 'outgoing'];
    const outcomes: readonly (CallOutcome | null)[] =
      asked.outcomes.length > 0 ? asked.outcomes : [null, ...callOutcomes];
    return path(
      ['directions', 'outcomes'],
      ...directions.flatMap((direction) =>
        outcomes.map(
          (outcome) => (query: Query) =>
            outcome === null
              ? query.where('direction', '=', direction).where('outcome', 'is', null)
              : query.where('direction', '=', direction).where('outcome', '=', outcome),
        ),
      ),
    );
  }
  return path([], (query) => query);
}

/** What the path did not see to. */
function withTheRest(query: Query, asked: LogQuery, { uses }: Path): { query: Query; isFiltered: boolean } {
  let next = query;
  let isFiltered = false;
  const add = (key: keyof LogQuery, isAsked: boolean, change: (query: Query) => Query) => {
    if (!isAsked || uses.has(key)) return;
    next = change(next);
    isFiltered = true;
  };
  add('directions', asked.directions.length === 1, (q) => q.where('direction', 'in', asked.directions));
  add('outcomes', asked.outcomes.length > 0, (q) => q.where('outcome', 'in', asked.outcomes));
  add('dispositions', asked.dispositions.length > 0, (q) => q.where('disposition', 'in', asked.dispositions));
  add('driverId', asked.driverId !== null, (q) => q.where('driver_id', '=', asked.driverId));
  add('vehicleId', asked.vehicleId !== null, (q) => q.where('vehicle_id', '=', asked.vehicleId));
  add('hasRecording', asked.hasRecording, (q) => q.where('recording_count', '>', 0));
  add('hasNote', asked.hasNote, (q) => q.where('note', 'is not', null));
  add('isUnreturned', asked.isUnreturned, (q) =>
    q.where('outcome', '=', 'missed').where('returned_at_ms', 'is', null),
  );
  const { words } = asked;
  add('words', words !== null, (q) =>
    q.where(sql<boolean>`position IN (SELECT rowid FROM call_text WHERE call_text MATCH ${words})`),
  );
  return { query: next, isFiltered };
}

/** Positions found by words, newest first: FTS5 walks its lists backwards, without sorting. */
async function searchedPositions(db: Database, asked: LogQuery, countMax: number): Promise<number[]> {
  const before = asked.cursor ?? Number.MAX_SAFE_INTEGER;
  const to = asked.toMs === null ? before : Math.min(before, firstPositionOf(asked.toMs));
  const { rows } = await sql<{ rowid: number }>`
    SELECT rowid FROM call_text
    WHERE call_text MATCH ${asked.words} AND rowid < ${to}
      AND rowid >= ${asked.fromMs === null ? 0 : firstPositionOf(asked.fromMs)}
    ORDER BY rowid DESC LIMIT ${countMax}`.execute(db);
  return rows.map(({ rowid }) => rowid);
}

async function positionsAlong(db: Database, asked: LogQuery, way: Path, countMax: number): Promise<number[]> {
  if (way.uses.has('words')) return searchedPositions(db, asked, countMax);
  const lists: number[][] = [];
  for (const branch of way.branches) {
    const query = branch(inRange(db.selectFrom('call') as unknown as Query, asked));
    const rows = await query.select('position').orderBy('position', 'desc').limit(countMax).execute();
    lists.push(rows.map(({ position }) => position));
  }
  return lists
    .flat()
    .sort((left, right) => right - left)
    .slice(0, countMax);
}

const atPositions = (query: Query, positions: readonly number[]): Query =>
  query.where(sql<boolean>`position IN (SELECT value FROM json_each(${JSON.stringify(positions)}))`);

/** Newest first, at a price that does not grow with the log. */
export async function readLogPage(db: Database, asked: LogQuery): Promise<LogPage> {
  const way = choosePath(asked);
  const rest = withTheRest(db.selectFrom('call') as unknown as Query, asked, way);
  const wantedCount = asked.countMax + 1;
  const rows: CallRow[] = [];
  let { cursor } = asked;
  let leftCount = rest.isFiltered ? scanCountMax : wantedCount;
  let lookCount = rest.isFiltered ? Math.max(firstLookCount, wantedCount) : wantedCount;
  for (;;) {
    const count = Math.min(lookCount, leftCount);
    const positions = await positionsAlong(db, { ...asked, cursor }, way, count);
    const found = await atPositions(rest.query, positions)
      .selectAll()
      .orderBy('position', 'desc')
      .limit(wantedCount - rows.length)
      .execute();
    rows.push(...found);
    if (rows.length === wantedCount) {
      const page = rows.slice(0, asked.countMax);
      return { rows: page, nextCursor: page.at(-1)?.position ?? null };
    }
    if (positions.length < count) return { rows, nextCursor: null };
    cursor = positions.at(-1) ?? null;
    leftCount -= count;
    if (leftCount === 0) return { rows, nextCursor: cursor };
    lookCount *= lookGrowth;
  }
}
