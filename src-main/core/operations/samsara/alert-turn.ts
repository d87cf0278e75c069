import { createHash } from 'node:crypto';
import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { IncidentReport } from '../notifications/index.ts';
import type { Telematics } from '../telematics/index.ts';
import { changedSinceMs, type WindowRules } from './change-window.ts';
import type { AlertConfiguration, AlertIncident } from './event-schemas.ts';
import type { SamsaraGateway } from './gateway.ts';
import { configurationIdsMax } from './gateway-events.ts';
import { incidentKey, isSafetyAlert, reportOfIncident, vehicleIdOf } from './incident-report.ts';
import { reportOfSafetyEvent } from './safety-report.ts';
import { createSeenChanges } from './seen-changes.ts';
import { readReached, saveReached } from './window-repository.ts';

export interface AlertTurnDeps {
  readonly gateway: Pick<
    SamsaraGateway,
    'fetchAlertConfigurations' | 'fetchAlertIncidents' | 'fetchSafetyEvents'
  >;
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly telematics: Pick<Telematics, 'observations'>;
  /** Resolves when it is durable; the same key again is harmless. */
  readonly onIncident: (incident: IncidentReport) => Promise<void>;
  readonly serverNowMs: () => number;
  readonly onRejected: (resource: 'alerts' | 'safetyEvents', rejectedCount: number) => void;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Configurations change rarely, and incidents of a new one are not urgent in its first minutes. */
const configurationsMs = 5 * minuteMs;

/** The first time a shift's worth: each incident is a transaction in the ledger. */
const incidentWindow: WindowRules = {
  firstMs: 8 * hourMs,
  overlapMs: 2 * minuteMs,
  oldestMs: 7 * 24 * hourMs,
};
/** Events are uploaded with their videos, and may show up minutes after what they say. */
const safetyWindow: WindowRules = {
  firstMs: 8 * hourMs,
  overlapMs: 10 * minuteMs,
  oldestMs: 7 * 24 * hourMs,
};

type Turn = (signal: AbortSignal) => Promise<number>;

/** Incidents since last time, handed over; what was reached is noted only when all of it is durable. */
export function createAlertTurn(deps: AlertTurnDeps): Turn {
  const { gateway, database, telematics, serverNowMs, onIncident } = deps;
  const seen = createSeenChanges();
  let configurations: readonly AlertConfiguration[] = [];
  let configuredAtMs = Number.NEGATIVE_INFINITY;

  async function refreshConfigurations(signal: AbortSignal) {
    const nowMs = serverNowMs();
    if (Math.abs(nowMs - configuredAtMs) < configurationsMs) return;
    const list = await gateway.fetchAlertConfigurations(signal);
    if (list.rejectedCount > 0) deps.onRejected('alerts', list.rejectedCount);
    configurations = list.items;
    configuredAtMs = nowMs;
  }

  async function handOver(incidents: readonly AlertIncident[]): Promise<number> {
    const fresh = incidents.filter((its) => seen.isNew(incidentKey(its), its.updatedAtMs));
    if (fresh.length === 0) return 0;
    const presents = new Map(telematics.observations().map((its) => [its.vehicleId, its]));
    for (const incident of fresh) {
      if (!isSafetyAlert(incident)) {
        const configuration = configurations.find(({ id }) => id === incident.configurationId) ?? null;
        const present = presents.get(vehicleIdOf(incident) ?? '') ?? null;
        await onIncident(reportOfIncident(incident, configuration, present));
      }
      seen.note(incidentKey(incident), incident.updatedAtMs);
    }
    return fresh.length;
  }

  return async (signal) => {
    await refreshConfigurations(signal);
    const nowMs = serverNowMs();
    const sinceMs = changedSinceMs(incidentWindow, await readReached(database.db, 'alerts'), nowMs);
    const ids = configurations.filter(({ isEnabled }) => isEnabled).map(({ id }) => id);
    let count = 0;
    for (let at = 0; at < ids.length; at += configurationIdsMax) {
      const list = await gateway.fetchAlertIncidents(
        ids.slice(at, at + configurationIdsMax),
        sinceMs,
        signal,
      );
      if (list.rejectedCount > 0) deps.onRejected('alerts', list.rejectedCount);
      count += await handOver(list.items);
    }
    await database.transaction((trx) => saveReached(trx, 'alerts', nowMs));
    return count;
  };
}

export function createSafetyTurn(deps: AlertTurnDeps): Turn {
  const { gateway, database, serverNowMs, onIncident } = deps;
  const seen = createSeenChanges();
  return async (signal) => {
    const nowMs = serverNowMs();
    const sinceMs = changedSinceMs(safetyWindow, await readReached(database.db, 'safetyEvents'), nowMs);
    const list = await gateway.fetchSafetyEvents(sinceMs, signal);
    if (list.rejectedCount > 0) deps.onRejected('safetyEvents', list.rejectedCount);
    let count = 0;
    for (const event of list.items) {
      const report = reportOfSafetyEvent(event);
      // Much of what the office does with an event changes nothing that we tell of it.
      const mark = createHash('sha1').update(JSON.stringify(report)).digest('base64');
      if (!seen.isNew(event.id, mark)) continue;
      await onIncident(report);
      seen.note(event.id, mark);
      count += 1;
    }
    await database.transaction((trx) => saveReached(trx, 'safetyEvents', nowMs));
    return count;
  };
}
