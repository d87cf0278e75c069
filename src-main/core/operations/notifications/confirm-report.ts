import { insertReport, updateAlert } from './alert-repository.ts';
import type { ReportRow } from './alert-repository.ts';
import { actOn, type AlertLife } from './alert-life.ts';
import { happeningOfRow, lifeColumns, lifeOf, sourcesOf, type AlertRow } from './alert-row.ts';
import type { Rule } from './contract.ts';
import type { Happening, IncidentReport } from './incident.ts';
import { severities } from './incident.wire.ts';
import { record, type Round, type Transactional } from './round.ts';
import type { ToldSpan } from './same-happening.ts';
import type { AlertContext, AlertText } from './template-values.ts';

/** Where and who, as far as the fleet is known here. */
export interface SubjectFacts {
  readonly vehicleName: string | null;
  readonly driver: { readonly id: string; readonly name: string } | null;
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly place: string | null;
}

export interface AlertWriterDeps {
  readonly subjectOf: (incident: IncidentReport) => SubjectFacts;
  readonly render: (happening: Happening, context: AlertContext) => AlertText;
  readonly scheduleEscalation: (
    trx: Transactional,
    alertId: string,
    level: number,
    delayMs: number,
    round?: string,
  ) => Promise<void>;
}

/** A second word on an alert, and the rule that would have made one of it; `null`: none. */
export interface SecondWord {
  readonly incident: IncidentReport;
  readonly rule: Rule | null;
  readonly dueMs: number;
}

/** Later than this it is no news: recorded without a sound. */
const newsMs = 15 * 60_000;

export const isNews = ({ vendorNowMs }: Round, dueMs: number): boolean => vendorNowMs - dueMs <= newsMs;

const overAtOf = (incident: IncidentReport): number | null =>
  incident.isResolved ? (incident.resolvedAtMs ?? incident.happenedAtMs) : null;

export const spanOfIncident = (incident: IncidentReport, ruleId: string | null): ToldSpan => ({
  source: incident.source,
  ruleId,
  happenedAtMs: incident.happenedAtMs,
  overAtMs: overAtOf(incident),
});

export const spanOfReport = (report: ReportRow): ToldSpan => ({
  source: report.source,
  ruleId: report.rule_id,
  happenedAtMs: report.happened_at_ms,
  overAtMs: report.over_at_ms,
});

export const reportOf = (incident: IncidentReport, alertId: string, ruleId: string | null): ReportRow => ({
  key: incident.key,
  alert_id: alertId,
  source: incident.source,
  rule_id: ruleId,
  vehicle_id: incident.subject.vehicleId,
  happened_at_ms: incident.happenedAtMs,
  over_at_ms: overAtOf(incident),
});

export const wordsFor = (
  { render }: Pick<AlertWriterDeps, 'render'>,
  incident: IncidentReport,
  subject: SubjectFacts,
): AlertText =>
  render(incident, {
    truck: subject.vehicleName ?? incident.subject.vehicleId,
    driver: subject.driver?.name ?? null,
    place: subject.place,
    happenedAtMs: incident.happenedAtMs,
  });

/** Keeps what was told, and by which rule. Resolves to what it changes in the alert's row. */
export async function attach(round: Round, row: AlertRow, incident: IncidentReport, ruleId: string | null) {
  await insertReport(round.trx, reportOf(incident, row.id, ruleId));
  const sources = new Set([...sourcesOf(row), incident.source]);
  return { sources: [...sources].join(','), version: round.nextVersion() };
}

const isGraver = (rule: Rule, { severity }: AlertRow): boolean =>
  severities.indexOf(rule.severity) < severities.indexOf(severity);

/** A person is done with the lesser matter: the graver one is raised for itself. */
export const isGraverThanDone = (row: AlertRow, rule: Rule | null): boolean =>
  rule !== null && row.resolved_by !== null && isGraver(rule, row);

/** What we see lasting is not over, whatever the vendor said before. */
function lifeAfterWord(row: AlertRow, incident: IncidentReport): AlertLife {
  const life = lifeOf(row);
  if (incident.source !== 'local' || incident.isResolved || row.resolved_by !== null) return life;
  return actOn(life, { type: 'repeat' }) ?? life;
}

/** The alert becomes what the graver rule would have raised: louder, worded anew, and nobody has acknowledged that yet. */
async function worsen(
  deps: AlertWriterDeps,
  round: Round,
  row: AlertRow,
  { incident, rule, dueMs }: SecondWord & { readonly rule: Rule },
) {
  const needsAcknowledgement = row.needs_acknowledgement === 1 || rule.needsAcknowledgement;
  const life = lifeAfterWord(row, incident);
  const isLoud = isNews(round, dueMs);
  const isOpen = life.resolved === null || (needsAcknowledgement && isLoud);
  if (isOpen && isLoud && rule.escalateAfterMs !== null) {
    await deps.scheduleEscalation(round.trx, row.id, 1, rule.escalateAfterMs, `:${rule.severity}`);
  }
  return {
    ...lifeColumns({
      ...life,
      needsAcknowledgement,
      acknowledged: isOpen ? null : life.acknowledged,
      resolved: isOpen ? null : life.resolved,
      snoozedUntilMs: null,
      escalationLevel: 0,
      attentionCount: life.attentionCount + (isOpen && isLoud ? 1 : 0),
    }),
    ...wordedAnew(deps, incident),
    rule_id: rule.id,
    rule_name: rule.name,
    severity: rule.severity,
    needs_acknowledgement: needsAcknowledgement ? 1 : 0,
    escalate_after_ms: rule.escalateAfterMs ?? row.escalate_after_ms,
    plays_sound: rule.playsSound ? 1 : row.plays_sound,
    shows_notification: rule.showsNotification ? 1 : row.shows_notification,
  };
}

/** The vendor's alert of speeding may not say how fast; the second word does. */
function tellsMore(row: AlertRow, incident: IncidentReport): boolean {
  const known = happeningOfRow(row);
  if (known.kind !== 'speeding' || incident.kind !== 'speeding') return false;
  return known.details.speedMph === null && incident.details.speedMph !== null;
}

const wordedAnew = (deps: AlertWriterDeps, incident: IncidentReport) => ({
  ...wordsFor(deps, incident, deps.subjectOf(incident)),
  details: JSON.stringify(incident.details),
});

/** Another word on an alert there is already. By a graver rule it makes the alert graver. */
export async function confirm(
  deps: AlertWriterDeps,
  round: Round,
  row: AlertRow,
  word: SecondWord,
): Promise<'confirmed' | 'worsened'> {
  const { incident, rule } = word;
  const attached = await attach(round, row, incident, rule?.id ?? null);
  const isWorse = rule !== null && isGraver(rule, row);
  const change = isWorse
    ? await worsen(deps, round, row, { ...word, rule })
    : {
        ...lifeColumns(lifeAfterWord(row, incident)),
        ...(tellsMore(row, incident) ? wordedAnew(deps, incident) : {}),
      };
  await updateAlert(round.trx, row.id, { ...change, ...attached });
  const outcome = isWorse ? 'worsened' : 'confirmed';
  await record(round, row.id, outcome);
  return outcome;
}
