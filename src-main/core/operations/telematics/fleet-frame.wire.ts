/**
 * Fleet frame, format 1: how vehicle positions cross from the core to a desk (and, later, over the hub's WebSocket).
 * A `.wire.ts` file imports nothing and may be read by both sides; it is part of the contract.
 *
 * Layout, little-endian. Header of 32 bytes, then one column after another, each `count` long, in the order below,
 * widest first so that every column is aligned:
 *   timeMs f64 | latitudeE7 i32 | longitudeE7 i32 | slot u32 | speedDeciMph u16 | headingDeg u16 |
 *   status u8 | freshness u8 | cause u8 | engine u8 | fuelPercent u8
 */
export const fleetFrameMagic = 0x59575331; // "1SWY" as bytes
export const fleetFrameFormat = 1;
const headerBytes = 32;
const rowBytes = 8 + 4 + 4 + 4 + 2 + 2 + 5;

/** Marks "not known" in a u16 or u8 column. */
export const unknownU16 = 0xffff;
export const unknownU8 = 0xff;

/** Index = the byte on the wire. Only ever append. */
export const vehicleStatuses = ['unknown', 'moving', 'stopped', 'idle', 'off'] as const;
export type VehicleStatus = (typeof vehicleStatuses)[number];

/** How far the newest fix can be trusted as "now", engine-aware. Only ever append. */
export const freshnesses = ['never', 'live', 'delayed', 'stale', 'lost'] as const;
export type Freshness = (typeof freshnesses)[number];

/** Why a vehicle is not live; `none` when nothing is wrong. Only ever append. */
export const freshnessCauses = [
  'none',
  'parked',
  'asleep',
  'noCoverage',
  'unplugged',
  'weakGps',
  'private',
  'feedDown',
  'offline',
  'silent',
] as const;
export type FreshnessCause = (typeof freshnessCauses)[number];

export const engineStates = ['unknown', 'off', 'on', 'idle'] as const;
export type EngineState = (typeof engineStates)[number];

export interface FleetColumns {
  readonly timeMs: Float64Array;
  readonly latitudeE7: Int32Array;
  readonly longitudeE7: Int32Array;
  readonly slot: Uint32Array;
  readonly speedDeciMph: Uint16Array;
  readonly headingDeg: Uint16Array;
  readonly status: Uint8Array;
  readonly freshness: Uint8Array;
  readonly cause: Uint8Array;
  readonly engine: Uint8Array;
  readonly fuelPercent: Uint8Array;
}

export interface FleetFrame extends FleetColumns {
  /** A snapshot replaces everything; a delta holds the changed vehicles only. */
  readonly kind: 'snapshot' | 'delta';
  /** A delta goes on from the frame of the number before it; another number means a frame was missed: ask for a snapshot. */
  readonly sequence: number;
  /** The vendor's clock when the frame was made: ages are `serverNowMs - timeMs`. */
  readonly serverNowMs: number;
  readonly count: number;
}

/** What a desk may say on the frames port, besides the acknowledgement below; anything else closes it. */
export const snapshotRequest = 'snapshot';

/**
 * Said once per frame taken. A port that ever says it is held to it: with `unacknowledgedFrameCountMax` frames under way
 * it gets nothing more, and a snapshot when it has caught up, so that a slow desk never has a queue before it. A port
 * that never says it is sent every frame.
 */
export const frameAcknowledgement = 'ack';
export const unacknowledgedFrameCountMax = 8;

function columnsOver(buffer: ArrayBuffer, count: number): FleetColumns {
  let offset = headerBytes;
  const take = (bytes: number) => {
    const start = offset;
    offset += bytes * count;
    return start;
  };
  return {
    timeMs: new Float64Array(buffer, take(8), count),
    latitudeE7: new Int32Array(buffer, take(4), count),
    longitudeE7: new Int32Array(buffer, take(4), count),
    slot: new Uint32Array(buffer, take(4), count),
    speedDeciMph: new Uint16Array(buffer, take(2), count),
    headingDeg: new Uint16Array(buffer, take(2), count),
    status: new Uint8Array(buffer, take(1), count),
    freshness: new Uint8Array(buffer, take(1), count),
    cause: new Uint8Array(buffer, take(1), count),
    engine: new Uint8Array(buffer, take(1), count),
    fuelPercent: new Uint8Array(buffer, take(1), count),
  };
}

/** An empty frame of `count` rows over a buffer of its own, columns ready to be filled in place. */
export function allocateFleetFrame(
  kind: FleetFrame['kind'],
  sequence: number,
  serverNowMs: number,
  count: number,
): { readonly buffer: ArrayBuffer; readonly columns: FleetColumns } {
  const buffer = new ArrayBuffer(headerBytes + rowBytes * count);
  const header = new DataView(buffer);
  header.setUint32(0, fleetFrameMagic, true);
  header.setUint16(4, fleetFrameFormat, true);
  header.setUint16(6, kind === 'snapshot' ? 1 : 0, true);
  header.setUint32(8, sequence, true);
  header.setUint32(12, count, true);
  header.setFloat64(16, serverNowMs, true);
  return { buffer, columns: columnsOver(buffer, count) };
}

/** Reads a frame without copying. Returns `null` for bytes that are not a frame of this format. */
export function readFleetFrame(buffer: ArrayBuffer): FleetFrame | null {
  if (buffer.byteLength < headerBytes) return null;
  const header = new DataView(buffer);
  if (header.getUint32(0, true) !== fleetFrameMagic) return null;
  if (header.getUint16(4, true) !== fleetFrameFormat) return null;
  const count = header.getUint32(12, true);
  if (buffer.byteLength !== headerBytes + rowBytes * count) return null;
  return {
    kind: header.getUint16(6, true) === 1 ? 'snapshot' : 'delta',
    sequence: header.getUint32(8, true),
    serverNowMs: header.getFloat64(16, true),
    count,
    ...columnsOver(buffer, count),
  };
}
