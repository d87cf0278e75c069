import type { OpenDatabase } from '../../database/connection.ts';
import type { LedgerSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { createState } from '../../platform/state.ts';
import { actOn, type Act } from './alert-life.ts';
import {
  insertEvent,
  readActiveAfter,
  readAlert,
  readChangedAfter,
  readEvents,
  readHistory,
  readNewestVersion,
  updateAlert,
  type Database,
  type EventRow,
  type HistoryQuery,
} from './alert-repository.ts';
import { alertOf, lifeColumns, lifeOf, type AlertRow } from './alert-row.ts';
import { alertEventSchema, type Alert, type AlertEvent } from './contract.ts';
import type { Submission, WriteOutcome } from './report-writer.ts';
import type { Round, Transactional } from './round.ts';
import { severities, type Severity } from './incident.wire.ts';
import { createTurns } from './turns.ts';

/** What an act leaves in the history of the alert. */
interface Trace {
  readonly kind: AlertEvent['kind'];
  readonly by: string | null;
  readonly text?: string;
  readonly untilMs?: number;
}

export interface ActiveAlerts {
  readonly begins: boolean;
  readonly isWhole: boolean;
  readonly alerts: Alert[];
  readonly goneIds: string[];
}

export interface AlertBook {
  /** Resolves when it is durable. */
  submit(submissions: readonly Submission[]): Promise<void>;
  /** The same act on several alerts; what it does not change is left alone. `also` runs in the same transaction. */
  act(
    alertIds: readonly string[],
    act: Act,
    trace: Trace,
    also?: (trx: Transactional, alert: AlertRow) => Promise<void>,
  ): Promise<number>;
  /** Throws `notifications/unknown-alert`. */
  addNote(alertId: string, text: string, by: string): Promise<AlertEvent>;
  /** Throws `notifications/unknown-alert`. */
  read(alertId: string): Promise<{ alert: Alert; events: AlertEvent[] }>;
  find(alertId: string): Promise<AlertRow | undefined>;
  list(query: HistoryQuery): Promise<{ alerts: Alert[]; nextCursor: HistoryQuery['cursor'] }>;
  watchActive(signal?: AbortSignal): AsyncGenerator<ActiveAlerts, void, void>;
}

const eventCountMax = 200;
/** Some 250 kB per message. */
const portionCount = 500;
/** Locks out everything else on the ledger for some tens of milliseconds at most. */
const submissionCountMax = 200;
const publishIntervalMs = 200;

const eventOf = (row: EventRow): AlertEvent => ({
  id: row.id,
  timeMs: row.time_ms,
  kind: alertEventSchema.shape.kind.parse(row.kind),
  by: row.by_user,
  text: row.text,
  untilMs: row.until_ms,
});

/** Escalation makes an alert graver by one. */
const graver = (severity: Severity): Severity =>
  severities[Math.max(0, severities.indexOf(severity) - 1)] ?? severity;

const unknownAlert = () => new AppError('notifications/unknown-alert', 'No alert with this id is known.');

type InRound = <T>(work: (round: Round) => Promise<T>) => Promise<T>;

/** One transaction after the other; `publish` follows the commit of one that changed something. */
function createRounds(deps: {
  readonly database: OpenDatabase<LedgerSchema>;
  readonly clock: Clock;
  readonly vendorNowMs: () => number;
  readonly publish: () => void;
}): InRound {
  const { database, clock, vendorNowMs, publish } = deps;
  const inTurn = createTurns();
  return (work) =>
    inTurn(async () => {
      let isChanged = false;
      const result = await database.transaction(async (trx) => {
        let version = await readNewestVersion(trx);
        return work({
          trx,
          nowMs: clock.nowMs(),
          vendorNowMs: vendorNowMs(),
          nextVersion() {
            isChanged = true;
            version += 1;
            return version;
          },
        });
      });
      if (isChanged) publish();
      return result;
    });
}

const leaveTrace = (round: Round, alertId: string, { kind, by, text, untilMs }: Trace) =>
  insertEvent(round.trx, {
    alert_id: alertId,
    time_ms: round.nowMs,
    kind,
    by_user: by,
    text: text ?? null,
    until_ms: untilMs ?? null,
  });

async function actOnOne(round: Round, row: AlertRow, act: Act, trace: Trace): Promise<boolean> {
  const before = lifeOf(row);
  const life = actOn(before, act);
  if (life === null) return false;
  await updateAlert(round.trx, row.id, {
    ...lifeColumns(life),
    ...(act.type === 'escalate' ? { severity: graver(row.severity) } : {}),
    version: round.nextVersion(),
  });
  await leaveTrace(round, row.id, trace);
  const isResolvedToo = life.resolved !== null && before.resolved === null && trace.kind !== 'resolved';
  if (isResolvedToo) await leaveTrace(round, row.id, { kind: 'resolved', by: life.resolved.by });
  return true;
}

async function addNote(round: Round, alertId: string, text: string, by: string): Promise<AlertEvent> {
  const row = await readAlert(round.trx, alertId);
  if (!row) throw unknownAlert();
  const event = await leaveTrace(round, alertId, { kind: 'noted', by, text });
  await updateAlert(round.trx, alertId, { note_count: row.note_count + 1, version: round.nextVersion() });
  return eventOf(event);
}

/** First what is active now, then what changed since; nothing can fall between the two. */
async function* watchActive(
  db: Database,
  changes: AsyncGenerator<number, void, void>,
): AsyncGenerator<ActiveAlerts, void, void> {
  let seenVersion = await readNewestVersion(db);
  for (let portionVersion = 0, begins = true; ; begins = false) {
    const rows = await readActiveAfter(db, portionVersion, portionCount);
    const isWhole = rows.length < portionCount;
    yield { begins, isWhole, alerts: rows.map(alertOf), goneIds: [] };
    if (isWhole) break;
    portionVersion = rows.at(-1)?.version ?? portionVersion;
  }
  for await (const _count of changes) {
    for (;;) {
      const rows = await readChangedAfter(db, seenVersion, portionCount);
      if (rows.length === 0) break;
      seenVersion = rows.at(-1)?.version ?? seenVersion;
      const active = rows.filter(({ state }) => state !== 'resolved');
      const gone = rows.filter(({ state }) => state === 'resolved');
      yield { begins: false, isWhole: true, alerts: active.map(alertOf), goneIds: gone.map(({ id }) => id) };
    }
  }
}

async function listHistory(db: Database, query: HistoryQuery) {
  const rows = await readHistory(db, { ...query, countMax: query.countMax + 1 });
  const alerts = rows.slice(0, query.countMax).map(alertOf);
  const last = alerts.at(-1);
  const hasMore = rows.length > query.countMax && last !== undefined;
  return { alerts, nextCursor: hasMore ? { happenedAtMs: last.happenedAtMs, id: last.id } : null };
}

export function createAlertBook(deps: {
  readonly database: OpenDatabase<LedgerSchema>;
  readonly clock: Clock;
  readonly vendorNowMs: () => number;
  readonly write: (round: Round, submission: Submission) => Promise<WriteOutcome>;
  readonly metrics: Metrics;
}): AlertBook {
  const { clock, metrics } = deps;
  const { db } = deps.database;
  const changes = createState(0, { minIntervalMs: publishIntervalMs, clock });
  const inRound = createRounds({ ...deps, publish: () => changes.update((count) => count + 1) });

  return {
    watchActive: (signal) => watchActive(db, changes.watch(signal)),
    async submit(submissions) {
      for (let start = 0; start < submissions.length; start += submissionCountMax) {
        const portion = submissions.slice(start, start + submissionCountMax);
        await inRound(async (round) => {
          for (const submission of portion) {
            const outcome = await deps.write(round, submission);
            metrics.counter('notifications.reports', { outcome }).add();
          }
        });
      }
    },
    act: (alertIds, act, trace, also) =>
      inRound(async (round) => {
        let changedCount = 0;
        for (const alertId of new Set(alertIds)) {
          const row = await readAlert(round.trx, alertId);
          if (!row || !(await actOnOne(round, row, act, trace))) continue;
          await also?.(round.trx, row);
          changedCount += 1;
        }
        return changedCount;
      }),
    addNote: (alertId, text, by) => inRound((round) => addNote(round, alertId, text, by)),
    async read(alertId) {
      const row = await readAlert(db, alertId);
      if (!row) throw unknownAlert();
      const events = await readEvents(db, alertId, eventCountMax);
      return { alert: alertOf(row), events: events.map(eventOf) };
    },
    find: (alertId) => readAlert(db, alertId),
    list: (query) => listHistory(db, query),
  };
}
