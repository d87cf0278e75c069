import type { AccuracyVehicles } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { plainText } from '../hours/driver-rows.ts';

export const ageStates = ['moving', 'stopped', 'idle', 'off'] as const;
export type AgeState = (typeof ageStates)[number];

export type AccuracyColumn =
  | 'trouble'
  | 'truck'
  | AgeState
  | 'gapCount'
  | 'gapMs'
  | 'longestGapMs'
  | 'jumpCount'
  | 'lateCount'
  | 'repeatCount'
  | 'fixCount';

export interface AccuracySort {
  readonly column: AccuracyColumn;
  readonly direction: 'ascending' | 'descending';
}

/** A vehicle of the list: its place in the columns of the answer. */
export interface AccuracyRow {
  /** Place in the columns. */
  readonly at: number;
  readonly slot: number;
  readonly name: string;
}

export interface RowsQuestion {
  readonly search: string;
  readonly onlyTroubled: boolean;
  readonly sort: AccuracySort;
}

/**
 * What somebody should look into: a dead gateway first, then time in gaps, then jumps. Late and repeated fixes alone are
 * how mobile networks are.
 */
export function troubleOf(vehicles: AccuracyVehicles, at: number): number {
  const dead = (vehicles.dead[at] ?? null) === null ? 0 : 1;
  return dead * 1e12 + (vehicles.gapMs[at] ?? 0) + (vehicles.jumpCount[at] ?? 0) * 1_000;
}

function valueOf(
  vehicles: AccuracyVehicles,
  row: AccuracyRow,
  column: AccuracyColumn,
): number | string | null {
  switch (column) {
    case 'trouble':
      return troubleOf(vehicles, row.at);
    case 'truck':
      return row.name;
    case 'moving':
    case 'stopped':
    case 'idle':
    case 'off':
      return vehicles.ages[column].p95Ms[row.at] ?? null;
    default:
      return vehicles[column][row.at] ?? 0;
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareValues(a: number | string | null, b: number | string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}

/** Vehicles as searched and sorted: what is not known stands last in both directions, equal ones by name. */
export function accuracyRows(
  vehicles: AccuracyVehicles,
  nameOf: (slot: number) => string | null,
  { search, onlyTroubled, sort }: RowsQuestion,
): readonly AccuracyRow[] {
  const words = plainText(search).split(/\s+/).filter(Boolean);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const rows: { row: AccuracyRow; value: number | string | null }[] = [];
  vehicles.slot.forEach((slot, at) => {
    const name = nameOf(slot);
    // Known to the feed, not yet to the list of names: it comes with the next roster.
    if (name === null || (onlyTroubled && troubleOf(vehicles, at) === 0)) return;
    const plain = plainText(name);
    if (!words.every((word) => plain.includes(word))) return;
    const row = { at, slot, name };
    rows.push({ row, value: valueOf(vehicles, row, sort.column) });
  });
  return rows
    .sort((a, b) => compareValues(a.value, b.value, sign) || collator.compare(a.row.name, b.row.name))
    .map(({ row }) => row);
}

/** How many there are somebody should look into. */
export function countTroubled(vehicles: AccuracyVehicles): number {
  return vehicles.slot.filter((_, at) => troubleOf(vehicles, at) > 0).length;
}
