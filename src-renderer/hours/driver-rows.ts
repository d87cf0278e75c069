import type { DutyDriver } from '../../src-main/core/operations/telematics/hours/contract.ts';
import {
  countDown,
  dutyClocksHeldMs,
  lineOf,
  outlookOf,
  type DutyClockName,
  type DutyLine,
} from '../../src-main/core/operations/telematics/hours/duty.wire.ts';

export type HoursColumn = 'outlook' | 'driver' | 'truck' | 'status' | DutyClockName;

export interface HoursSort {
  readonly column: HoursColumn;
  readonly direction: 'ascending' | 'descending';
}

/** An empty list asks for nothing. Within a field any may fit, across fields all must. */
export interface HoursFilter {
  readonly underHour: boolean;
  readonly lines: readonly DutyLine[];
  readonly tagIds: readonly string[];
}

export const noHoursFilter: HoursFilter = { underHour: false, lines: [], tagIds: [] };

export const isFiltering = ({ underHour, lines, tagIds }: HoursFilter): boolean =>
  underHour || lines.length + tagIds.length > 0;

const hourMs = 3_600_000;

/** A limit comes within the hour, or is passed at the wheel. Who rests with nothing left needs nobody. */
export function isUnderHour({ clocks }: DutyDriver, nowMs: number): boolean {
  if (clocks === null) return false;
  return outlookOf(clocks, nowMs).some(
    (its) => its.kind === 'violation' || (its.kind === 'ahead' && its.inMs < hourMs),
  );
}

const lineOfDriver = ({ clocks }: DutyDriver): DutyLine | null =>
  clocks === null ? null : lineOf(clocks.dutyStatus);

export interface HoursCounts {
  readonly underHour: number;
  readonly byLine: Readonly<Record<DutyLine, number>>;
}

export function countDrivers(drivers: readonly DutyDriver[], nowMs: number): HoursCounts {
  const byLine: Record<DutyLine, number> = { offDuty: 0, sleeperBed: 0, driving: 0, onDuty: 0 };
  let underHour = 0;
  for (const driver of drivers) {
    const line = lineOfDriver(driver);
    if (line !== null) byLine[line] += 1;
    if (isUnderHour(driver, nowMs)) underHour += 1;
  }
  return { underHour, byLine };
}

export function filterDrivers(
  drivers: readonly DutyDriver[],
  filter: HoursFilter,
  tagIdsOf: (vehicleId: string) => readonly string[],
  nowMs: number,
): readonly DutyDriver[] {
  if (!isFiltering(filter)) return drivers;
  return drivers.filter((driver) => {
    const line = lineOfDriver(driver);
    const tagIds = driver.vehicle === null ? [] : tagIdsOf(driver.vehicle.id);
    return (
      (filter.lines.length === 0 || (line !== null && filter.lines.includes(line))) &&
      (filter.tagIds.length === 0 || filter.tagIds.some((id) => tagIds.includes(id))) &&
      (!filter.underHour || isUnderHour(driver, nowMs))
    );
  });
}

/** Lower case, without accents; the second form also without spaces and dashes. */
export const plainText = (value: string): string =>
  value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const compact = (value: string): string => plainText(value).replace(/[^\p{L}\p{N}]/gu, '');

export interface DriverSearchEntry {
  readonly driver: DutyDriver;
  readonly words: string;
}

/** Made once per board: typing must not normalise 10,000 names per key. */
export const indexDrivers = (drivers: readonly DutyDriver[]): readonly DriverSearchEntry[] =>
  drivers.map((driver) => {
    const { name, vehicle, phone } = driver;
    return {
      driver,
      words: [plainText(name), ...[name, vehicle?.name ?? '', phone ?? ''].map(compact)].join('\n'),
    };
  });

/** Drivers whose name, truck or phone holds every word of the query. */
export function searchDrivers(index: readonly DriverSearchEntry[], query: string): readonly DutyDriver[] {
  const words = plainText(query).split(/\s+/).filter(Boolean);
  const fits = ({ words: its }: DriverSearchEntry): boolean =>
    words.every((word) => its.includes(word) || (compact(word) !== '' && its.includes(compact(word))));
  return index.filter(fits).map(({ driver }) => driver);
}

const ranks = { violation: 0, ahead: 1, resting: 2, unknown: 3 } as const;
/** More than any clock or violation. */
const rankMs = 1_000 * hourMs;
const rankCount = 4;

function urgencyOfClocks(clocks: NonNullable<DutyDriver['clocks']>, nowMs: number): number {
  const outlook = outlookOf(clocks, nowMs);
  const violation = outlook.find((its) => its.kind === 'violation');
  if (violation) return ranks.violation * rankMs + rankMs / 2 + (violation.sinceMs ?? nowMs) - nowMs;
  const ahead = outlook.find((its) => its.kind === 'ahead');
  if (ahead) return ranks.ahead * rankMs + ahead.inMs;
  const { drive, shift, cycle } = countDown(clocks, nowMs);
  const leastMs = Math.min(...[drive, shift, cycle].map((ms) => ms ?? rankMs - 1));
  return (clocks.dutyStatus === 'unknown' ? ranks.unknown : ranks.resting) * rankMs + leastMs;
}

/**
 * Who runs out first. Violations, the longest first; then by the limit that comes first; then who rests, the least left first;
 * then whom nobody has told of for long, as it was then; then who keeps no log. Running clocks all fall alike, so the
 * order stands while time passes.
 */
function urgencyOf({ clocks }: DutyDriver, nowMs: number): number {
  if (clocks === null) return 2 * rankCount * rankMs;
  const isHeld = nowMs - clocks.asOfMs > dutyClocksHeldMs;
  return isHeld
    ? rankCount * rankMs + urgencyOfClocks(clocks, clocks.asOfMs)
    : urgencyOfClocks(clocks, nowMs);
}

/** Driving first; nobody knows last. */
const lineOrder: readonly (DutyLine | null)[] = ['driving', 'onDuty', 'sleeperBed', 'offDuty', null];
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function sortValue(driver: DutyDriver, column: HoursColumn, nowMs: number): number | string | null {
  switch (column) {
    case 'outlook':
      return urgencyOf(driver, nowMs);
    case 'driver':
      return driver.name;
    case 'truck':
      return driver.vehicle?.name ?? null;
    case 'status':
      return driver.clocks === null ? null : lineOrder.indexOf(lineOfDriver(driver));
    default:
      return driver.clocks === null ? null : countDown(driver.clocks, nowMs)[column];
  }
}

function compareValues(a: number | string | null, b: number | string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}

/** A new array in the asked order; what is not known stands last in both directions, equal ones by the order given. */
export function orderDrivers(
  drivers: readonly DutyDriver[],
  { column, direction }: HoursSort,
  nowMs: number,
): readonly DutyDriver[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return drivers
    .map((driver) => ({ driver, value: sortValue(driver, column, nowMs) }))
    .sort((a, b) => compareValues(a.value, b.value, sign))
    .map(({ driver }) => driver);
}

/** Lines in the order of the filter buttons. */
export const filterLines: readonly DutyLine[] = lineOrder.filter((line) => line !== null);
