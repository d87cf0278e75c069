import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { LedgerSchema } from '../../database/schema.ts';
import type { AlertRow } from './alert-row.ts';
import type { AlertState } from './contract.ts';
import type { AlertKind, Severity } from './incident.wire.ts';
import type { AlertEventTable, AlertReportTable, AlertTable } from './tables.ts';

/** The ledger, or a transaction of it. */
export type Database = Kysely<LedgerSchema>;
export type ReportRow = Selectable<AlertReportTable>;
export type EventRow = Selectable<AlertEventTable>;

/** Versions grow by one with every change of any alert; ask inside the transaction that uses it. */
export async function readNewestVersion(db: Database): Promise<number> {
  const row = await db
    .selectFrom('alert')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function insertAlert(trx: Database, alert: Insertable<AlertTable>): Promise<void> {
  await trx.insertInto('alert').values(alert).execute();
}

export async function updateAlert(trx: Database, id: string, change: Updateable<AlertTable>): Promise<void> {
  await trx.updateTable('alert').set(change).where('id', '=', id).execute();
}

export function readAlert(db: Database, id: string): Promise<AlertRow | undefined> {
  return db.selectFrom('alert').selectAll().where('id', '=', id).executeTakeFirst();
}

export function readReport(db: Database, key: string): Promise<ReportRow | undefined> {
  return db.selectFrom('alert_report').selectAll().where('key', '=', key).executeTakeFirst();
}

export function readReports(db: Database, alertId: string): Promise<ReportRow[]> {
  return db.selectFrom('alert_report').selectAll().where('alert_id', '=', alertId).execute();
}

export async function readReportsOf(db: Database, alertIds: readonly string[]): Promise<ReportRow[]> {
  if (alertIds.length === 0) return [];
  return db.selectFrom('alert_report').selectAll().where('alert_id', 'in', alertIds).execute();
}

export async function insertReport(trx: Database, report: Insertable<AlertReportTable>): Promise<void> {
  await trx.insertInto('alert_report').values(report).execute();
}

export async function endReport(trx: Database, key: string, overAtMs: number): Promise<void> {
  await trx
    .updateTable('alert_report')
    .set({ over_at_ms: overAtMs })
    .where('key', '=', key)
    .where('over_at_ms', 'is', null)
    .execute();
}

/** What rules found before this start and is not over yet. */
export function readStandingReports(db: Database): Promise<ReportRow[]> {
  return db
    .selectFrom('alert_report')
    .selectAll()
    .where('source', '=', sql.lit('local'))
    .where('over_at_ms', 'is', null)
    .where('rule_id', 'is not', null)
    .execute();
}

/** The last happenings of one kind and vehicle since a time, newest first. */
export function readNear(
  db: Database,
  near: {
    readonly vehicleId: string;
    readonly kind: AlertKind;
    readonly sinceMs: number;
    readonly toMs: number;
  },
): Promise<AlertRow[]> {
  return db
    .selectFrom('alert')
    .selectAll()
    .where('vehicle_id', '=', near.vehicleId)
    .where('happened_at_ms', '>=', near.sinceMs)
    .where('happened_at_ms', '<=', near.toMs)
    .where('kind', '=', near.kind)
    .orderBy('happened_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

export async function insertEvent(trx: Database, event: Insertable<AlertEventTable>): Promise<EventRow> {
  return trx.insertInto('alert_event').values(event).returningAll().executeTakeFirstOrThrow();
}

export function readEvents(db: Database, alertId: string, countMax: number): Promise<EventRow[]> {
  return db
    .selectFrom('alert_event')
    .selectAll()
    .where('alert_id', '=', alertId)
    .orderBy('id', 'desc')
    .limit(countMax)
    .execute();
}

/** Alerts that are not resolved, in the order of their last change. */
export function readActiveAfter(db: Database, version: number, countMax: number): Promise<AlertRow[]> {
  return db
    .selectFrom('alert')
    .selectAll()
    .where('state', '<>', sql.lit<AlertState>('resolved'))
    .where('version', '>', version)
    .orderBy('version')
    .limit(countMax)
    .execute();
}

/** Alerts of any state, in the order of their last change. */
export function readChangedAfter(db: Database, version: number, countMax: number): Promise<AlertRow[]> {
  return db
    .selectFrom('alert')
    .selectAll()
    .where('version', '>', version)
    .orderBy('version')
    .limit(countMax)
    .execute();
}

export interface HistoryQuery {
  readonly states: readonly AlertState[];
  readonly kinds: readonly AlertKind[];
  readonly severities: readonly Severity[];
  readonly vehicleId: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly cursor: { readonly happenedAtMs: number; readonly id: string } | null;
  readonly countMax: number;
}

/** Newest first, by the index of time or that of the vehicle. */
export function readHistory(db: Database, asked: HistoryQuery): Promise<AlertRow[]> {
  let query = db.selectFrom('alert').selectAll();
  if (asked.vehicleId !== null) query = query.where('vehicle_id', '=', asked.vehicleId);
  if (asked.fromMs !== null) query = query.where('happened_at_ms', '>=', asked.fromMs);
  if (asked.toMs !== null) query = query.where('happened_at_ms', '<', asked.toMs);
  if (asked.cursor !== null) {
    const { happenedAtMs, id } = asked.cursor;
    query = query.where(sql<boolean>`(happened_at_ms, id) < (${happenedAtMs}, ${id})`);
  }
  if (asked.states.length > 0) query = query.where('state', 'in', asked.states);
  if (asked.kinds.length > 0) query = query.where('kind', 'in', asked.kinds);
  if (asked.severities.length > 0) query = query.where('severity', 'in', asked.severities);
  return query.orderBy('happened_at_ms', 'desc').orderBy('id', 'desc').limit(asked.countMax).execute();
}
