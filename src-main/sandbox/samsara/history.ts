import { unpluggedSinceMs, visitReports, lastReportMs, type MeasuredStat } from '../fleet/reports.ts';
import { arrivalMs } from '../fleet/uploads.ts';
import type { Vehicle } from '../fleet/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { LogEntry } from './feed-log.ts';
import type { Parameters } from './parameters.ts';
import { invalidParameter, refusal } from './refusal.ts';
import { statsData, type Page } from './stats-page.ts';
import { readStatsQuery, type StatsDeps } from './stats-query.ts';

const path = '/fleet/vehicles/stats/history';
const sliceMs = 3_600_000;
const slicesPerPageMax = 4_000;

export interface HistoryDeps extends StatsDeps {
  readonly pointsPerPage: number;
}

/** Points of one vehicle measured in [fromMs, toMs) that have reached the cloud by now, by stat, oldest first. */
function pointsOf(
  { faults }: HistoryDeps,
  vehicle: Vehicle,
  stats: readonly MeasuredStat[],
  fromMs: number,
  toMs: number,
  nowMs: number,
): LogEntry[] {
  const points: LogEntry[] = [];
  for (const stat of stats) {
    visitReports(vehicle, stat, fromMs, toMs, (atMs) => {
      const arrivedMs = arrivalMs(vehicle, vehicle.index, atMs, faults.holds);
      if (arrivedMs <= nowMs) points.push({ arrivedMs, vehicle, stat, atMs });
    });
  }
  return points;
}

/** The vendor's own sample shows an engine state from before the window: the fault does the same. */
function stateBefore(vehicle: Vehicle, startMs: number): LogEntry[] {
  if (unpluggedSinceMs(vehicle, startMs) !== null) return [];
  const atMs = lastReportMs(vehicle, 'engineStates', startMs - 1);
  return atMs === null ? [] : [{ arrivedMs: atMs, vehicle, stat: 'engineStates', atMs }];
}

function readWindow(parameters: Parameters): readonly [startMs: number, endMs: number] {
  const [startMs, endMs] = [parameters.time('startTime'), parameters.time('endTime')];
  if (startMs === null || endMs === null) throw invalidParameter('startTime', 'both times are required');
  if (endMs < startMs) throw invalidParameter('endTime', 'is before startTime');
  return [startMs, endMs];
}

/** By time of measuring: what is still in a tunnel is missing, and comes when the window is asked for again later. */
export function historyPage(deps: HistoryDeps, parameters: Parameters, nowMs: number): Page {
  const { faults, pointsPerPage } = deps;
  const [startMs, endMs] = readWindow(parameters);
  const query = readStatsQuery(deps, path, parameters, [String(startMs), String(endMs)]);
  const after = parameters.text('after');
  let [vehicleNumber, fromMs] = [0, startMs];
  if (after !== null) {
    const cursor = decodeCursor(after, query.filter, nowMs, faults.get('expired-cursor')?.sinceMs ?? 0);
    if (cursor.kind !== 'history') throw refusal(400, 'Invalid cursor.');
    [vehicleNumber = 0, fromMs = startMs] = cursor.position;
  }
  const untilMs = Math.min(endMs, nowMs + 1);
  const entries: LogEntry[] = [];
  for (let slices = 0; slices < slicesPerPageMax && entries.length < pointsPerPage; slices++) {
    const vehicle = query.vehicles[vehicleNumber];
    if (vehicle === undefined) break;
    const isFirst = fromMs === startMs && query.stats.includes('engineStates');
    if (isFirst && faults.get('history-before-start') !== null)
      entries.push(...stateBefore(vehicle, startMs));
    const toMs = Math.min(fromMs + sliceMs, untilMs);
    entries.push(...pointsOf(deps, vehicle, query.stats, fromMs, toMs, nowMs));
    if (toMs >= untilMs) [vehicleNumber, fromMs] = [vehicleNumber + 1, startMs];
    else fromMs = toMs;
  }
  return {
    data: statsData(deps, query, entries),
    pagination: {
      endCursor: encodeCursor({
        kind: 'history',
        filter: query.filter,
        issuedAtMs: nowMs,
        position: [vehicleNumber, fromMs],
      }),
      hasNextPage: vehicleNumber < query.vehicles.length,
    },
  };
}
