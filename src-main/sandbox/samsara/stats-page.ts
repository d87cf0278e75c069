import type { LogEntry } from './feed-log.ts';
import { isStatMissing, statPoint, type StatsDeps, type StatsQuery } from './stats-query.ts';

/** The vendor's envelope. */
export interface Page {
  readonly data: readonly unknown[];
  readonly pagination: { readonly endCursor: string; readonly hasNextPage: boolean };
}

/** Updates of a page as the vendor groups them: one item per vehicle, one array per stat, in log order. */
function groupByVehicle(
  entries: readonly LogEntry[],
  point: (entry: LogEntry) => Record<string, unknown>,
): unknown[] {
  const items = new Map<number, { id: string; name: string; [stat: string]: unknown }>();
  const arrays = new Map<string, unknown[]>();
  for (const entry of entries) {
    const { vehicle, stat } = entry;
    const item = items.get(vehicle.index) ?? { id: vehicle.id, name: vehicle.name };
    items.set(vehicle.index, item);
    const key = `${vehicle.index} ${stat}`;
    const array = arrays.get(key) ?? [];
    if (!arrays.has(key)) {
      arrays.set(key, array);
      item[stat] = array;
    }
    array.push(point(entry));
  }
  return [...items.values()];
}

/** The `data` of a feed or history page. */
export const statsData = (deps: StatsDeps, query: StatsQuery, entries: readonly LogEntry[]): unknown[] =>
  groupByVehicle(
    entries.filter(({ vehicle, stat }) => !isStatMissing(deps.faults, vehicle, stat)),
    ({ vehicle, stat, atMs }) => statPoint(deps, vehicle, stat, atMs, query.decorations),
  );
