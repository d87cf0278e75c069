import { unknownU16, unknownU8 } from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import type { FleetColumns, FleetFrame } from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';

export type Columns = Omit<FleetColumns, 'slot'>;

/** The newest of every vehicle. */
export interface FleetTable {
  /** One typed array per column, indexed by slot, units as on the wire. Replaced when the table grows. */
  readonly columns: Columns;
  has(slot: number): boolean;
  slots(): Uint32Array;
  /** Rows fit slots below this. */
  capacity(): number;
  write(frame: FleetFrame): void;
  clear(): void;
}

const firstCapacity = 256;

function allocate(capacity: number): Columns {
  return {
    timeMs: new Float64Array(capacity),
    latitudeE7: new Int32Array(capacity),
    longitudeE7: new Int32Array(capacity),
    speedDeciMph: new Uint16Array(capacity).fill(unknownU16),
    headingDeg: new Uint16Array(capacity).fill(unknownU16),
    status: new Uint8Array(capacity),
    freshness: new Uint8Array(capacity),
    cause: new Uint8Array(capacity),
    engine: new Uint8Array(capacity),
    fuelPercent: new Uint8Array(capacity).fill(unknownU8),
  };
}

function grow(old: Columns, capacity: number): Columns {
  const next = allocate(capacity);
  next.timeMs.set(old.timeMs);
  next.latitudeE7.set(old.latitudeE7);
  next.longitudeE7.set(old.longitudeE7);
  next.speedDeciMph.set(old.speedDeciMph);
  next.headingDeg.set(old.headingDeg);
  next.status.set(old.status);
  next.freshness.set(old.freshness);
  next.cause.set(old.cause);
  next.engine.set(old.engine);
  next.fuelPercent.set(old.fuelPercent);
  return next;
}

/** A row whose fix is not newer keeps the fix held; what is no part of a fix is always taken. */
function writeRows(frame: FleetFrame, columns: Columns, present: Uint8Array): boolean {
  let joined = false;
  for (let row = 0; row < frame.count; row++) {
    const slot = frame.slot[row]!;
    if (present[slot] !== 1) {
      present[slot] = 1;
      joined = true;
    }
    if (frame.timeMs[row]! > columns.timeMs[slot]!) {
      columns.timeMs[slot] = frame.timeMs[row]!;
      columns.latitudeE7[slot] = frame.latitudeE7[row]!;
      columns.longitudeE7[slot] = frame.longitudeE7[row]!;
      columns.speedDeciMph[slot] = frame.speedDeciMph[row]!;
      columns.headingDeg[slot] = frame.headingDeg[row]!;
    }
    columns.status[slot] = frame.status[row]!;
    columns.freshness[slot] = frame.freshness[row]!;
    columns.cause[slot] = frame.cause[row]!;
    columns.engine[slot] = frame.engine[row]!;
    columns.fuelPercent[slot] = frame.fuelPercent[row]!;
  }
  return joined;
}

interface TableState {
  capacity: number;
  columns: Columns;
  /** 1 for slots in the fleet. */
  present: Uint8Array;
}

const emptyState = (): TableState => ({
  capacity: firstCapacity,
  columns: allocate(firstCapacity),
  present: new Uint8Array(firstCapacity),
});

function reserve(state: TableState, frame: FleetFrame): void {
  let needed = 0;
  for (let row = 0; row < frame.count; row++) needed = Math.max(needed, frame.slot[row]! + 1);
  if (needed <= state.capacity) return;
  while (state.capacity < needed) state.capacity *= 2;
  state.columns = grow(state.columns, state.capacity);
  const wider = new Uint8Array(state.capacity);
  wider.set(state.present);
  state.present = wider;
}

/** A vehicle that left the fleet leaves nothing behind: should its slot ever return, it starts afresh. */
function dropAbsent({ capacity, columns, present }: TableState, frame: FleetFrame): boolean {
  const staying = new Uint8Array(capacity);
  for (let row = 0; row < frame.count; row++) staying[frame.slot[row]!] = 1;
  let dropped = false;
  for (let slot = 0; slot < capacity; slot++) {
    if (present[slot] !== 1 || staying[slot] === 1) continue;
    present[slot] = 0;
    columns.timeMs[slot] = 0;
    columns.speedDeciMph[slot] = unknownU16;
    columns.headingDeg[slot] = unknownU16;
    dropped = true;
  }
  return dropped;
}

function listSlots({ capacity, present }: TableState): Uint32Array {
  let count = 0;
  for (let slot = 0; slot < capacity; slot++) count += present[slot]!;
  const list = new Uint32Array(count);
  for (let slot = 0, at = 0; slot < capacity; slot++) if (present[slot] === 1) list[at++] = slot;
  return list;
}

export function createFleetTable(): FleetTable {
  let state = emptyState();
  let slots: Uint32Array | null = null;
  return {
    get columns() {
      return state.columns;
    },
    has: (slot) => state.present[slot] === 1,
    slots: () => (slots ??= listSlots(state)),
    capacity: () => state.capacity,
    write(frame) {
      reserve(state, frame);
      if (frame.kind === 'snapshot' && dropAbsent(state, frame)) slots = null;
      if (writeRows(frame, state.columns, state.present)) slots = null;
    },
    clear() {
      state = emptyState();
      slots = null;
    },
  };
}
