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
  vehicleStatuses,
  type EngineState,
} from './fleet-frame.wire.ts';
import { freshnessOf, type FreshnessSigns } from './freshness.ts';
import { allocateFleetTable, growFleetTable, type FleetTable } from './fleet-table.ts';
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
  /** Ignored unless newer than what is known. */
  applyEngine(slot: number, timeMs: number, engine: EngineState): void;
  /** When the present engine state began, where a late reading may have changed that. */
  setEngineSince(slot: number, sinceMs: number): void;
  applyFuel(slot: number, timeMs: number, percent: number): void;
  address(slot: number): string | null;
  signs(slot: number): FreshnessSigns;
  /**
   * Judges vehicles that changed after `afterRevision` (-1: every vehicle) as of `nowMs`, vendor's clock; what came out
   * differently counts as changed.
   */
  judge(feed: FeedHealth, nowMs: number, afterRevision: number): void;
  clear(): void;
}

const slotCountAtStart = 1_024;

const orNull = (value: number, unknown: number) => (value === unknown ? null : value);

export function createFleetState(): FleetState {
  let table = allocateFleetTable(slotCountAtStart);
  let addresses: (string | null)[] = [];
  let slotEnd = 0;
  let revision = 0;
  let generation = 0;

  function reserve(slot: number) {
    if (slot < slotEnd) return;
    if (slot >= table.timeMs.length)
      table = growFleetTable(table, Math.max(slot + 1, table.timeMs.length * 2));
    slotEnd = slot + 1;
  }

  function touch(slot: number) {
    revision += 1;
    table.changedAt[slot] = revision;
  }

  function signs(slot: number): FreshnessSigns {
    const timeMs = table.timeMs[slot] ?? 0;
    const engineTimeMs = table.engineTimeMs[slot] ?? 0;
    const heardAtMs = Math.max(timeMs, engineTimeMs, table.fuelTimeMs[slot] ?? 0);
    return {
      fixTimeMs: orNull(timeMs, 0),
      speedDeciMph: orNull(table.speedDeciMph[slot] ?? unknownU16, unknownU16),
      engine: engineStates[table.engine[slot] ?? 0] ?? 'unknown',
      engineTimeMs: orNull(engineTimeMs, 0),
      engineSinceMs: orNull(table.engineSinceMs[slot] ?? 0, 0),
      heardAtMs: orNull(heardAtMs, 0),
      gateway: gatewayConditions[table.gateway[slot] ?? 0] ?? 'unknown',
      hasPrivacyButton: table.hasPrivacyButton[slot] === 1,
    };
  }

  function judgeOne(slot: number, feed: FeedHealth, nowMs: number) {
    const its = signs(slot);
    const judgement = freshnessOf(its, feed, nowMs);
    const status = vehicleStatuses.indexOf(vehicleStatusOf(its));
    const freshness = freshnesses.indexOf(judgement.freshness);
    const cause = freshnessCauses.indexOf(judgement.cause);
    const isSame =
      table.status[slot] === status && table.freshness[slot] === freshness && table.cause[slot] === cause;
    if (isSame) return;
    table.status[slot] = status;
    table.freshness[slot] = freshness;
    table.cause[slot] = cause;
    touch(slot);
  }

  return {
    table: () => table,
    slotEnd: () => slotEnd,
    revision: () => revision,
    generation: () => generation,
    signs,
    address: (slot) => addresses[slot] ?? null,

    setVehicle(slot, isListed, hasPrivacyButton) {
      reserve(slot);
      table.hasPrivacyButton[slot] = hasPrivacyButton ? 1 : 0;
      const wasListed = table.isListed[slot] === 1;
      if (wasListed === isListed) return;
      table.isListed[slot] = isListed ? 1 : 0;
      touch(slot);
      if (wasListed) generation += 1;
    },
    setGateway(slot, condition) {
      reserve(slot);
      table.gateway[slot] = gatewayConditions.indexOf(condition);
    },
    applyFix(slot, fix) {
      reserve(slot);
      table.historyVersion[slot] = (table.historyVersion[slot] ?? 0) + 1;
      if (fix.timeMs <= (table.timeMs[slot] ?? 0)) return;
      table.timeMs[slot] = fix.timeMs;
      table.latitudeE7[slot] = fix.latitudeE7;
      table.longitudeE7[slot] = fix.longitudeE7;
      table.speedDeciMph[slot] = fix.speedDeciMph ?? unknownU16;
      table.headingDeg[slot] = fix.headingDeg ?? unknownU16;
      addresses[slot] = fix.address;
      touch(slot);
    },
    applyEngine(slot, timeMs, engine) {
      reserve(slot);
      if (timeMs <= (table.engineTimeMs[slot] ?? 0)) return;
      const value = engineStates.indexOf(engine);
      const isFirst = table.engineTimeMs[slot] === 0;
      table.engineTimeMs[slot] = timeMs;
      if (!isFirst && table.engine[slot] === value) return;
      table.engine[slot] = value;
      table.engineSinceMs[slot] = timeMs;
      touch(slot);
    },
    setEngineSince(slot, sinceMs) {
      table.engineSinceMs[slot] = sinceMs;
    },
    applyFuel(slot, timeMs, percent) {
      reserve(slot);
      if (timeMs <= (table.fuelTimeMs[slot] ?? 0)) return;
      table.fuelTimeMs[slot] = timeMs;
      const value = Math.min(100, Math.max(0, Math.round(percent)));
      if (table.fuelPercent[slot] === value) return;
      table.fuelPercent[slot] = value;
      touch(slot);
    },
    judge(feed, nowMs, afterRevision) {
      for (let slot = 0; slot < slotEnd; slot += 1) {
        const isDue = (table.changedAt[slot] ?? 0) > afterRevision;
        if (isDue && table.isListed[slot] === 1) judgeOne(slot, feed, nowMs);
      }
    },
    clear() {
      table = allocateFleetTable(slotCountAtStart);
      addresses = [];
      slotEnd = 0;
      revision += 1;
      generation += 1;
    },
  };
}

export function applyReadings(fleet: FleetState, slot: number, readings: VehicleReadings): void {
  for (const fix of readings.fixes) fleet.applyFix(slot, fix);
  for (const reading of readings.fuelPercent) fleet.applyFuel(slot, reading.timeMs, reading.value);
  if (readings.engine.length === 0) return;
  const inOrder = [...readings.engine].sort((a, b) => a.timeMs - b.timeMs);
  for (const reading of inOrder) fleet.applyEngine(slot, reading.timeMs, reading.engine);
}
