import { unknownU16, unknownU8, type FleetColumns } from './fleet-frame.wire.ts';

/** What frames carry, plus what judging needs; all columns by slot. Times of 0 mean "never". */
export interface FleetTable extends Omit<FleetColumns, 'slot'> {
  readonly engineTimeMs: Float64Array;
  readonly engineSinceMs: Float64Array;
  /** The last reading of the engine that said something else than the newest. */
  readonly engineOtherMs: Float64Array;
  readonly fuelTimeMs: Float64Array;
  /** Posted where the vehicle is; `unknownU8`: none known. */
  readonly speedLimitMph: Uint8Array;
  readonly speedLimitTimeMs: Float64Array;
  readonly changedAt: Float64Array;
  /** Grows with every fix that came in for the slot, late ones too. */
  readonly historyVersion: Uint32Array;
  readonly gateway: Uint8Array;
  readonly hasPrivacyButton: Uint8Array;
  readonly isListed: Uint8Array;
  readonly hasNewAddress: Uint8Array;
}

export function allocateFleetTable(slotCount: number): FleetTable {
  return {
    timeMs: new Float64Array(slotCount),
    latitudeE7: new Int32Array(slotCount),
    longitudeE7: new Int32Array(slotCount),
    speedDeciMph: new Uint16Array(slotCount).fill(unknownU16),
    headingDeg: new Uint16Array(slotCount).fill(unknownU16),
    status: new Uint8Array(slotCount),
    freshness: new Uint8Array(slotCount),
    cause: new Uint8Array(slotCount),
    engine: new Uint8Array(slotCount),
    fuelPercent: new Uint8Array(slotCount).fill(unknownU8),
    engineTimeMs: new Float64Array(slotCount),
    engineSinceMs: new Float64Array(slotCount),
    engineOtherMs: new Float64Array(slotCount),
    fuelTimeMs: new Float64Array(slotCount),
    speedLimitMph: new Uint8Array(slotCount).fill(unknownU8),
    speedLimitTimeMs: new Float64Array(slotCount),
    changedAt: new Float64Array(slotCount),
    historyVersion: new Uint32Array(slotCount),
    gateway: new Uint8Array(slotCount),
    hasPrivacyButton: new Uint8Array(slotCount),
    isListed: new Uint8Array(slotCount),
    hasNewAddress: new Uint8Array(slotCount),
  };
}

export function growFleetTable(table: FleetTable, slotCount: number): FleetTable {
  const grown = allocateFleetTable(slotCount);
  for (const name of Object.keys(table) as (keyof FleetTable)[]) grown[name].set(table[name]);
  return grown;
}
