import {
  gatewayConditions,
  type FeedHealth,
  type Fix,
  type GatewayCondition,
  type VehicleReadings,
} from './facts.ts';
import {
  engineStates,
  freshnessCauses,
  freshnesses,
  unknownU16,
  unknownU8,
  vehicleStatuses,
  type EngineState,
} from './fleet-frame.wire.ts';
import { allocateFleetTable, growFleetTable, type FleetTable } from './fleet-table.ts';
import { freshnessOf, type FreshnessSigns } from './freshness.ts';
import { foldLatest, type LatestReading } from './store/index.ts';
import { vehicleStatusOf } from './vehicle-status.ts';

/** The present of every vehicle by slot, in memory: rebuilt from the database at start, moved by what was committed. */
export interface FleetState {
  /** Columns by slot; replaced when the fleet grows, so read it anew each time. `timeMs` 0: never had a fix. */
  table(): FleetTable;
  /** Slots to be drawn are those below this that are listed. */
  slotEnd(): number;
  /** Grows with every change; a slot whose `changedAt` is above a remembered revision has changed since. */
  revision(): number;
  /** Grows when vehicles left: whoever mirrors the fleet needs a whole picture. */
  generation(): number;
  setVehicle(slot: number, isListed: boolean, hasPrivacyButton: boolean): void;
  setGateway(slot: number, condition: GatewayCondition): void;
  /** Ignored unless newer than what is known: a late fix never moves a vehicle back. */
  applyFix(slot: number, fix: Fix): void;
  /** A late one moves nothing but the time since when the engine is in its state. */
  applyEngine(slot: number, timeMs: number, engine: EngineState): void;
  /** Whether only the whole series tells, after this late reading, since when the engine is in its state. */
  isEngineDoubtful(slot: number, timeMs: number, engine: EngineState): boolean;
  /** What the whole series says. */
  setEngineRun(slot: number, run: Pick<LatestReading, 'sinceMs' | 'otherMs'>): void;
  applyFuel(slot: number, timeMs: number, percent: number): void;
  /** `null`: no limit is known from then on. */
  applySpeedLimit(slot: number, timeMs: number, limitMph: number | null): void;
  address(slot: number): string | null;
  /** Addresses that came since the last call, with the time of their fix. */
  takeNewAddresses(): { readonly slot: number; readonly timeMs: number; readonly address: string }[];
  signs(slot: number): FreshnessSigns;
  /**
   * Judges vehicles that changed after `afterRevision` (-1: every vehicle) as of `nowMs`, vendor's clock; what came out
   * differently counts as changed.
   */
  judge(feed: FeedHealth, nowMs: number, afterRevision: number): void;
  clear(): void;
}

interface Fleet {
  table: FleetTable;
  addresses: (string | null)[];
  slotEnd: number;
  revision: number;
  generation: number;
}

const slotCountAtStart = 1_024;

export function createFleetState(): FleetState {
  const fleet: Fleet = {
    table: allocateFleetTable(slotCountAtStart),
    addresses: [],
    slotEnd: 0,
    revision: 0,
    generation: 0,
  };
  return {
    table: () => fleet.table,
    slotEnd: () => fleet.slotEnd,
    revision: () => fleet.revision,
    generation: () => fleet.generation,
    address: (slot) => fleet.addresses[slot] ?? null,
    takeNewAddresses: () => takeNewAddresses(fleet),
    signs: (slot) => signsOf(fleet.table, slot),
    setVehicle: (slot, isListed, hasPrivacyButton) => setVehicle(fleet, slot, isListed, hasPrivacyButton),
    setGateway(slot, condition) {
      reserve(fleet, slot);
      fleet.table.gateway[slot] = gatewayConditions.indexOf(condition);
    },
    applyFix: (slot, fix) => applyFix(fleet, slot, fix),
    applyEngine: (slot, timeMs, engine) => applyEngine(fleet, slot, timeMs, engine),
    isEngineDoubtful: (slot, timeMs, engine) => isEngineDoubtful(fleet, slot, timeMs, engine),
    setEngineRun(slot, { sinceMs, otherMs }) {
      fleet.table.engineSinceMs[slot] = sinceMs;
      fleet.table.engineOtherMs[slot] = otherMs ?? 0;
    },
    applyFuel: (slot, timeMs, percent) => applyFuel(fleet, slot, timeMs, percent),
    applySpeedLimit: (slot, timeMs, limitMph) => applySpeedLimit(fleet, slot, timeMs, limitMph),
    judge(feed, nowMs, afterRevision) {
      const { changedAt, isListed } = fleet.table;
      for (let slot = 0; slot < fleet.slotEnd; slot += 1) {
        const isDue = (changedAt[slot] ?? 0) > afterRevision;
        if (isDue && isListed[slot] === 1) judgeOne(fleet, slot, feed, nowMs);
      }
    },
    clear() {
      fleet.table = allocateFleetTable(slotCountAtStart);
      fleet.addresses = [];
      fleet.slotEnd = 0;
      fleet.revision += 1;
      fleet.generation += 1;
    },
  };
}

/** All of a vehicle's readings from one page, whatever their order. */
export function applyReadings(fleet: FleetState, slot: number, readings: VehicleReadings): void {
  for (const fix of readings.fixes) fleet.applyFix(slot, fix);
  for (const reading of readings.fuelPercent) fleet.applyFuel(slot, reading.timeMs, reading.value);
  for (const { timeMs, value } of readings.speedLimitMph ?? []) fleet.applySpeedLimit(slot, timeMs, value);
  if (readings.engine.length === 0) return;
  const inOrder = [...readings.engine].sort((a, b) => a.timeMs - b.timeMs);
  for (const reading of inOrder) fleet.applyEngine(slot, reading.timeMs, reading.engine);
}

function reserve(fleet: Fleet, slot: number) {
  if (slot < fleet.slotEnd) return;
  const slotCount = fleet.table.timeMs.length;
  if (slot >= slotCount) fleet.table = growFleetTable(fleet.table, Math.max(slot + 1, slotCount * 2));
  fleet.slotEnd = slot + 1;
}

function touch(fleet: Fleet, slot: number) {
  fleet.revision += 1;
  fleet.table.changedAt[slot] = fleet.revision;
}

function setVehicle(fleet: Fleet, slot: number, isListed: boolean, hasPrivacyButton: boolean) {
  reserve(fleet, slot);
  const { table } = fleet;
  table.hasPrivacyButton[slot] = hasPrivacyButton ? 1 : 0;
  const wasListed = table.isListed[slot] === 1;
  if (wasListed === isListed) return;
  table.isListed[slot] = isListed ? 1 : 0;
  touch(fleet, slot);
  if (wasListed) fleet.generation += 1;
}

function applyFix(fleet: Fleet, slot: number, fix: Fix) {
  reserve(fleet, slot);
  const { table, addresses } = fleet;
  table.historyVersion[slot] = (table.historyVersion[slot] ?? 0) + 1;
  if (fix.timeMs <= (table.timeMs[slot] ?? 0)) return;
  table.timeMs[slot] = fix.timeMs;
  table.latitudeE7[slot] = fix.latitudeE6 * 10;
  table.longitudeE7[slot] = fix.longitudeE6 * 10;
  table.speedDeciMph[slot] = fix.speedDeciMph ?? unknownU16;
  table.headingDeg[slot] = fix.headingDeg ?? unknownU16;
  addresses[slot] = fix.address;
  table.hasNewAddress[slot] = 1;
  touch(fleet, slot);
}

function takeNewAddresses({ table, addresses, slotEnd }: Fleet) {
  const taken: { slot: number; timeMs: number; address: string }[] = [];
  for (let slot = 0; slot < slotEnd; slot += 1) {
    const address = table.hasNewAddress[slot] === 1 ? (addresses[slot] ?? null) : null;
    table.hasNewAddress[slot] = 0;
    if (address !== null) taken.push({ slot, timeMs: table.timeMs[slot] ?? 0, address });
  }
  return taken;
}

function latestEngine(table: FleetTable, slot: number): LatestReading | null {
  const timeMs = table.engineTimeMs[slot] ?? 0;
  if (timeMs === 0) return null;
  const otherMs = orNull(table.engineOtherMs[slot], 0);
  return { timeMs, value: table.engine[slot]!, sinceMs: table.engineSinceMs[slot]!, otherMs };
}

const isEngineDoubtful = ({ table }: Fleet, slot: number, timeMs: number, engine: EngineState): boolean =>
  foldLatest(latestEngine(table, slot), timeMs, engineStates.indexOf(engine)) === null;

function applyEngine(fleet: Fleet, slot: number, timeMs: number, engine: EngineState) {
  reserve(fleet, slot);
  const { table } = fleet;
  const known = latestEngine(table, slot);
  const latest = foldLatest(known, timeMs, engineStates.indexOf(engine));
  if (latest === null || latest === known) return;
  table.engineTimeMs[slot] = latest.timeMs;
  table.engine[slot] = latest.value;
  table.engineSinceMs[slot] = latest.sinceMs;
  table.engineOtherMs[slot] = latest.otherMs ?? 0;
  if (known?.value !== latest.value) touch(fleet, slot);
}

function applyFuel(fleet: Fleet, slot: number, timeMs: number, percent: number) {
  reserve(fleet, slot);
  const { table } = fleet;
  if (timeMs <= (table.fuelTimeMs[slot] ?? 0)) return;
  table.fuelTimeMs[slot] = timeMs;
  const value = Math.min(100, Math.max(0, Math.round(percent)));
  if (table.fuelPercent[slot] === value) return;
  table.fuelPercent[slot] = value;
  touch(fleet, slot);
}

function applySpeedLimit(fleet: Fleet, slot: number, timeMs: number, limitMph: number | null) {
  reserve(fleet, slot);
  const { table } = fleet;
  if (timeMs <= (table.speedLimitTimeMs[slot] ?? 0)) return;
  table.speedLimitTimeMs[slot] = timeMs;
  const value = limitMph === null ? unknownU8 : Math.min(unknownU8, Math.round(limitMph));
  if (table.speedLimitMph[slot] === value) return;
  table.speedLimitMph[slot] = value;
  touch(fleet, slot);
}

const orNull = (value: number | undefined, unknown: number) =>
  value === undefined || value === unknown ? null : value;

function signsOf(table: FleetTable, slot: number): FreshnessSigns {
  const fixTimeMs = orNull(table.timeMs[slot], 0);
  const engineTimeMs = orNull(table.engineTimeMs[slot], 0);
  const heardAtMs = Math.max(fixTimeMs ?? 0, engineTimeMs ?? 0, table.fuelTimeMs[slot] ?? 0);
  return {
    fixTimeMs,
    speedDeciMph: orNull(table.speedDeciMph[slot], unknownU16),
    engine: engineStates[table.engine[slot] ?? 0] ?? 'unknown',
    engineTimeMs,
    engineSinceMs: orNull(table.engineSinceMs[slot], 0),
    heardAtMs: orNull(heardAtMs, 0),
    gateway: gatewayConditions[table.gateway[slot] ?? 0] ?? 'unknown',
    hasPrivacyButton: table.hasPrivacyButton[slot] === 1,
  };
}

function judgeOne(fleet: Fleet, slot: number, feed: FeedHealth, nowMs: number) {
  const { table } = fleet;
  const signs = signsOf(table, slot);
  const judgement = freshnessOf(signs, feed, nowMs);
  const status = vehicleStatuses.indexOf(vehicleStatusOf(signs));
  const freshness = freshnesses.indexOf(judgement.freshness);
  const cause = freshnessCauses.indexOf(judgement.cause);
  const isSame =
    table.status[slot] === status && table.freshness[slot] === freshness && table.cause[slot] === cause;
  if (isSame) return;
  table.status[slot] = status;
  table.freshness[slot] = freshness;
  table.cause[slot] = cause;
  touch(fleet, slot);
}
