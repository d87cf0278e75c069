import type { Selectable } from 'kysely';
import { stateOf, type AlertLife, type Deed } from './alert-life.ts';
import { happeningSchema, type Alert } from './contract.ts';
import type { IncidentSource } from './incident.ts';
import { incidentSources } from './incident.wire.ts';
import type { AlertTable } from './tables.ts';

export type AlertRow = Selectable<AlertTable>;

const deedOf = (atMs: number | null, by: string | null): Deed | null => (atMs === null ? null : { atMs, by });

export const sourcesOf = (row: Pick<AlertRow, 'sources'>): IncidentSource[] =>
  row.sources.split(',').flatMap((word) => incidentSources.find((source) => source === word) ?? []);

export const happeningOfRow = (row: Pick<AlertRow, 'kind' | 'details'>): Alert['happening'] =>
  happeningSchema.parse({ kind: row.kind, details: JSON.parse(row.details) as unknown });

export const lifeOf = (row: AlertRow): AlertLife => ({
  needsAcknowledgement: row.needs_acknowledgement === 1,
  overAtMs: row.over_at_ms,
  acknowledged: deedOf(row.acknowledged_at_ms, row.acknowledged_by),
  resolved: deedOf(row.resolved_at_ms, row.resolved_by),
  owner: row.owner,
  snoozedUntilMs: row.snoozed_until_ms,
  escalationLevel: row.escalation_level,
  attentionCount: row.attention_count,
});

/** The columns that `AlertLife` stands for. */
export const lifeColumns = (life: AlertLife) => ({
  state: stateOf(life),
  over_at_ms: life.overAtMs,
  acknowledged_at_ms: life.acknowledged?.atMs ?? null,
  acknowledged_by: life.acknowledged?.by ?? null,
  resolved_at_ms: life.resolved?.atMs ?? null,
  resolved_by: life.resolved?.by ?? null,
  owner: life.owner,
  snoozed_until_ms: life.snoozedUntilMs,
  escalation_level: life.escalationLevel,
  attention_count: life.attentionCount,
});

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? id });

export function alertOf(row: AlertRow): Alert {
  const { latitude, longitude } = row;
  return {
    id: row.id,
    version: row.version,
    happening: happeningOfRow(row),
    severity: row.severity,
    state: row.state,
    title: row.title,
    body: row.body,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    vehicle: named(row.vehicle_id, row.vehicle_name),
    driver: named(row.driver_id, row.driver_name),
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    place: row.place,
    happenedAtMs: row.happened_at_ms,
    occurrenceCount: row.occurrence_count,
    lastHappenedAtMs: row.last_happened_at_ms,
    overAtMs: row.over_at_ms,
    acknowledged: deedOf(row.acknowledged_at_ms, row.acknowledged_by),
    resolved: deedOf(row.resolved_at_ms, row.resolved_by),
    owner: row.owner,
    snoozedUntilMs: row.snoozed_until_ms,
    escalationLevel: row.escalation_level,
    noteCount: row.note_count,
    attentionCount: row.attention_count,
    playsSound: row.plays_sound === 1,
    showsNotification: row.shows_notification === 1,
    sources: sourcesOf(row),
  };
}
