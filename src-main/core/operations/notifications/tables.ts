import type { Generated } from 'kysely';
import type { AlertState } from './contract.ts';
import type { IncidentSource } from './incident.ts';
import type { AlertKind, Severity } from './incident.wire.ts';

/** One line of the inbox or the history. See migrations/ledger/0030-alert.ts. */
export interface AlertTable {
  /** UUIDv7. */
  id: string;
  version: number;
  kind: AlertKind;
  rule_id: string | null;
  rule_name: string;
  severity: Severity;
  /** Derived from the columns below by `stateOf`; kept to be searched by. */
  state: AlertState;
  needs_acknowledgement: number;
  title: string;
  body: string;
  vehicle_id: string | null;
  vehicle_name: string | null;
  driver_id: string | null;
  driver_name: string | null;
  latitude: number | null;
  longitude: number | null;
  place: string | null;
  /** JSON, read with the schema of the kind. */
  details: string;
  happened_at_ms: number;
  last_happened_at_ms: number;
  occurrence_count: number;
  over_at_ms: number | null;
  acknowledged_at_ms: number | null;
  acknowledged_by: string | null;
  resolved_at_ms: number | null;
  resolved_by: string | null;
  owner: string | null;
  snoozed_until_ms: number | null;
  escalation_level: number;
  escalate_after_ms: number | null;
  attention_count: number;
  note_count: number;
  plays_sound: number;
  shows_notification: number;
  /** Comma-separated. */
  sources: string;
}

/** Which happening, by whose word, stands behind an alert. The key makes a repeated report harmless. */
export interface AlertReportTable {
  key: string;
  alert_id: string;
  source: IncidentSource;
  rule_id: string | null;
  vehicle_id: string | null;
  happened_at_ms: number;
  over_at_ms: number | null;
}

export interface AlertEventTable {
  id: Generated<number>;
  alert_id: string;
  time_ms: number;
  kind: string;
  by_user: string | null;
  text: string | null;
  until_ms: number | null;
}

export interface AlertRuleTable {
  id: string;
  version: number;
  /** JSON of a rule draft. */
  definition: string;
  updated_at_ms: number;
  /** Kept after it was deleted, so that a default rule does not come back. */
  deleted_at_ms: number | null;
}

/** Only those that a person has changed. */
export interface AlertTemplateTable {
  kind: AlertKind;
  language: string;
  title: string;
  body: string;
  updated_at_ms: number;
  updated_by: string | null;
}

export interface NotificationTables {
  alert: AlertTable;
  alert_report: AlertReportTable;
  alert_event: AlertEventTable;
  alert_rule: AlertRuleTable;
  alert_template: AlertTemplateTable;
}
