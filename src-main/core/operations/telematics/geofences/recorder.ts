import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { Freshness } from '../fleet-frame.wire.ts';
import type { Observation } from '../observations.ts';
import type { GeofenceEvent } from './contract.ts';
import { incidentOf, isWanted, type GeofenceIncident } from './incident.ts';
import { hasFindings, type Findings, type Monitor } from './monitor.ts';
import {
  addEvents,
  endStays,
  eventOf,
  forgetBefore,
  markReported,
  readNewestEvents,
  readUnreportedEvents,
  saveStays,
  type Database,
  type StoredEvent,
} from './visit-repository.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const newestCount = 100;
const tickIntervalMs = 15_000;
const forgetIntervalMs = 60 * minuteMs;
const unreportedCountMax = 500;
/** Of what happened longer ago nobody needs an alert: it is in the visits. */
const reportableMs = dayMs;

export interface RecorderDeps {
  /** How long stays are kept that are over. */
  readonly keptMs: () => number;
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly monitor: Monitor;
  readonly report: (incident: GeofenceIncident) => Promise<void>;
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface State {
  turn: Promise<void>;
  newest: readonly GeofenceEvent[];
  readonly freshness: Map<string, Freshness>;
  tickedAtMs: number;
  forgotAtMs: number;
  hasUnreported: boolean;
}

/** Writes what was found, in order, and tells of it after the commit. What could not be told is told again later. */
export function createRecorder(deps: RecorderDeps) {
  const state: State = {
    turn: Promise.resolve(),
    newest: [],
    freshness: new Map(),
    tickedAtMs: 0,
    forgotAtMs: 0,
    hasUnreported: true,
  };

  function inTurn(work: () => Promise<void>) {
    state.turn = state.turn.then(work).catch((error: unknown) => {
      deps.logger.error({ error }, 'what happened at geofences could not be recorded');
    });
  }

  function record(findings: Findings) {
    if (!hasFindings(findings)) return;
    inTurn(() => write(deps, state, findings));
  }

  return {
    record,
    newestEvents: () => state.newest,
    settled: () => state.turn,
    async start() {
      state.newest = await readNewestEvents(deps.database.db, newestCount);
    },
    /** Once a second: time passes for those that stand; a few times a minute is enough. */
    takeObservations(observations: readonly Observation[], nowMs: number) {
      for (const { vehicleId, freshness } of observations) state.freshness.set(vehicleId, freshness);
      if (Math.abs(nowMs - state.tickedAtMs) < tickIntervalMs) return;
      state.tickedAtMs = nowMs;
      record(deps.monitor.tick(nowMs, (vehicleId) => isVouchedFor(state.freshness.get(vehicleId))));
      if (state.hasUnreported) inTurn(() => reportLeft(deps, state, nowMs));
      if (Math.abs(nowMs - state.forgotAtMs) < forgetIntervalMs) return;
      state.forgotAtMs = nowMs;
      inTurn(() => deps.database.transaction((trx) => forgetBefore(trx, nowMs - deps.keptMs())));
    },
    clear() {
      state.freshness.clear();
      state.newest = [];
      deps.onChange();
    },
    async stop() {
      await state.turn;
    },
  };
}

/** A truck that has fallen silent on the road may be anywhere by now. */
const isVouchedFor = (freshness: Freshness | undefined) => freshness === 'live' || freshness === 'delayed';

async function write(deps: RecorderDeps, state: State, findings: Findings) {
  const stored = await deps.database.transaction(async (trx) => {
    await writeChanges(trx, findings);
    return addEvents(
      trx,
      findings.events.map((event) => ({
        ...event,
        isReported: !isWanted(event.kind, deps.monitor.geofence(event.geofenceId)),
      })),
    );
  });
  state.newest = [...stored.map(eventOf), ...state.newest]
    .sort((a, b) => b.timeMs - a.timeMs || b.id - a.id)
    .slice(0, newestCount);
  deps.onChange();
  const wanted = stored.filter(({ kind, geofenceId }) => isWanted(kind, deps.monitor.geofence(geofenceId)));
  state.hasUnreported ||= wanted.length > 0;
  await reportAll(deps, wanted);
  for (const incident of findings.over) await deps.report(incident);
}

/** In order: a stay that begins and ends in one page is first there and then over. */
async function writeChanges(trx: Database, { changes }: Findings) {
  for (let at = 0; at < changes.length;) {
    const { kind } = changes[at]!;
    let end = at;
    while (end < changes.length && changes[end]!.kind === kind) end += 1;
    const run = changes.slice(at, end);
    await saveStays(
      trx,
      run.flatMap((change) => (change.kind === 'save' ? [change.stay] : [])),
    );
    await endStays(
      trx,
      run.flatMap((change) => (change.kind === 'end' ? [change.stay] : [])),
    );
    at = end;
  }
}

async function reportAll(deps: RecorderDeps, events: readonly StoredEvent[]) {
  if (events.length === 0) return;
  for (const event of events) await deps.report(incidentOf(event, deps.monitor.geofence(event.geofenceId)));
  await deps.database.transaction((trx) =>
    markReported(
      trx,
      events.map(({ id }) => id),
    ),
  );
}

/** What a crash or a failure left untold. */
async function reportLeft(deps: RecorderDeps, state: State, nowMs: number) {
  const left = await readUnreportedEvents(deps.database.db, unreportedCountMax);
  state.hasUnreported = left.length === unreportedCountMax;
  const [recent, old] = [
    left.filter(({ timeMs }) => nowMs - timeMs <= reportableMs),
    left.filter(({ timeMs }) => nowMs - timeMs > reportableMs),
  ];
  await reportAll(deps, recent);
  await deps.database.transaction((trx) =>
    markReported(
      trx,
      old.map(({ id }) => id),
    ),
  );
}
