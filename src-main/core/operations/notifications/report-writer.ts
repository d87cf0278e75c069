import type { Transaction } from 'kysely';
import type { LedgerSchema } from '../../database/schema.ts';
import type { Ids } from '../../platform/ids.ts';
import { actOn, type Act, type AlertLife, type Deed } from './alert-life.ts';
import {
  endReport,
  insertAlert,
  insertEvent,
  insertReport,
  readAlert,
  readNear,
  readReport,
  readReports,
  updateAlert,
  type ReportRow,
} from './alert-repository.ts';
import { happeningOfRow, lifeColumns, lifeOf, sourcesOf, type AlertRow } from './alert-row.ts';
import type { Rule } from './contract.ts';
import type { Happening, IncidentReport } from './incident.ts';
import { isConfirmation, isRepetition, lookBackMs } from './same-happening.ts';
import type { AlertText, AlertContext } from './template-values.ts';

export type Transactional = Transaction<LedgerSchema>;

/** What came in: a happening, or that one is over. */
export type Submission =
  | {
      readonly type: 'incident';
      readonly incident: IncidentReport;
      /** The rule that found it; `null`: it was reported, and a rule has to be found for it. */
      readonly ruleId: string | null;
      /** From when on it was news. */
      readonly dueMs: number;
    }
  | { readonly type: 'over'; readonly key: string; readonly atMs: number };

/** Where and who, as far as the fleet is known here. */
export interface SubjectFacts {
  readonly vehicleName: string | null;
  readonly driver: { readonly id: string; readonly name: string } | null;
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly place: string | null;
}

export interface ReportWriterDeps {
  readonly ids: Ids;
  /** `null`: no rule wants it. */
  readonly findRule: (submission: Extract<Submission, { type: 'incident' }>) => Rule | null;
  readonly subjectOf: (incident: IncidentReport) => SubjectFacts;
  readonly render: (happening: Happening, context: AlertContext) => AlertText;
  readonly scheduleEscalation: (
    trx: Transactional,
    alertId: string,
    level: number,
    delayMs: number,
  ) => Promise<void>;
}

/** One transaction: its time by both clocks, and the versions it gives out. */
export interface Round {
  readonly trx: Transactional;
  readonly nowMs: number;
  readonly vendorNowMs: number;
  nextVersion(): number;
}

/** Later than this it is no news: recorded without a sound. */
const newsMs = 15 * 60_000;
/** Nobody can act on what is older; it goes straight into the history. */
const historyMs = 24 * 3_600_000;

export type WriteOutcome = 'raised' | 'confirmed' | 'repeated' | 'ended' | 'known' | 'unwanted';

async function saveAct(round: Round, row: AlertRow, act: Act): Promise<AlertLife | null> {
  const life = actOn(lifeOf(row), act);
  if (life === null) return null;
  await updateAlert(round.trx, row.id, { ...lifeColumns(life), version: round.nextVersion() });
  return life;
}

async function end(round: Round, report: ReportRow, atMs: number): Promise<WriteOutcome> {
  if (report.over_at_ms !== null) return 'known';
  await endReport(round.trx, report.key, atMs);
  const row = await readAlert(round.trx, report.alert_id);
  if (!row) return 'known';
  // What we see ourselves outranks the vendor's word, which comes minutes later; without it all have to agree.
  const reports = await readReports(round.trx, row.id);
  const locals = reports.filter(({ source }) => source === 'local');
  const decisive = locals.length > 0 ? locals : reports;
  if (decisive.some(({ over_at_ms }) => over_at_ms === null)) return 'known';
  const life = await saveAct(round, row, { type: 'over', atMs });
  if (life === null) return 'known';
  await record(round, row.id, 'over');
  if (life.resolved !== null && row.resolved_at_ms === null) await record(round, row.id, 'resolved');
  return 'ended';
}

async function attach(round: Round, row: AlertRow, incident: IncidentReport) {
  await insertReport(round.trx, reportOf(incident, row.id, row.rule_id));
  const sources = new Set([...sourcesOf(row), incident.source]);
  return { sources: [...sources].join(','), version: round.nextVersion() };
}

async function confirm(round: Round, row: AlertRow, incident: IncidentReport): Promise<WriteOutcome> {
  await updateAlert(round.trx, row.id, await attach(round, row, incident));
  await record(round, row.id, 'confirmed');
  return 'confirmed';
}

async function repeat(round: Round, row: AlertRow, incident: IncidentReport): Promise<WriteOutcome> {
  const change = await attach(round, row, incident);
  const life = actOn(lifeOf(row), { type: 'repeat' });
  const after = life === null || incident.isResolved ? lifeOf(row) : life;
  await updateAlert(round.trx, row.id, {
    ...lifeColumns(after),
    ...change,
    details: JSON.stringify(incident.details),
    last_happened_at_ms: incident.happenedAtMs,
    occurrence_count: row.occurrence_count + 1,
  });
  await record(round, row.id, 'repeated');
  return 'repeated';
}

async function raise(
  deps: ReportWriterDeps,
  round: Round,
  incident: IncidentReport,
  rule: Rule,
  dueMs: number,
): Promise<WriteOutcome> {
  const { trx, nowMs, vendorNowMs } = round;
  const id = deps.ids.next();
  const subject = deps.subjectOf(incident);
  const isNews = vendorNowMs - dueMs <= newsMs;
  const isPast = vendorNowMs - dueMs > historyMs && incident.source !== 'local';
  const overAtMs = incident.isResolved ? (incident.resolvedAtMs ?? incident.happenedAtMs) : null;
  const isDone = isPast || (overAtMs !== null && !rule.needsAcknowledgement);
  const bySwitchyard: Deed = { atMs: nowMs, by: null };
  await insertAlert(trx, {
    id,
    ...describeAlert(incident, rule, subject),
    ...deps.render(incident, {
      truck: subject.vehicleName ?? incident.subject.vehicleId,
      driver: subject.driver?.name ?? null,
      place: subject.place,
      happenedAtMs: incident.happenedAtMs,
    }),
    ...lifeColumns({
      needsAcknowledgement: rule.needsAcknowledgement,
      overAtMs: overAtMs ?? (isPast ? incident.happenedAtMs : null),
      acknowledged: null,
      resolved: isDone ? bySwitchyard : null,
      owner: null,
      snoozedUntilMs: null,
      escalationLevel: 0,
      attentionCount: isNews && !isDone ? 1 : 0,
    }),
    version: round.nextVersion(),
  });
  await insertReport(trx, reportOf(incident, id, rule.id));
  await record(round, id, 'raised');
  if (rule.escalateAfterMs !== null && isNews && !isDone) {
    await deps.scheduleEscalation(trx, id, 1, rule.escalateAfterMs);
  }
  return 'raised';
}

async function add(
  deps: ReportWriterDeps,
  round: Round,
  submission: Extract<Submission, { type: 'incident' }>,
): Promise<WriteOutcome> {
  const { incident } = submission;
  const rule = deps.findRule(submission);
  if (rule === null) return 'unwanted';
  const { vehicleId } = incident.subject;
  const near =
    vehicleId === null
      ? []
      : await readNear(round.trx, {
          vehicleId,
          kind: incident.kind,
          sinceMs: incident.happenedAtMs - lookBackMs,
          toMs: incident.happenedAtMs + lookBackMs,
        });
  const known = near.map((row) => ({
    row,
    happening: happeningOfRow(row),
    ruleId: row.rule_id,
    happenedAtMs: row.happened_at_ms,
    lastHappenedAtMs: row.last_happened_at_ms,
    overAtMs: row.over_at_ms,
    sources: sourcesOf(row),
  }));
  const added = { happening: incident, happenedAtMs: incident.happenedAtMs, source: incident.source };
  const confirmed = known.find((one) => isConfirmation(one, added));
  if (confirmed) return confirm(round, confirmed.row, incident);
  const repeated = known.find((one) => isRepetition(one, { ...added, ruleId: rule.id }));
  if (repeated) return repeat(round, repeated.row, incident);
  return raise(deps, round, incident, rule, submission.dueMs);
}

/** Writes what was reported: finds the alert it belongs to, or raises one. Repeating it changes nothing. */
export function createReportWriter(deps: ReportWriterDeps) {
  return async (round: Round, submission: Submission): Promise<WriteOutcome> => {
    const key = submission.type === 'over' ? submission.key : submission.incident.key;
    const report = await readReport(round.trx, key);
    if (submission.type === 'over') return report ? end(round, report, submission.atMs) : 'unwanted';
    const { incident } = submission;
    if (!report) return add(deps, round, submission);
    return incident.isResolved ? end(round, report, incident.resolvedAtMs ?? incident.happenedAtMs) : 'known';
  };
}

async function record(
  round: Round,
  alertId: string,
  kind: 'raised' | 'repeated' | 'confirmed' | 'over' | 'resolved',
) {
  await insertEvent(round.trx, {
    alert_id: alertId,
    time_ms: round.nowMs,
    kind,
    by_user: null,
    text: null,
    until_ms: null,
  });
}

const reportOf = (incident: IncidentReport, alertId: string, ruleId: string | null) => ({
  key: incident.key,
  alert_id: alertId,
  source: incident.source,
  rule_id: ruleId,
  vehicle_id: incident.subject.vehicleId,
  happened_at_ms: incident.happenedAtMs,
  over_at_ms: incident.isResolved ? (incident.resolvedAtMs ?? incident.happenedAtMs) : null,
});

const describeAlert = (incident: IncidentReport, rule: Rule, subject: SubjectFacts) => ({
  kind: incident.kind,
  rule_id: rule.id,
  rule_name: rule.name,
  severity: rule.severity,
  needs_acknowledgement: rule.needsAcknowledgement ? 1 : 0,
  vehicle_id: incident.subject.vehicleId,
  vehicle_name: subject.vehicleName,
  driver_id: subject.driver?.id ?? incident.subject.driverId,
  driver_name: subject.driver?.name ?? null,
  latitude: subject.position?.latitude ?? null,
  longitude: subject.position?.longitude ?? null,
  place: subject.place,
  details: JSON.stringify(incident.details),
  happened_at_ms: incident.happenedAtMs,
  last_happened_at_ms: incident.happenedAtMs,
  occurrence_count: 1,
  escalate_after_ms: rule.escalateAfterMs,
  note_count: 0,
  plays_sound: rule.playsSound ? 1 : 0,
  shows_notification: rule.showsNotification ? 1 : 0,
  sources: incident.source,
});
