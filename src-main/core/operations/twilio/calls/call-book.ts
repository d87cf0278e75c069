import type { Transaction } from 'kysely';
import type { SharedDatabase } from '../../../database/dialect.ts';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Ids } from '../../../platform/ids.ts';
import { createState } from '../../../platform/state.ts';
import type { CallEvent } from './call-events.ts';
import { detailsOf, eventOf, foldedColumns, liveCallOf } from './call-row.ts';
import { foldCall, type FoldedCall } from './call-status.ts';
import type { LiveCall } from './contract.ts';
import {
  insertCall,
  insertEvent,
  nextPosition,
  readCall,
  readEvents,
  readLiveCalls,
  readNewestVersion,
  readUnreturned,
  replaceWords,
  updateCall,
  type CallEventRow,
  type CallRow,
  type Database,
} from './repository.ts';
import type { PhoneTables } from '../tables.ts';
import { wordsOfCall } from './search-words.ts';
import type { CallTable } from './tables.ts';
import type { TimedEvent } from './event-order.ts';

/** No call has honestly more; the rest is left out so that one broken window cannot slow every call down. */
export const eventCountMax = 5_000;
const liveCountMax = 500;
const publishIntervalMs = 40;
/** Versions count changes of all calls: on PostgreSQL their rounds take turns, also with other hubs. */
const roundLock = 'calls';

export type EventSource = CallEventRow['source'];

export interface NewEvent {
  readonly eventId: string;
  readonly timeMs: number;
  readonly desk: string | null;
  readonly source: EventSource;
  readonly event: CallEvent;
}

/** What a call is known by before anything has happened to it. */
export type NewCall = Pick<
  CallTable,
  'id' | 'direction' | 'number' | 'number_text' | 'own_number' | 'desk' | 'begun_at_ms'
> &
  Partial<
    Pick<
      CallTable,
      | 'party_kind'
      | 'party_id'
      | 'party_name'
      | 'match_count'
      | 'driver_id'
      | 'vehicle_id'
      | 'vehicle_name'
      | 'alert_id'
    >
  >;

/** One transaction over calls. */
export interface Round {
  readonly trx: Transaction<PhoneTables>;
  readonly nowMs: number;
  insert(call: NewCall): Promise<CallRow>;
  /** How many were new. The call's columns follow. */
  append(callId: string, events: readonly NewEvent[]): Promise<number>;
  /** Columns that no event stands for. */
  change(row: CallRow, change: Partial<CallTable>): Promise<void>;
  fold(callId: string): Promise<FoldedCall>;
}

export interface CallBook {
  /** Loads what is live. */
  start(): Promise<void>;
  inRound<T>(work: (round: Round) => Promise<T>): Promise<T>;
  /** An event of the core's own, that cannot be seen twice. */
  record(callId: string, event: CallEvent, source: EventSource, desk?: string | null): Promise<void>;
  live(): readonly LiveCall[];
  watchLive(signal?: AbortSignal): AsyncGenerator<LiveCall[], void, void>;
  /** Resolves when something of this call was committed since it was asked, or `signal` aborts. */
  touched(callId: string, signal: AbortSignal): Promise<void>;
  watchVersions(signal?: AbortSignal): AsyncGenerator<number, void, void>;
  find(callId: string): Promise<{ readonly row: CallRow; readonly folded: FoldedCall } | null>;
  /** Throws `phone/unknown-call`. */
  get(callId: string): Promise<{ readonly row: CallRow; readonly folded: FoldedCall }>;
  /** Somebody else is asked from now on: who a call was answered by looks different. */
  refresh(): Promise<void>;
}

export const unknownCallError = () => new AppError('phone/unknown-call', 'No call with this id is known.');

const eventsOf = async (db: Database, callId: string): Promise<TimedEvent[]> =>
  (await readEvents(db, callId, eventCountMax)).map(eventOf).filter((event) => event !== null);

/** A person spoke with whoever was missed: those calls need no call back any more. */
async function markReturned(round: Round, row: CallRow, nextVersion: () => number): Promise<void> {
  if (row.number === null || row.answered_at_ms === null) return;
  for (const missed of await readUnreturned(round.trx, row.number, row.position)) {
    await updateCall(round.trx, missed.id, {
      returned_at_ms: row.answered_at_ms,
      version: nextVersion(),
    });
  }
}

interface RoundDeps {
  readonly identity: () => string;
  readonly touched: Set<string>;
  readonly nextVersion: () => number;
}

async function insertNew(round: Pick<Round, 'trx'>, call: NewCall, deps: RoundDeps): Promise<CallRow> {
  const position = await nextPosition(round.trx, call.begun_at_ms);
  const values = {
    match_count: 0,
    party_name: null,
    vehicle_name: null,
    ...call,
    position,
    version: deps.nextVersion(),
    phase: call.direction === 'incoming' ? ('ringing' as const) : ('dialling' as const),
    recording_count: 0,
  };
  await insertCall(round.trx, values, wordsOfCall({ ...values, note: null }));
  deps.touched.add(call.id);
  const row = await readCall(round.trx, call.id);
  if (!row) throw unknownCallError();
  return row;
}

async function appendEvents(
  round: Round,
  callId: string,
  events: readonly NewEvent[],
  deps: RoundDeps,
): Promise<number> {
  const before = await readCall(round.trx, callId);
  if (!before) throw unknownCallError();
  let newCount = 0;
  for (const { eventId, timeMs, desk, source, event } of events) {
    const isNew = await insertEvent(round.trx, {
      call_id: callId,
      event_id: eventId,
      time_ms: timeMs,
      recorded_at_ms: round.nowMs,
      source,
      desk,
      kind: event.kind,
      details: detailsOf(event),
    });
    if (isNew) newCount += 1;
  }
  if (newCount === 0) return 0;
  const folded = await round.fold(callId);
  const columns = foldedColumns(folded, before);
  const isRequeued = folded.facts.queued !== null && folded.facts.claim === null;
  await updateCall(round.trx, callId, {
    ...columns,
    ...(isRequeued ? { claimed_by: null } : {}),
    version: deps.nextVersion(),
  });
  deps.touched.add(callId);
  if (before.answered_at_ms === null && columns.answered_at_ms !== null) {
    await markReturned(round, { ...before, ...columns }, deps.nextVersion);
  }
  return newCount;
}

interface BookDeps {
  readonly database: SharedDatabase<PhoneTables>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who this desk is at the telephone service. */
  readonly identity: () => string;
  readonly nameOf: (address: string) => string | null;
}

type FoldOf = (from: Database, callId: string) => Promise<FoldedCall>;

/** What streams are fed with, after a commit; one after the other, since the later one has read the later truth. */
function createPublisher({ database, clock, identity, nameOf }: BookDeps, foldOf: FoldOf) {
  const { db } = database;
  const live = createState<LiveCall[]>([], { minIntervalMs: publishIntervalMs, clock });
  const versions = createState(0, { minIntervalMs: publishIntervalMs * 5, clock });
  let publishing: Promise<void> = Promise.resolve();

  async function publishNow(callIds: Iterable<string>): Promise<void> {
    const next = new Map(live.get().map((call) => [call.id, call]));
    for (const callId of callIds) {
      const row = await readCall(db, callId);
      if (row && row.phase !== 'ended') {
        next.set(callId, liveCallOf(row, await foldOf(db, callId), identity(), nameOf));
      } else next.delete(callId);
    }
    live.set([...next.values()].sort((left, right) => left.begunAtMs - right.begunAtMs));
    versions.update((count) => count + 1);
  }
  return {
    live,
    versions,
    publish(callIds: Iterable<string>): Promise<void> {
      publishing = publishing.catch(() => undefined).then(() => publishNow(callIds));
      return publishing;
    },
  };
}

export function createCallBook(deps: BookDeps): CallBook {
  const { database, clock, ids, identity } = deps;
  const { db } = database;
  const foldOf: FoldOf = async (from, callId) => foldCall(await eventsOf(from, callId), identity());
  const { live, versions, publish } = createPublisher(deps, foldOf);
  const listeners = new Set<(callIds: ReadonlySet<string>) => void>();

  async function inRound<T>(work: (round: Round) => Promise<T>): Promise<T> {
    const touched = new Set<string>();
    const inTransaction = async (trx: Round['trx']) => {
      let version = await readNewestVersion(trx);
      const roundDeps: RoundDeps = { identity, touched, nextVersion: () => (version += 1) };
      const round: Round = {
        trx,
        nowMs: clock.nowMs(),
        insert: (call) => insertNew(round, call, roundDeps),
        append: (callId, events) => appendEvents(round, callId, events, roundDeps),
        async change(row, change) {
          await updateCall(trx, row.id, { ...change, version: roundDeps.nextVersion() });
          await replaceWords(trx, row.position, wordsOfCall({ ...row, ...change }));
          touched.add(row.id);
        },
        fold: (callId) => foldOf(trx, callId),
      };
      return work(round);
    };
    const result = await database.transaction(inTransaction, { lock: roundLock });
    for (const listener of listeners) listener(touched);
    if (touched.size > 0) await publish(touched);
    return result;
  }

  const find: CallBook['find'] = async (callId) => {
    const row = await readCall(db, callId);
    return row ? { row, folded: await foldOf(db, callId) } : null;
  };

  const load = async () => publish((await readLiveCalls(db, liveCountMax)).map(({ id }) => id));

  return {
    start: load,
    refresh: load,
    inRound,
    find,
    record: async (callId, event, source, desk = null) => {
      await inRound((round) =>
        round.append(callId, [{ eventId: ids.next(), timeMs: round.nowMs, desk, source, event }]),
      );
    },
    live: live.get,
    watchLive: live.watch,
    touched: (callId, signal) =>
      new Promise((resolve) => {
        const listener = (callIds: ReadonlySet<string>) => {
          if (callIds.has(callId)) done();
        };
        const done = () => {
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
        signal.addEventListener('abort', done, { once: true });
      }),
    watchVersions: versions.watch,
    async get(callId) {
      const found = await find(callId);
      if (!found) throw unknownCallError();
      return found;
    },
  };
}
