import type { Fleet, Vehicle } from '../fleet/index.ts';
import { hash32 } from '../fleet/random.ts';
import { isMeasured, type MeasuredStat } from '../fleet/reports.ts';
import type { AddressBook } from './address-book.ts';
import { filterOf } from './cursor.ts';
import type { Faults } from './faults.ts';
import type { Parameters } from './parameters.ts';
import { statValue, timeText } from './stat-values.ts';
import type { Directory } from './directory.ts';

export interface StatsDeps {
  readonly fleet: Fleet;
  readonly directory: Directory;
  readonly faults: Faults;
  readonly addresses: AddressBook;
}

/** What a stats request asks for, whichever of the three ways it is answered. */
export interface StatsQuery {
  readonly stats: readonly MeasuredStat[];
  readonly decorations: readonly MeasuredStat[];
  readonly vehicles: readonly Vehicle[];
  readonly filter: number;
}

export function readStatsQuery(
  { directory }: StatsDeps,
  path: string,
  parameters: Parameters,
  extra: readonly string[] = [],
): StatsQuery {
  const lists = ['types', 'decorations', 'vehicleIds', 'tagIds', 'parentTagIds'].map(parameters.list);
  return {
    stats: [...new Set(parameters.list('types'))].filter(isMeasured),
    decorations: [...new Set(parameters.list('decorations'))].filter(isMeasured),
    vehicles: directory.selectVehicles(parameters),
    filter: filterOf(path, [...lists, extra]),
  };
}

const hits = (vehicle: Vehicle, atMs: number, salt: number, every: number): boolean =>
  hash32(vehicle.index, Math.floor(atMs / 1_000), salt) % every === 0;

function withoutSomeKeys(value: Record<string, unknown>, vehicle: Vehicle, atMs: number) {
  const kept = { ...value };
  ['headingDegrees', 'speedMilesPerHour', 'reverseGeo', 'isEcuSpeed'].forEach((key, index) => {
    if (hits(vehicle, atMs, index, 3)) delete kept[key];
  });
  return kept;
}

/** One measured point as it is sent, with whatever faults do to it. */
export function statPoint(
  { faults, addresses }: StatsDeps,
  vehicle: Vehicle,
  stat: MeasuredStat,
  atMs: number,
  decorations: readonly MeasuredStat[] = [],
): Record<string, unknown> {
  const skewSeconds = vehicle.index % 5 === 3 ? (faults.get('device-clock-skew')?.setting ?? 0) : 0;
  let value = statValue(vehicle, stat, atMs, addresses);
  if (faults.get('missing-keys') !== null) value = withoutSomeKeys(value, vehicle, atMs);
  if (faults.get('unknown-enum') !== null && stat === 'engineStates' && hits(vehicle, atMs, 7, 2)) {
    value = { value: 'Cranking' };
  }
  if (faults.get('extra-keys') !== null) value = { ...value, quantumFlux: { spin: 0.5 } };
  const decorated = decorations.map((name) => [name, statValue(vehicle, name, atMs, addresses)] as const);
  return {
    time: timeText(atMs + skewSeconds * 1_000),
    ...value,
    ...(decorated.length === 0 ? {} : { decorations: Object.fromEntries(decorated) }),
  };
}

/** A gateway that lost its fuel or odometer reading for a while: the fault leaves the whole array out. */
export const isStatMissing = (faults: Faults, vehicle: Vehicle, stat: MeasuredStat): boolean =>
  faults.get('missing-keys') !== null &&
  stat !== 'engineStates' &&
  hash32(vehicle.index, stat.length) % 9 === 0;
