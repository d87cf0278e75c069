import type { Transaction } from 'kysely';
import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { assert } from '../../platform/errors.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { VehicleReadings } from './facts.ts';
import { engineStates, unknownU8 } from './fleet-frame.wire.ts';
import { applyReadings, type FleetState } from './fleet-state.ts';
import {
  insertRows,
  readEngineSince,
  saveMeasurements,
  type FlatRows,
  type MeasurementRow,
} from './fixes/repository.ts';
import { addVehicles, readVehicleIndex } from './repository.ts';
import { measurementKinds, readingKinds } from './tables.ts';

export type TelematicsTransaction = Transaction<TelematicsSchema>;

/** What belongs in the same transaction, such as the cursor that the page was read with. */
export type AlsoWrite = (trx: TelematicsTransaction) => Promise<void>;

export interface IngestOutcome {
  /** Fixes that were not known yet. */
  readonly storedFixCount: number;
  readonly newVehicleCount: number;
}

export interface IngestDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'transaction'>;
  readonly fleet: FleetState;
  /** Vehicle id → slot. */
  readonly slots: Map<string, number>;
  /** Rows older than this are stored by vehicle at once; see upkeep. Asked inside the transaction. */
  readonly settledBeforeMs: () => number;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

interface Rows {
  readonly recentFixes: FlatRows;
  readonly settledFixes: FlatRows;
  readonly recentReadings: FlatRows;
  readonly settledReadings: FlatRows;
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
  const { database, fleet, slots, clock } = deps;
  const storedFixes = deps.metrics.counter('telematics.fixes');
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
    const engineSince = new Map<number, number>();
    const { parts, newSlots, storedFixCount } = await database.transaction(async (trx) => {
      const { parts, newSlots } = await partsOf(trx, page);
      const storedFixCount = await write(trx, rowsOf(parts, deps.settledBeforeMs()));
      for (const slot of slotsWithLateEngine(parts, fleet)) {
        const sinceMs = await readEngineSince(trx, slot);
        if (sinceMs !== null) engineSince.set(slot, sinceMs);
      }
      await alsoWrite?.(trx);
      return { parts, newSlots, storedFixCount };
    });
    for (const [id, slot] of newSlots) {
      slots.set(id, slot);
      fleet.setVehicle(slot, true, false);
    }
    for (const { slot, readings } of parts) applyReadings(fleet, slot, readings);
    for (const [slot, sinceMs] of engineSince) fleet.setEngineSince(slot, sinceMs);
    pageDurations.observe(clock.nowMs() - startedAtMs);
    storedFixes.add(storedFixCount);
    return { storedFixCount, newVehicleCount: newSlots.size };
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

function rowsOf(parts: readonly Part[], settledBeforeMs: number): Rows {
  const rows: Rows = {
    recentFixes: [],
    settledFixes: [],
    recentReadings: [],
    settledReadings: [],
    measurements: [],
  };
  for (const { slot, readings } of parts) {
    for (const fix of readings.fixes) {
      const target = fix.timeMs < settledBeforeMs ? rows.settledFixes : rows.recentFixes;
      target.push(slot, fix.timeMs, fix.latitudeE7, fix.longitudeE7, fix.speedDeciMph, fix.headingDeg);
    }
    addReadingRows(rows, readings, slot, settledBeforeMs);
    addMeasurementRows(rows, readings, slot);
  }
  return rows;
}

function addReadingRows(rows: Rows, readings: VehicleReadings, slot: number, settledBeforeMs: number) {
  const targetOf = (timeMs: number) =>
    timeMs < settledBeforeMs ? rows.settledReadings : rows.recentReadings;
  for (const { timeMs, engine } of readings.engine) {
    targetOf(timeMs).push(slot, readingKinds.engine, timeMs, engineStates.indexOf(engine));
  }
  for (const { timeMs, value } of readings.fuelPercent) {
    targetOf(timeMs).push(slot, readingKinds.fuelPercent, timeMs, Math.round(value));
  }
  for (const { timeMs, value } of readings.speedLimitMph ?? []) {
    targetOf(timeMs).push(slot, readingKinds.speedLimitMph, timeMs, Math.round(value ?? unknownU8));
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

async function write(trx: TelematicsTransaction, rows: Rows): Promise<number> {
  const recent = await insertRows(trx, 'recent_fix', rows.recentFixes);
  const settled = await insertRows(trx, 'fix', rows.settledFixes);
  await insertRows(trx, 'recent_reading', rows.recentReadings);
  await insertRows(trx, 'reading', rows.settledReadings);
  await saveMeasurements(trx, rows.measurements);
  return recent + settled;
}

/** Where the beginning of the engine's present state can no longer be told from memory. */
function slotsWithLateEngine(parts: readonly Part[], fleet: FleetState): Set<number> {
  const late = new Set<number>();
  const { engineTimeMs } = fleet.table();
  for (const { slot, readings } of parts) {
    const knownMs = engineTimeMs[slot] ?? 0;
    if (readings.engine.some(({ timeMs }) => timeMs < knownMs)) late.add(slot);
  }
  return late;
}
