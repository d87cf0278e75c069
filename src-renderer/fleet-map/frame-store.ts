import {
  engineStates,
  freshnessCauses,
  freshnesses,
  readFleetFrame,
  unknownU16,
  unknownU8,
  vehicleStatuses,
} from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import type {
  EngineState,
  FleetFrame,
  Freshness,
  FreshnessCause,
  VehicleStatus,
} from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { createFleetTable } from './fleet-table.ts';
import type { Columns, FleetTable } from './fleet-table.ts';

/** What is known of one vehicle. The same object is handed out until something in it changes. */
export interface VehicleRow {
  readonly slot: number;
  /** Time of the newest fix by the vendor's clock; `null` when it never had one, and then the position means nothing. */
  readonly timeMs: number | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedMph: number | null;
  readonly headingDeg: number | null;
  readonly status: VehicleStatus;
  readonly freshness: Freshness;
  readonly cause: FreshnessCause;
  readonly engine: EngineState;
  readonly fuelPercent: number | null;
}

export interface FrameChange {
  readonly kind: FleetFrame['kind'] | 'reset';
  /** Slots in the frame; valid only while the listener runs. After a snapshot or reset others may have gone. */
  readonly slots: Uint32Array;
}

export interface FrameStore {
  /** `gap`: a frame was missed, ask for a snapshot (deltas are refused until it comes). `bad`: not a frame of ours. */
  applyFrame(buffer: ArrayBuffer): 'applied' | 'gap' | 'bad';
  /** Forgets everything. For another account or a rebuilt database, whose slots mean other vehicles. */
  reset(): void;
  get(slot: number): VehicleRow | null;
  /** Slots now in the fleet, ascending. The same array until the set changes. */
  slots(): Uint32Array;
  count(): number;
  /** Columns by slot for the map layer: read only, and replaced when the table grows, so fetch them anew each time. */
  table(): FleetTable;
  /** The vendor's clock now, carried on from the newest frame. `null` before the first one. */
  serverNowMs(): number | null;
  /** Grows by one with every frame applied. */
  version(): number;
  subscribe(listener: (change: FrameChange) => void): () => void;
  subscribeSlot(slot: number, listener: () => void): () => void;
}

/** A slot beyond this is taken for damage, not for a fleet. */
const slotCountMax = 1_000_000;

/** A byte of a newer core that this build has no name for reads as not known. */
function nameOf<T>(names: readonly T[], byte: number, fallback: T): T {
  return names[byte] ?? fallback;
}

function readRow(columns: Columns, slot: number): VehicleRow {
  const timeMs = columns.timeMs[slot] ?? 0;
  const speed = columns.speedDeciMph[slot] ?? unknownU16;
  const heading = columns.headingDeg[slot] ?? unknownU16;
  const fuel = columns.fuelPercent[slot] ?? unknownU8;
  return {
    slot,
    timeMs: timeMs > 0 ? timeMs : null,
    latitude: (columns.latitudeE7[slot] ?? 0) / 1e7,
    longitude: (columns.longitudeE7[slot] ?? 0) / 1e7,
    speedMph: speed === unknownU16 ? null : speed / 10,
    headingDeg: heading === unknownU16 ? null : heading,
    status: nameOf(vehicleStatuses, columns.status[slot] ?? 0, 'unknown'),
    freshness: nameOf(freshnesses, columns.freshness[slot] ?? 0, 'never'),
    cause: nameOf(freshnessCauses, columns.cause[slot] ?? 0, 'none'),
    engine: nameOf(engineStates, columns.engine[slot] ?? 0, 'unknown'),
    fuelPercent: fuel === unknownU8 ? null : fuel,
  };
}

function slotsAreSane(frame: FleetFrame): boolean {
  for (let row = 0; row < frame.count; row++) {
    if ((frame.slot[row] ?? slotCountMax) >= slotCountMax) return false;
  }
  return true;
}

/** The renderer's projection of the fleet, outside React. One writer: the frames port. */
export function createFrameStore(deps: { monotonicNowMs?: () => number } = {}): FrameStore {
  const monotonicNowMs = deps.monotonicNowMs ?? (() => performance.now());
  const table = createFleetTable();
  const rows = new Map<number, VehicleRow>();
  const listeners = new Set<(change: FrameChange) => void>();
  const slotListeners = new Map<number, Set<() => void>>();
  let sequence: number | null = null;
  let frameVersion = 0;
  let serverClock: { readonly serverMs: number; readonly localMs: number } | null = null;

  const publish = (change: FrameChange) => {
    frameVersion++;
    if (change.kind !== 'delta') rows.clear();
    else if (rows.size > 0) for (const slot of change.slots) rows.delete(slot);
    for (const listener of listeners) listener(change);
    if (slotListeners.size === 0) return;
    const touched = change.kind === 'delta' ? change.slots : [...slotListeners.keys()];
    for (const slot of touched) for (const listener of slotListeners.get(slot) ?? []) listener();
  };

  return {
    applyFrame(buffer) {
      const frame = readFleetFrame(buffer);
      if (frame === null || !slotsAreSane(frame)) return 'bad';
      if (frame.kind === 'delta' && (sequence === null || frame.sequence !== sequence + 1)) {
        sequence = null;
        return 'gap';
      }
      sequence = frame.sequence;
      serverClock = { serverMs: frame.serverNowMs, localMs: monotonicNowMs() };
      table.write(frame);
      publish({ kind: frame.kind, slots: frame.slot });
      return 'applied';
    },
    reset() {
      sequence = null;
      serverClock = null;
      table.clear();
      publish({ kind: 'reset', slots: new Uint32Array(0) });
    },
    get(slot) {
      if (!table.has(slot)) return null;
      const known = rows.get(slot) ?? readRow(table.columns, slot);
      rows.set(slot, known);
      return known;
    },
    slots: () => table.slots(),
    count: () => table.slots().length,
    table: () => table,
    serverNowMs: () =>
      serverClock === null ? null : serverClock.serverMs + (monotonicNowMs() - serverClock.localMs),
    version: () => frameVersion,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    subscribeSlot(slot, listener) {
      const set = slotListeners.get(slot) ?? new Set();
      slotListeners.set(slot, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && slotListeners.get(slot) === set) slotListeners.delete(slot);
      };
    },
  };
}
