import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { isAppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Telematics, VehicleReadings } from '../telematics/index.ts';
import {
  missingBeforePlan,
  missingSpans,
  oldestWantedMs,
  partsToAdd,
  progressOf,
  type BackfillPart,
  type BackfillProgress,
} from './backfill-plan.ts';
import { addParts, readNextPart, readParts, readPlannedIds, savePart } from './backfill-repository.ts';
import type { SamsaraGateway } from './gateway.ts';
import type { StatsPage } from './stats-page.ts';

export interface BackfillDeps {
  readonly gateway: Pick<SamsaraGateway, 'fetchHistoryPage'>;
  readonly telematics: Pick<Telematics, 'ingest' | 'observations' | 'reportMissing'>;
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly days: () => number;
  readonly clock: Clock;
  readonly serverNowMs: () => number;
  readonly logger: Logger;
  readonly onProgress: (progress: BackfillProgress) => void;
}

const types = ['gps', 'engineStates', 'fuelPercents'] as const;
/** Points written in one go: the live feed waits no longer than for these. */
const pointsPerSlice = 250;
/** Of its time the past may take a quarter, so that three quarters are the present's. */
const restShare = 3;
const restMsMin = 100;
const restMsMax = 5_000;
/** Then the loop says how far it is, and looks whether the setting has changed. */
const turnMs = 10_000;
const busyMs = 2_000;
const idleMs = 60_000;
const reporter = 'backfill';

/** Tells what is missing as soon as there is an account: the first turn waits until the map stands. */
export async function announceMissing(
  deps: Pick<BackfillDeps, 'telematics' | 'database' | 'days' | 'serverNowMs'>,
): Promise<void> {
  const known = await readParts(deps.database.db);
  const untilMs = Math.ceil(deps.serverNowMs());
  deps.telematics.reportMissing(reporter, missingBeforePlan(known, deps.days(), untilMs));
}

/**
 * Fills the days before the first start from history, newest first, one page at a time, with rests. How far it is, and
 * each page's cursor, are stored with the points: a crash or a restart repeats at most a page.
 */
export function createBackfillTurn(deps: BackfillDeps) {
  const { telematics, database, clock } = deps;

  /** Resolves to when the oldest day begins. */
  async function plan(): Promise<number> {
    const vehicleIds = telematics.observations().map(({ vehicleId }) => vehicleId);
    const known = await readParts(database.db);
    const planned = await readPlannedIds(database.db);
    const untilNowMs = Math.ceil(deps.serverNowMs());
    const parts = partsToAdd(known, planned, deps.days(), untilNowMs, vehicleIds);
    if (parts.length > 0) await database.transaction((trx) => addParts(trx, parts));
    return oldestWantedMs([...known, ...parts], deps.days(), 0);
  }

  /** Resolves to whether there is nothing left to do; before the first vehicle is known there is. */
  async function tell(oldestMs: number): Promise<boolean> {
    const wanted = (await readParts(database.db)).filter(({ fromMs }) => fromMs >= oldestMs);
    telematics.reportMissing(reporter, missingSpans(wanted));
    const progress = progressOf(wanted);
    deps.onProgress(progress);
    const isPlanned = progress.partCount > 0 || deps.days() === 0;
    return isPlanned && progress.doneCount === progress.partCount;
  }

  let isIdle = false;

  async function turn(signal: AbortSignal): Promise<number> {
    const oldestMs = await plan();
    isIdle = await tell(oldestMs);
    const untilMs = clock.nowMs() + turnMs;
    let count = 0;
    while (!signal.aborted && clock.nowMs() < untilMs) {
      const part = await readNextPart(database.db, oldestMs);
      if (part === null) break;
      const startedAtMs = clock.nowMs();
      const page = await fetchPage(deps, part, signal);
      if (page !== null) count += await store(deps, part, page);
      const restMs = (clock.nowMs() - startedAtMs) * restShare;
      await clock.sleep(Math.min(restMsMax, Math.max(restMsMin, restMs)), signal);
    }
    if (count > 0) isIdle = await tell(oldestMs);
    return count;
  }

  return {
    turn,
    /** Once all is filled only the setting is looked at. */
    intervalMs: () => (isIdle ? idleMs : busyMs),
  };
}

/** `null`: the cursor was no longer good, and the part begins anew. */
async function fetchPage(
  { gateway, database }: BackfillDeps,
  part: BackfillPart,
  signal: AbortSignal,
): Promise<StatsPage | null> {
  const span = { startMs: part.fromMs, endMs: part.toMs };
  try {
    return await gateway.fetchHistoryPage(types, span, part.cursor, signal, part.vehicleIds);
  } catch (error) {
    if (part.cursor === null || !isAppError(error) || error.code !== 'samsara/cursor-expired') throw error;
    await database.transaction((trx) => savePart(trx, { ...part, cursor: null }));
    return null;
  }
}

const pointCountOf = ({ fixes, engine, fuelPercent }: VehicleReadings): number =>
  fixes.length + engine.length + fuelPercent.length;

/** A page cut so that no piece has more than `pointsPerSlice` points; nothing is left out, nothing comes twice. */
export function slicesOf(page: readonly VehicleReadings[], sizeMax = pointsPerSlice): VehicleReadings[][] {
  const slices: VehicleReadings[][] = [];
  for (const readings of page) {
    const length = Math.max(readings.fixes.length, readings.engine.length, readings.fuelPercent.length);
    const stepMax = Math.max(1, Math.floor(sizeMax / 3));
    const step = pointCountOf(readings) <= sizeMax ? Math.max(1, length) : stepMax;
    for (let at = 0; at < length; at += step) {
      const piece = {
        ...readings,
        fixes: readings.fixes.slice(at, at + step),
        engine: readings.engine.slice(at, at + step),
        fuelPercent: readings.fuelPercent.slice(at, at + step),
      };
      const last = slices.at(-1);
      const isRoom =
        last !== undefined &&
        last.reduce((sum, its) => sum + pointCountOf(its), 0) + pointCountOf(piece) <= sizeMax;
      if (isRoom) last.push(piece);
      else slices.push([piece]);
    }
  }
  return slices;
}

/** Piece by piece; the cursor goes with the last. */
async function store(deps: BackfillDeps, part: BackfillPart, page: StatsPage): Promise<number> {
  const { telematics, clock } = deps;
  const { endCursor, hasNextPage } = page;
  // A page that leads nowhere would be asked for for ever.
  const isDone = !hasNextPage || endCursor === '' || endCursor === part.cursor;
  const slices = slicesOf(page.vehicles);
  const last = slices.pop() ?? [];
  for (const slice of slices) {
    await telematics.ingest(slice, undefined, 'history');
    await clock.sleep(0);
  }
  await telematics.ingest(
    last,
    (trx) => savePart(trx, { ...part, cursor: isDone ? null : endCursor, isDone }),
    'history',
  );
  if (isDone) deps.logger.debug({ fromMs: part.fromMs, chunk: part.chunk }, 'a part of the past is filled');
  return page.vehicles.length;
}
