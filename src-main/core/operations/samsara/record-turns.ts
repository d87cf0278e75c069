import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { SpeedLimitFact, Telematics, VehicleReadings } from '../telematics/index.ts';
import { changedSinceMs, type WindowRules } from './change-window.ts';
import { isAppError } from '../../platform/errors.ts';
import type { SamsaraGateway } from './gateway.ts';
import { tripIdsMax } from './gateway-events.ts';
import { readCursor, saveCursor } from './repository.ts';
import { readReached, saveReached } from './window-repository.ts';

type RecordResource = 'trips' | 'dutyLogs' | 'speedLimits';

export interface RecordTurnDeps {
  readonly gateway: SamsaraGateway;
  readonly telematics: Pick<
    Telematics,
    'putTrips' | 'putDutyLogs' | 'putDutyViolations' | 'ingest' | 'observations'
  >;
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  /** How many days back the first question goes. */
  readonly backfillDays: () => number;
  readonly serverNowMs: () => number;
  readonly onRejected: (resource: RecordResource, rejectedCount: number) => void;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Nobody is known yet: soon somebody will be. */
const emptyMs = 10_000;
const tripsMs = 5 * minuteMs;

/** Trips since last time, in chunks of vehicles; stored with what was reached when all chunks are there. */
export function createTripTurn(deps: RecordTurnDeps) {
  const { gateway, telematics, database, serverNowMs } = deps;
  let isEmpty = true;

  async function turn(signal: AbortSignal): Promise<number> {
    const nowMs = serverNowMs();
    const firstMs = Math.max(1, deps.backfillDays()) * dayMs;
    const rules: WindowRules = { firstMs, overlapMs: 15 * minuteMs, oldestMs: Math.max(firstMs, 7 * dayMs) };
    const sinceMs = changedSinceMs(rules, await readReached(database.db, 'trips'), nowMs);
    const vehicleIds = telematics.observations().map(({ vehicleId }) => vehicleId);
    isEmpty = vehicleIds.length === 0;
    if (isEmpty) return 0;
    let count = 0;
    for (let at = 0; at < vehicleIds.length; at += tripIdsMax) {
      const list = await gateway.fetchTrips(vehicleIds.slice(at, at + tripIdsMax), sinceMs, signal);
      if (list.rejectedCount > 0) deps.onRejected('trips', list.rejectedCount);
      await telematics.putTrips(list.items);
      count += list.items.length;
    }
    await database.transaction((trx) => saveReached(trx, 'trips', nowMs));
    return count;
  }

  return { turn, intervalMs: () => (isEmpty ? emptyMs : tripsMs) };
}

/** Drivers' apps may be without a line for days: the last day again and again, the last week now and then. */
const recentMs = 26 * hourMs;
const farMs = 8 * dayMs;
const farEveryMs = 6 * hourMs;

export function createDutyLogTurn(deps: RecordTurnDeps) {
  const { gateway, telematics, database, serverNowMs } = deps;
  return async (signal: AbortSignal): Promise<number> => {
    const nowMs = serverNowMs();
    const farAtMs = await readReached(database.db, 'dutyLogs');
    const isFar = farAtMs === null || Math.abs(nowMs - farAtMs) >= farEveryMs;
    const span = { startMs: nowMs - (isFar ? farMs : recentMs), endMs: nowMs };
    const window = { fromMs: span.startMs, toMs: span.endMs };
    const logs = await gateway.fetchDutyLogs(span, signal);
    const violations = await gateway.fetchDutyViolations(span, signal);
    const rejectedCount = logs.rejectedCount + violations.rejectedCount;
    if (rejectedCount > 0) deps.onRejected('dutyLogs', rejectedCount);
    await telematics.putDutyLogs(logs.items, window, nowMs);
    await telematics.putDutyViolations(violations.items.flat(), window);
    if (isFar) await database.transaction((trx) => saveReached(trx, 'dutyLogs', nowMs));
    return logs.items.length;
  };
}

function asReadings(limits: readonly SpeedLimitFact[]): VehicleReadings[] {
  const byVehicle = new Map<string, { timeMs: number; value: number | null }[]>();
  for (const { vehicleId, timeMs, limitMph } of limits) {
    const list = byVehicle.get(vehicleId) ?? [];
    list.push({ timeMs, value: limitMph });
    byVehicle.set(vehicleId, list);
  }
  return [...byVehicle].map(([vehicleId, speedLimitMph]) => ({
    vehicleId,
    name: null,
    fixes: [],
    engine: [],
    fuelPercent: [],
    odometerMeters: [],
    defLevelPercent: [],
    faultCount: [],
    speedLimitMph,
  }));
}

/** A feed: begun with the limit where each truck was last, then what changed; the cursor goes with its readings. */
export function createSpeedLimitTurn(deps: RecordTurnDeps) {
  const { gateway, telematics, database, serverNowMs } = deps;
  const name = 'speedLimits';

  async function begin(signal: AbortSignal) {
    const first = await gateway.fetchSpeedLimitPage(null, signal);
    const latest = await gateway.fetchSpeedLimits(signal);
    await telematics.ingest(asReadings([...latest.items, ...first.items]), (trx) =>
      saveCursor(trx, name, first.endCursor, serverNowMs()),
    );
    return latest.items.length;
  }

  async function follow(cursor: string, signal: AbortSignal): Promise<number> {
    let [after, count] = [cursor, 0];
    for (;;) {
      const page = await gateway.fetchSpeedLimitPage(after, signal);
      if (page.rejectedCount > 0) deps.onRejected(name, page.rejectedCount);
      const next = page.endCursor === '' ? after : page.endCursor;
      await telematics.ingest(asReadings(page.items), (trx) => saveCursor(trx, name, next, serverNowMs()));
      count += page.items.length;
      if (!page.hasNextPage || next === after || signal.aborted) return count;
      after = next;
    }
  }

  return async (signal: AbortSignal): Promise<number> => {
    const known = await readCursor(database.db, name);
    if (known === null || known.cursor === '') return begin(signal);
    try {
      return await follow(known.cursor, signal);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'samsara/cursor-expired') throw error;
      return begin(signal);
    }
  };
}
