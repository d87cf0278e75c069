import type { Ids } from '../../platform/ids.ts';
import { actOn, type Act, type AlertLife, type Deed } from './alert-life.ts';
import {
  endReport,
  insertAlert,
  insertReport,
  readAlert,
  readNear,
  readReport,
  readReports,
  readReportsOf,
  updateAlert,
  type ReportRow,
} from './alert-repository.ts';
import { happeningOfRow, lifeColumns, lifeOf, type AlertRow } from './alert-row.ts';
import {
  attach,
  confirm,
  isGraverThanDone,
  isNews,
  reportOf,
  spanOfIncident,
  spanOfReport,
  wordsFor,
  type AlertWriterDeps,
  type SubjectFacts,
} from './confirm-report.ts';
import type { Rule } from './contract.ts';
import type { IncidentReport } from './incident.ts';
import { record, type Round } from './round.ts';
import { isConfirmation, isRepetition, lookBackMs } from './same-happening.ts';

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

export interface ReportWriterDeps extends AlertWriterDeps {
  readonly ids: Ids;
  /** `null`: no rule wants it. */
  readonly findRule: (submission: Extract<Submission, { type: 'incident' }>) => Rule | null;
}

/** Nobody can act on what is older; it goes straight into the history. */
const historyMs = 24 * 3_600_000;

export type WriteOutcome = 'raised' | 'confirmed' | 'worsened' | 'repeated' | 'ended' | 'known' | 'unwanted';

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

async function repeat(
  round: Round,
  row: AlertRow,
  incident: IncidentReport,
  ruleId: string,
): Promise<WriteOutcome> {
  const life = actOn(lifeOf(row), { type: 'repeat' });
  const after = life === null || incident.isResolved ? lifeOf(row) : life;
  await updateAlert(round.trx, row.id, {
    ...lifeColumns(after),
    ...(await attach(round, row, incident, ruleId)),
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
  const isLoud = isNews(round, dueMs);
  const isPast = vendorNowMs - dueMs > historyMs && incident.source !== 'local';
  const overAtMs = incident.isResolved ? (incident.resolvedAtMs ?? incident.happenedAtMs) : null;
  const isDone = isPast || (overAtMs !== null && !rule.needsAcknowledgement);
  const bySwitchyard: Deed = { atMs: nowMs, by: null };
  await insertAlert(trx, {
    id,
    ...describeAlert(incident, rule, subject),
    ...wordsFor(deps, incident, subject),
    ...lifeColumns({
      needsAcknowledgement: rule.needsAcknowledgement,
      overAtMs: overAtMs ?? (isPast ? incident.happenedAtMs : null),
      acknowledged: null,
      resolved: isDone ? bySwitchyard : null,
      owner: null,
      snoozedUntilMs: null,
      escalationLevel: 0,
      attentionCount: isLoud && !isDone ? 1 : 0,
    }),
    version: round.nextVersion(),
  });
  await insertReport(trx, reportOf(incident, id, rule.id));
  await record(round, id, 'raised');
  if (rule.escalateAfterMs !== null && isLoud && !isDone) {
    await deps.scheduleEscalation(trx, id, 1, rule.escalateAfterMs);
  }
  return 'raised';
}

/** Alerts that lie near enough to be the same, with every word there was of each. */
async function readKnown(round: Round, incident: IncidentReport) {
  const { vehicleId } = incident.subject;
  if (vehicleId === null) return [];
  const rows = await readNear(round.trx, {
    vehicleId,
    kind: incident.kind,
    sinceMs: incident.happenedAtMs - lookBackMs,
    toMs: incident.happenedAtMs + lookBackMs,
  });
  const reports = await readReportsOf(
    round.trx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    row,
    happening: happeningOfRow(row),
    overAtMs: row.over_at_ms,
    told: reports.filter(({ alert_id }) => alert_id === row.id).map(spanOfReport),
  }));
}

async function add(
  deps: ReportWriterDeps,
  round: Round,
  submission: Extract<Submission, { type: 'incident' }>,
): Promise<WriteOutcome> {
  const { incident, dueMs } = submission;
  const rule = deps.findRule(submission);
  const known = await readKnown(round, incident);
  const added = { ...spanOfIncident(incident, rule?.id ?? null), happening: incident };
  const same = known.find((one) => isConfirmation(one, added) && !isGraverThanDone(one.row, rule));
  // A second word needs no rule of its own: the alert is there.
  if (same) return confirm(deps, round, same.row, { incident, rule, dueMs });
  if (rule === null) return 'unwanted';
  const repeated = known.find((one) => isRepetition(one, added));
  if (repeated) return repeat(round, repeated.row, incident, rule.id);
  return raise(deps, round, incident, rule, dueMs);
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
