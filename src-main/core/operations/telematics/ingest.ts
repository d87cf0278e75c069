import type { Transaction } from 'kysely';
import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { assert } from '../../platform/errors.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { VehicleReadings } from './facts.ts';
import { engineStates, unknownU8 } from './fleet-frame.wire.ts';
import { applyReadings, type FleetState } from './fleet-state.ts';
import { saveMeasurements, type MeasurementRow } from './measurement-repository.ts';
import { addVehicles, readVehicleIndex } from './repository.ts';
import { latestOf, type LatestReading, type TrackStore } from './store/index.ts';
import { measurementKinds, readingKinds } from './tables.ts';

/** Numbers of a fix in a flat row. */
const fixWidth = 6;

export type TelematicsTransaction = Transaction<TelematicsSchema>;

/** What belongs in the same transaction, such as the cursor that the page was read with. */
export type AlsoWrite = (trx: TelematicsTransaction) => Promise<void>;

export interface IngestOutcome {
  /** Fixes of the page, also such as are known. */
  readonly fixCount: number;
  readonly newVehicleCount: number;
}

export interface IngestDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'transaction'>;
  readonly fleet: FleetState;
  /** Vehicle id → slot. */
  readonly slots: Map<string, number>;
  readonly store: Pick<TrackStore, 'append' | 'readSeriesIn'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

interface Rows {
  readonly fixes: (number | null)[];
  readonly readings: number[];
  readonly measurements: MeasurementRow[];
}

/** One vehicle's part of a page, its slot looked up once: hashing ids anew each time showed in the profile. */
interface Part {
  readonly slot: number;
  readonly readings: VehicleReadings;
}

const noSlots: ReadonlyMap<string, number> = new Map();

/** One page → rows, in ONE transaction with whatever `alsoWrite` writes → after the commit, the fleet's present. */
export function createIngest(deps: IngestDeps) {
  const { database, store, fleet, slots, clock } = deps;
  const fixesTaken = deps.metrics.counter('telematics.fixes');
  const pageDurations = deps.metrics.histogram('telematics.ingest');
  let turn: Promise<unknown> = Promise.resolve();

  /** Slots in the order of the page; vehicles that have none yet get one. */
  async function partsOf(trx: TelematicsTransaction, page: readonly VehicleReadings[]) {
    const unknown: VehicleReadings[] = [];
    const parts: Part[] = [];
    for (const readings of page) {
      const slot = slots.get(readings.vehicleId);
      if (slot === undefined) unknown.push(readings);
      else parts.push({ slot, readings });
    }
    if (unknown.length === 0) return { parts, newSlots: noSlots };
    const newSlots = await addUnknown(trx, unknown);
    for (const readings of unknown) {
      const slot = newSlots.get(readings.vehicleId);
      assert(slot !== undefined, 'a vehicle that was just added has a slot');
      parts.push({ slot, readings });
    }
    return { parts, newSlots };
  }

  async function run(page: readonly VehicleReadings[], alsoWrite?: AlsoWrite): Promise<IngestOutcome> {
    const startedAtMs = clock.nowMs();
    const engineRuns = new Map<number, LatestReading>();
    const { parts, newSlots, rows } = await database.transaction(async (trx) => {
      const { parts, newSlots } = await partsOf(trx, page);
      const rows = rowsOf(parts);
      await store.append(trx, rows.fixes, rows.readings);
      await saveMeasurements(trx, rows.measurements);
      for (const [slot, fromMs] of doubtfulEngines(parts, fleet)) {
        const span = { slot, kind: readingKinds.engine, fromMs, toMs: Number.MAX_SAFE_INTEGER };
        const latest = latestOf(await store.readSeriesIn(trx, span));
        if (latest) engineRuns.set(slot, latest);
      }
      await alsoWrite?.(trx);
      return { parts, newSlots, rows };
    });
    for (const [id, slot] of newSlots) {
      slots.set(id, slot);
      fleet.setVehicle(slot, true, false);
    }
    for (const { slot, readings } of parts) applyReadings(fleet, slot, readings);
    for (const [slot, run] of engineRuns) fleet.setEngineRun(slot, run);
    pageDurations.observe(clock.nowMs() - startedAtMs);
    const fixCount = rows.fixes.length / fixWidth;
    fixesTaken.add(fixCount);
    return { fixCount, newVehicleCount: newSlots.size };
  }

  /** One after the other, so that the fleet is moved in the order of the commits. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const outcome = turn.then(work);
    turn = outcome.catch(() => undefined);
    return outcome;
  }

  return {
    inTurn,
    store: (page: readonly VehicleReadings[], alsoWrite?: AlsoWrite) => inTurn(() => run(page, alsoWrite)),
  };
}

async function addUnknown(
  trx: TelematicsTransaction,
  unknown: readonly VehicleReadings[],
): Promise<ReadonlyMap<string, number>> {
  await addVehicles(
    trx,
    unknown.map(({ vehicleId, name }) => ({ id: vehicleId, name })),
  );
  const wanted = new Set(unknown.map(({ vehicleId }) => vehicleId));
  const added = (await readVehicleIndex(trx)).filter(({ id }) => wanted.has(id));
  return new Map(added.map(({ id, slot }) => [id, slot]));
}

function rowsOf(parts: readonly Part[]): Rows {
  const rows: Rows = { fixes: [], readings: [], measurements: [] };
  for (const { slot, readings } of parts) {
    for (const fix of readings.fixes) {
      rows.fixes.push(slot, fix.timeMs, fix.latitudeE6, fix.longitudeE6, fix.speedDeciMph, fix.headingDeg);
    }
    addReadingRows(rows, readings, slot);
    addMeasurementRows(rows, readings, slot);
  }
  return rows;
}

function addReadingRows(rows: Rows, readings: VehicleReadings, slot: number) {
  for (const { timeMs, engine } of readings.engine) {
    rows.readings.push(slot, readingKinds.engine, timeMs, engineStates.indexOf(engine));
  }
  for (const { timeMs, value } of readings.fuelPercent) {
    rows.readings.push(slot, readingKinds.fuelPercent, timeMs, Math.round(value));
  }
  for (const { timeMs, value } of readings.speedLimitMph ?? []) {
    rows.readings.push(slot, readingKinds.speedLimitMph, timeMs, Math.round(value ?? unknownU8));
  }
}

const measurementNames = ['odometerMeters', 'defLevelPercent', 'faultCount'] as const;

function addMeasurementRows(rows: Rows, readings: VehicleReadings, slot: number) {
  for (const name of measurementNames) {
    for (const { timeMs, value } of readings[name]) {
      rows.measurements.push([slot, measurementKinds[name], timeMs, value]);
    }
  }
}

/** Where a late reading contradicts what memory holds of the engine, and from when on the series has to be read. */
function doubtfulEngines(parts: readonly Part[], fleet: FleetState): Map<number, number> {
  const doubtful = new Map<number, number>();
  for (const { slot, readings } of parts) {
    for (const { timeMs, engine } of readings.engine) {
      if (!fleet.isEngineDoubtful(slot, timeMs, engine)) continue;
      doubtful.set(slot, Math.min(timeMs, doubtful.get(slot) ?? Infinity));
    }
  }
  return doubtful;
}
