import { ageClassCount, ageStates } from './ages.ts';

/** Counts by slot, and age classes by slot, state and class. `Counts` is wide enough for what is counted in it. */
export interface TallyColumns<Counts extends Uint16Array | Uint32Array> {
  readonly fixCount: Uint32Array;
  readonly lateCount: Counts;
  readonly repeatCount: Counts;
  readonly jumpCount: Counts;
  readonly gapCount: Counts;
  readonly gapSeconds: Uint32Array;
  readonly longestGapSeconds: Uint32Array;
  readonly ages: Counts;
}

/** Of one hour: 16 bits hold what ten-second looks and five-second fixes can count up to in it. */
export interface HourTally extends TallyColumns<Uint16Array> {
  /** How long ages were looked at, and how long they could not be because our feed was not current. */
  sampledSeconds: number;
  blindSeconds: number;
}

/** Of several hours. */
export interface TallySum extends TallyColumns<Uint32Array> {
  sampledSeconds: number;
  blindSeconds: number;
}

export const agesPerSlot = ageStates.length * ageClassCount;

export const createHourTally = (slotCount: number): HourTally => ({
  fixCount: new Uint32Array(slotCount),
  lateCount: new Uint16Array(slotCount),
  repeatCount: new Uint16Array(slotCount),
  jumpCount: new Uint16Array(slotCount),
  gapCount: new Uint16Array(slotCount),
  gapSeconds: new Uint32Array(slotCount),
  longestGapSeconds: new Uint32Array(slotCount),
  ages: new Uint16Array(slotCount * agesPerSlot),
  sampledSeconds: 0,
  blindSeconds: 0,
});

export const createTallySum = (slotCount: number): TallySum => ({
  fixCount: new Uint32Array(slotCount),
  lateCount: new Uint32Array(slotCount),
  repeatCount: new Uint32Array(slotCount),
  jumpCount: new Uint32Array(slotCount),
  gapCount: new Uint32Array(slotCount),
  gapSeconds: new Uint32Array(slotCount),
  longestGapSeconds: new Uint32Array(slotCount),
  ages: new Uint32Array(slotCount * agesPerSlot),
  sampledSeconds: 0,
  blindSeconds: 0,
});

export const slotCountOf = (tally: HourTally | TallySum): number => tally.fixCount.length;

/** In the order in which they are stored: widest first, so that every column is aligned. */
const columnNames = [
  'fixCount',
  'gapSeconds',
  'longestGapSeconds',
  'lateCount',
  'repeatCount',
  'jumpCount',
  'gapCount',
  'ages',
] as const;

/** The same counts with room for more vehicles. */
export function growHourTally(tally: HourTally, slotCount: number): HourTally {
  const grown = createHourTally(slotCount);
  for (const name of columnNames) grown[name].set(tally[name]);
  return { ...grown, sampledSeconds: tally.sampledSeconds, blindSeconds: tally.blindSeconds };
}

/** Slots that `sum` has no room for are left out: they are of no vehicle it asks about. */
export function addTally(sum: TallySum, tally: HourTally | TallySum): void {
  for (const name of columnNames) {
    const to = sum[name];
    const from = tally[name];
    const end = Math.min(to.length, from.length);
    if (name === 'longestGapSeconds')
      for (let at = 0; at < end; at += 1) to[at] = Math.max(to[at]!, from[at]!);
    else for (let at = 0; at < end; at += 1) to[at] = to[at]! + from[at]!;
  }
  sum.sampledSeconds += tally.sampledSeconds;
  sum.blindSeconds += tally.blindSeconds;
}

/** The columns one after another, as bytes of this machine's order: a cache of this machine. */
export function bytesOfTally(tally: HourTally): Uint8Array {
  const parts = columnNames.map((name) => {
    const { buffer, byteOffset, byteLength } = tally[name];
    return new Uint8Array(buffer, byteOffset, byteLength);
  });
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

const bytesPerSlot = 3 * 4 + 4 * 2 + agesPerSlot * 2;

/** `null`: these bytes are no tally of this many vehicles. */
export function tallyOfBytes(bytes: Uint8Array, slotCount: number): HourTally | null {
  if (bytes.length !== slotCount * bytesPerSlot) return null;
  const tally = createHourTally(slotCount);
  let offset = 0;
  for (const name of columnNames) {
    const column = tally[name];
    new Uint8Array(column.buffer).set(bytes.subarray(offset, offset + column.byteLength));
    offset += column.byteLength;
  }
  return tally;
}
