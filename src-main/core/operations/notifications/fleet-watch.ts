import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Vehicle } from '../telematics/contract.ts';
import type { Observation, Telematics } from '../telematics/index.ts';
import type { ReportRow } from './alert-repository.ts';
import type { RuleDraft } from './contract.ts';
import type { IncidentReport } from './incident.ts';
import type { SubjectFacts } from './confirm-report.ts';
import type { Submission } from './report-writer.ts';
import type { RuleBook } from './rule-book.ts';
import { createRuleEngine, type Finding, type RuleEngine } from './rule-engine.ts';
import { tryRule } from './rule-trial.ts';

export interface FleetWatchDeps {
  readonly fleet: Pick<Telematics, 'watchRoster' | 'onObserved'>;
  readonly rules: RuleBook;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly submit: (submissions: readonly Submission[]) => Promise<void>;
}

/** Keeps the rules held against the fleet, and hands on what they find. */
export function createFleetWatch(deps: FleetWatchDeps) {
  const { clock, logger, rules } = deps;
  const engine = createRuleEngine();
  const lookDurations = deps.metrics.histogram('notifications.look');
  const stopping = new AbortController();
  const drivers = new Map<string, string>();
  let roster: readonly Vehicle[] = [];
  let vendorOffsetMs = 0;
  const outbox = createOutbox(deps.submit, logger);
  let stopListening = () => {};
  let following: Promise<unknown> = Promise.resolve();

  const vendorNowMs = () => clock.nowMs() + vendorOffsetMs;

  function look(observations: readonly Observation[], nowMs: number) {
    vendorOffsetMs = nowMs - clock.nowMs();
    const startedAtMs = performance.now();
    const findings = engine.look(observations, nowMs);
    lookDurations.observe(performance.now() - startedAtMs);
    outbox.put(findings.map((finding) => submissionOf(finding, engine.vehicle(finding.vehicleId))));
  }

  async function followRoster() {
    for await (const { vehicles } of deps.fleet.watchRoster(stopping.signal)) {
      roster = vehicles;
      drivers.clear();
      for (const { driver } of vehicles) if (driver) drivers.set(driver.id, driver.name);
      engine.setRoster(vehicles);
    }
  }

  async function followRules() {
    for await (const all of rules.state.watch(stopping.signal)) engine.setRules(all);
  }

  return {
    vendorNowMs,
    subjectOf: (incident: IncidentReport) => subjectOf(incident, engine, drivers),
    vehicleOf: ({ subject }: IncidentReport) =>
      subject.vehicleId === null ? null : engine.vehicle(subject.vehicleId),
    tryRule: (draft: RuleDraft) =>
      tryRule(
        draft,
        roster.map((vehicle) => ({ vehicle, observation: engine.observation(vehicle.id) })),
        vendorNowMs(),
      ),
    start(standing: readonly ReportRow[]) {
      engine.setRules(rules.state.get());
      engine.adopt(
        standing.flatMap(({ rule_id, vehicle_id, key, happened_at_ms }) =>
          rule_id === null || vehicle_id === null
            ? []
            : [{ ruleId: rule_id, vehicleId: vehicle_id, key, sinceMs: happened_at_ms }],
        ),
      );
      following = Promise.all([followRoster(), followRules()]);
      stopListening = deps.fleet.onObserved(look);
    },
    async stop() {
      stopListening();
      stopping.abort();
      await following;
      await outbox.settled();
    },
  };
}

function submissionOf(finding: Finding, vehicle: Vehicle | null): Submission {
  if (finding.type === 'ended') return { type: 'over', key: finding.key, atMs: finding.atMs };
  const { key, ruleId, vehicleId, sinceMs, dueMs, happening } = finding;
  const incident: IncidentReport = {
    ...happening,
    key,
    subject: { vehicleId, driverId: vehicle?.driver?.id ?? null },
    happenedAtMs: sinceMs,
    isResolved: false,
    resolvedAtMs: null,
    source: 'local',
  };
  return { type: 'incident', incident, ruleId, dueMs };
}

/** Where and who, as far as the fleet is known. */
function subjectOf(
  { subject, position, place }: IncidentReport,
  engine: RuleEngine,
  drivers: ReadonlyMap<string, string>,
): SubjectFacts {
  const { vehicleId, driverId, driverName } = subject;
  const vehicle = vehicleId === null ? null : engine.vehicle(vehicleId);
  const seen = vehicleId === null ? null : engine.observation(vehicleId);
  const isPlaced = seen !== null && seen.timeMs !== null;
  return {
    vehicleName: vehicle?.name ?? null,
    driver:
      driverId === null
        ? (vehicle?.driver ?? null)
        : { id: driverId, name: drivers.get(driverId) ?? driverName ?? driverId },
    position: position ?? (isPlaced ? { latitude: seen.latitude, longitude: seen.longitude } : null),
    place: place ?? (isPlaced ? seen.address : null),
  };
}

/** What cannot be written now is written with the next look: the phases in memory have moved on already. */
function createOutbox(submit: (submissions: readonly Submission[]) => Promise<void>, logger: Logger) {
  let unsaved: readonly Submission[] = [];
  let saving: Promise<void> | null = null;

  async function save() {
    let portion: readonly Submission[] = [];
    try {
      while (unsaved.length > 0) {
        portion = unsaved;
        unsaved = [];
        await submit(portion);
      }
    } catch (error) {
      unsaved = [...portion, ...unsaved];
      logger.error({ error, count: unsaved.length }, 'alerts could not be written');
    } finally {
      saving = null;
    }
  }

  return {
    put(submissions: readonly Submission[]) {
      unsaved = [...unsaved, ...submissions];
      if (unsaved.length > 0) saving ??= save();
    },
    settled: () => saving ?? Promise.resolve(),
  };
}
