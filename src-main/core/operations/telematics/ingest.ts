import type { Transaction } from 'kysely';
import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { VehicleReadings } from './facts.ts';
import { engineStates } from './fleet-frame.wire.ts';
import { applyReadings, type FleetState } from './fleet-state.ts';
import {
  insertFixes,
  insertReadings,
  readEngineSince,
  saveMeasurements,
  type FixRow,
  type MeasurementRow,
  type ReadingRow,
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
  readonly onAddress: (slot: number, timeMs: number, address: string) => void;
}

interface Rows {
  readonly recentFixes: FixRow[];
  readonly settledFixes: FixRow[];
  readonly recentReadings: ReadingRow[];
  readonly settledReadings: ReadingRow[];
  readonly measurements: MeasurementRow[];
}

type SlotOf = (vehicleId: string) => number;

/** One page → rows, in ONE transaction with whatever `alsoWrite` writes → after the commit, the fleet's present. */
export function createIngest(deps: IngestDeps) {
  const { database, fleet, slots, onAddress } = deps;
  let turn: Promise<unknown> = Promise.resolve();

  async function run(page: readonly VehicleReadings[], alsoWrite?: AlsoWrite): Promise<IngestOutcome> {
    const newSlots = new Map<string, number>();
    const slotOf: SlotOf = (id) => slots.get(id) ?? newSlots.get(id) ?? 0;
    const engineSince = new Map<number, number>();
    const storedFixCount = await database.transaction(async (trx) => {
      const unknown = page.filter(({ vehicleId }) => !slots.has(vehicleId));
      if (unknown.length > 0) await addUnknown(trx, unknown, newSlots);
      const rows = rowsOf(page, slotOf, deps.settledBeforeMs());
      const stored = await write(trx, rows);
      for (const slot of slotsWithLateEngine(page, slotOf, fleet)) {
        const sinceMs = await readEngineSince(trx, slot);
        if (sinceMs !== null) engineSince.set(slot, sinceMs);
      }
      await alsoWrite?.(trx);
      return stored;
    });
    for (const [id, slot] of newSlots) {
      slots.set(id, slot);
      fleet.setVehicle(slot, true, false);
    }
    for (const readings of page) apply(slotOf(readings.vehicleId), readings);
    for (const [slot, sinceMs] of engineSince) fleet.setEngineSince(slot, sinceMs);
    return { storedFixCount, newVehicleCount: newSlots.size };
  }

  function apply(slot: number, readings: VehicleReadings) {
    applyReadings(fleet, slot, readings);
    const newestMs = fleet.table().timeMs[slot];
    for (const fix of readings.fixes) {
      if (fix.address !== null && fix.timeMs === newestMs) onAddress(slot, fix.timeMs, fix.address);
    }
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
  newSlots: Map<string, number>,
) {
  await addVehicles(
    trx,
    unknown.map(({ vehicleId, name }) => ({ id: vehicleId, name })),
  );
  const wanted = new Set(unknown.map(({ vehicleId }) => vehicleId));
  for (const { id, slot } of await readVehicleIndex(trx)) if (wanted.has(id)) newSlots.set(id, slot);
}

function rowsOf(page: readonly VehicleReadings[], slotOf: SlotOf, settledBeforeMs: number): Rows {
  const rows: Rows = {
    recentFixes: [],
    settledFixes: [],
    recentReadings: [],
    settledReadings: [],
    measurements: [],
  };
  for (const readings of page) {
    const slot = slotOf(readings.vehicleId);
    for (const fix of readings.fixes) {
      const target = fix.timeMs < settledBeforeMs ? rows.settledFixes : rows.recentFixes;
      target.push([slot, fix.timeMs, fix.latitudeE7, fix.longitudeE7, fix.speedDeciMph, fix.headingDeg]);
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
    targetOf(timeMs).push([slot, readingKinds.engine, timeMs, engineStates.indexOf(engine)]);
  }
  for (const { timeMs, value } of readings.fuelPercent) {
    targetOf(timeMs).push([slot, readingKinds.fuelPercent, timeMs, Math.round(value)]);
  }
}

function addMeasurementRows(rows: Rows, readings: VehicleReadings, slot: number) {
  for (const name of ['odometerMeters', 'defLevelPercent', 'faultCount'] as const) {
    for (const { timeMs, value } of readings[name]) {
      rows.measurements.push([slot, measurementKinds[name], timeMs, value]);
    }
  }
}

async function write(trx: TelematicsTransaction, rows: Rows): Promise<number> {
  const recent = await insertFixes(trx, 'recent_fix', rows.recentFixes);
  const settled = await insertFixes(trx, 'fix', rows.settledFixes);
  await insertReadings(trx, 'recent_reading', rows.recentReadings);
  await insertReadings(trx, 'reading', rows.settledReadings);
  await saveMeasurements(trx, rows.measurements);
  return recent + settled;
}

/** Where the beginning of the engine's present state can no longer be told from memory. */
function slotsWithLateEngine(
  page: readonly VehicleReadings[],
  slotOf: SlotOf,
  fleet: FleetState,
): Set<number> {
  const late = new Set<number>();
  for (const { vehicleId, engine } of page) {
    if (engine.length === 0) continue;
    const slot = slotOf(vehicleId);
    const knownMs = fleet.table().engineTimeMs[slot] ?? 0;
    if (engine.some(({ timeMs }) => timeMs < knownMs)) late.add(slot);
  }
  return late;
}
