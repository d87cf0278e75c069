import { lastArrivedMs } from '../fleet/uploads.ts';
import type { MeasuredStat } from '../fleet/reports.ts';
import type { Vehicle } from '../fleet/index.ts';
import { externalIdsOf } from './directory.ts';
import { listPage } from './list-page.ts';
import type { Parameters } from './parameters.ts';
import type { Page } from './stats-page.ts';
import { isStatMissing, readStatsQuery, statPoint, type StatsDeps } from './stats-query.ts';

/** The snapshot renames these; all others keep the type's name. */
const singularNames: Partial<Record<MeasuredStat, string>> = {
  engineStates: 'engineState',
  fuelPercents: 'fuelPercent',
};
const dayMs = 86_400_000;

function snapshotOf(deps: StatsDeps, vehicle: Vehicle, stats: readonly MeasuredStat[], atMs: number) {
  const { faults } = deps;
  const isOld = vehicle.index % 5 === 2;
  const asOfMs = isOld ? atMs - (faults.get('old-snapshot')?.setting ?? 0) * dayMs : atMs;
  const isPlural = faults.get('plural-snapshot') !== null;
  const values = stats.flatMap((stat) => {
    const measuredMs = lastArrivedMs(vehicle, vehicle.index, stat, asOfMs, faults.holds);
    if (measuredMs === null || isStatMissing(faults, vehicle, stat)) return [];
    const point = statPoint(deps, vehicle, stat, measuredMs);
    return [isPlural ? [stat, [point]] : [singularNames[stat] ?? stat, point]];
  });
  return {
    id: vehicle.id,
    name: vehicle.name,
    externalIds: externalIdsOf(vehicle),
    ...Object.fromEntries(values),
  };
}

/** The last values known at `time` (default now), however old they are. */
export function snapshotPage(deps: StatsDeps, parameters: Parameters, nowMs: number): Page {
  const atMs = Math.min(parameters.time('time') ?? nowMs, nowMs);
  const { filter, stats, vehicles } = readStatsQuery(deps, '/fleet/vehicles/stats', parameters);
  return listPage({ items: vehicles, filter, parameters, nowMs, faults: deps.faults }, (vehicle) =>
    snapshotOf(deps, vehicle, stats, atMs),
  );
}
