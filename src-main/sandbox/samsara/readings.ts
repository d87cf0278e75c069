import type { Vehicle } from '../fleet/index.ts';
import { segmentsBetween } from '../fleet/segments.ts';
import { arrivalMs, lastArrivedMs } from '../fleet/uploads.ts';
import { metersPerSecondPerMph } from '../fleet/traffic.ts';
import { knotsOf } from '../fleet/truck.ts';
import { changePage } from './change-stream.ts';
import { filterOf } from './cursor.ts';
import { externalIdsOf } from './directory.ts';
import { listPage } from './list-page.ts';
import type { World } from './lists.ts';
import type { Parameters } from './parameters.ts';
import { invalidParameter } from './refusal.ts';
import { isTracked } from './reporting.ts';
import { timeText } from './stat-values.ts';
import type { Page } from './stats-page.ts';

/** Read by this stand-in; others are valid at the vendor, and no truck here has them. */
const speedLimit = 'samsaraSpeedLimit';
const gpsSpeed = 'gpsSpeed';
const readingsMax = 5;
const entitiesPerPage = 200;
const rowsPerPage = 500;
const dayMs = 86_400_000;
/** How far back the last value is looked for. */
const oldestMs = 3 * dayMs;

const metersPerSecond = (mph: number): number => Math.round(mph * metersPerSecondPerMph * 10_000) / 10_000;

interface LimitPoint {
  readonly atMs: number;
  readonly limitMph: number;
}

/** Where the posted limit changed while driving, in [fromMs, toMs], oldest first. */
function limitChanges(vehicle: Vehicle, fromMs: number, toMs: number): LimitPoint[] {
  const points: LimitPoint[] = [];
  for (const { segment, startMs } of segmentsBetween(vehicle.truck, fromMs, toMs)) {
    if (segment.kind !== 'drive') continue;
    let lastMph: number | null = null;
    for (const piece of knotsOf(vehicle.truck.plan, segment).pieces) {
      if (piece.limitMph === lastMph) continue;
      lastMph = piece.limitMph;
      points.push({ atMs: Math.ceil(startMs + piece.startMs), limitMph: piece.limitMph });
    }
  }
  return points.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs && isTracked(vehicle, atMs));
}

const arrived = ({ faults }: World, vehicle: Vehicle, atMs: number): number =>
  Math.ceil(arrivalMs(vehicle, vehicle.index, atMs, faults.holds));

function selectAssets({ fleet }: World, parameters: Parameters): readonly Vehicle[] {
  if (parameters.text('entityType') !== 'asset') return [];
  const [ids, externalIds] = [parameters.list('entityIds'), parameters.list('externalIds')];
  if (ids.length + externalIds.length === 0) return fleet.vehicles;
  const hasExternal = (vehicle: Vehicle) =>
    Object.entries(externalIdsOf(vehicle)).some(([key, value]) => externalIds.includes(`${key}:${value}`));
  return fleet.vehicles.filter((vehicle) => ids.includes(vehicle.id) || hasExternal(vehicle));
}

function latestOf(world: World, vehicle: Vehicle, readingId: string, asOfMs: number) {
  const row = (atMs: number, value: number) => ({
    entityId: vehicle.id,
    readingId,
    happenedAtTime: timeText(atMs),
    value,
  });
  if (readingId === speedLimit) {
    const last = limitChanges(vehicle, asOfMs - oldestMs, asOfMs).findLast(
      ({ atMs }) => arrived(world, vehicle, atMs) <= asOfMs,
    );
    return last === undefined ? [] : [row(last.atMs, metersPerSecond(last.limitMph))];
  }
  if (readingId !== gpsSpeed) return [];
  const atMs = lastArrivedMs(vehicle, vehicle.index, 'gps', asOfMs, world.faults.holds);
  return atMs === null ? [] : [row(atMs, metersPerSecond(vehicle.truck.motionAt(atMs).speedMph))];
}

/** The last value of up to five readings of every asset, as of now or earlier. */
export function latestReadingsPage(world: World, parameters: Parameters, nowMs: number): Page {
  const readingIds = parameters.list('readingIds');
  if (readingIds.length > readingsMax) throw invalidParameter('readingIds', `at most ${readingsMax}`);
  const asOfMs = Math.min(parameters.time('asOfTime') ?? nowMs, nowMs);
  const items = selectAssets(world, parameters);
  const lists = ['readingIds', 'entityIds', 'externalIds', 'entityType'].map(parameters.list);
  const filter = filterOf('/readings/latest', lists);
  const page = listPage(
    { items, filter, parameters, nowMs, faults: world.faults, pageSize: entitiesPerPage },
    (vehicle) => readingIds.flatMap((readingId) => latestOf(world, vehicle, readingId, asOfMs)),
  );
  return { ...page, data: page.data.flat() };
}

/** By time of measuring; with `feed=true` by arrival and without an end. */
export function readingsHistoryPage(world: World, parameters: Parameters, nowMs: number): Page {
  const readingId = parameters.text('readingId') ?? '';
  const isFeed = parameters.text('feed') === 'true';
  const startMs = parameters.time('startTime') ?? (isFeed ? nowMs : null);
  if (startMs === null) throw invalidParameter('startTime', 'it is required');
  const endMs = isFeed ? Infinity : (parameters.time('endTime') ?? nowMs);
  const names = ['readingId', 'entityIds', 'externalIds', 'entityType', 'feed', 'startTime', 'endTime'];
  const changedSince = (fromMs: number) =>
    readingId !== speedLimit
      ? []
      : selectAssets(world, parameters).flatMap((vehicle) =>
          limitChanges(vehicle, fromMs - (isFeed ? dayMs / 4 : 0), nowMs).flatMap((point) => {
            const arrivedMs = arrived(world, vehicle, point.atMs);
            if (arrivedMs > nowMs) return [];
            const updatedAtMs = isFeed ? arrivedMs : point.atMs;
            return [{ key: `${vehicle.id} ${point.atMs}`, updatedAtMs, vehicle, ...point }];
          }),
        );
  return changePage({
    parameters,
    filter: filterOf('/readings/history', names.map(parameters.list)),
    nowMs,
    faults: world.faults,
    startMs,
    endMs,
    rowsPerPage,
    changedSince,
    view: ({ vehicle, atMs, limitMph }) => ({
      entityId: vehicle.id,
      happenedAtTime: timeText(atMs),
      value: metersPerSecond(limitMph),
    }),
  });
}
