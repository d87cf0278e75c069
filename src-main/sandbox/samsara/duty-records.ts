import { dutyLogBetween, violationsBetween, type DutyEntry } from '../fleet/duty-log.ts';
import type { Driver } from '../fleet/index.ts';
import { externalIdsOf } from './directory.ts';
import { filterOf } from './cursor.ts';
import { listPage } from './list-page.ts';
import type { World } from './lists.ts';
import type { Parameters } from './parameters.ts';
import { invalidParameter } from './refusal.ts';
import { timeText } from './stat-values.ts';
import type { Page } from './stats-page.ts';

const driversPerPage = 100;
const dayMs = 86_400_000;
/** Every tenth driver's app sends its log this much later. */
const lagMs = 40 * 60_000;

function readWindow(parameters: Parameters, nowMs: number): readonly [number, number] {
  const [fromMs, toMs] = [parameters.time('startTime') ?? nowMs, parameters.time('endTime') ?? nowMs];
  if (toMs < fromMs) throw invalidParameter('endTime', 'is before startTime');
  return [fromMs, toMs];
}

function selectDrivers({ fleet, directory }: World, parameters: Parameters): Driver[] {
  const ids = parameters.list('driverIds');
  return fleet.drivers
    .filter((driver) => !driver.isEldExempt && (ids.length === 0 || ids.includes(driver.id)))
    .filter((driver) => directory.matchesTags(directory.driverTags(driver), parameters));
}

const filterFor = (path: string, parameters: Parameters): number =>
  filterOf(path, [
    ...['driverIds', 'tagIds', 'parentTagIds', 'types'].map(parameters.list),
    [parameters.text('startTime') ?? ''],
    [parameters.text('endTime') ?? ''],
  ]);

function logView(world: World, driver: Driver, { status, startMs, endMs }: DutyEntry) {
  const vehicle = driver.seat === null ? undefined : world.fleet.vehicles[driver.seat.truckIndex];
  const isOff = status === 'offDuty';
  const isBare = world.faults.get('missing-keys') !== null && driver.index % 4 === 0;
  const other = vehicle?.crew.find(({ id }) => id !== driver.id);
  const motion = vehicle?.truck.motionAt(startMs);
  return {
    logStartTime: timeText(startMs),
    ...(endMs === null ? {} : { logEndTime: timeText(endMs) }),
    hosStatusType: status,
    ...(vehicle === undefined || isOff || isBare
      ? {}
      : { vehicle: { id: vehicle.id, name: vehicle.name, ExternalIds: externalIdsOf(vehicle) } }),
    ...(other === undefined || isOff ? {} : { codrivers: [{ id: other.id, name: other.name }] }),
    ...(motion === undefined || isBare
      ? {}
      : {
          logRecordedLocation: {
            latitude: Math.round(motion.latitude * 1e4) / 1e4,
            longitude: Math.round(motion.longitude * 1e4) / 1e4,
          },
        }),
  };
}

function logsOf(world: World, driver: Driver, fromMs: number, toMs: number, nowMs: number): DutyEntry[] {
  const vehicle = driver.seat === null ? undefined : world.fleet.vehicles[driver.seat.truckIndex];
  if (driver.seat === null || vehicle === undefined) {
    return [{ status: 'offDuty', startMs: driver.updatedAtMs, endMs: null }];
  }
  const lateMs = world.faults.get('late-duty-logs') === null ? lagMs : 3 * 60 * 60_000;
  const knownMs = driver.index % 10 === 3 ? nowMs - lateMs : nowMs;
  return dutyLogBetween(vehicle.truck, driver.seat.member, fromMs, Math.min(toMs, knownMs), knownMs);
}

/** Entries that overlap the window, by driver; the one going on has no end. Some apps send theirs late. */
export function dutyLogsPage(world: World, parameters: Parameters, nowMs: number): Page {
  const [fromMs, toMs] = readWindow(parameters, nowMs);
  return listPage(
    {
      items: selectDrivers(world, parameters),
      filter: filterFor('/fleet/hos/logs', parameters),
      parameters,
      nowMs,
      faults: world.faults,
      pageSize: driversPerPage,
    },
    (driver) => ({
      driver: { id: driver.id, name: driver.name },
      hosLogs: logsOf(world, driver, fromMs, toMs, nowMs).map((entry) => logView(world, driver, entry)),
    }),
  );
}

/** Violations that began in the window, by driver; of days in UTC. */
export function dutyViolationsPage(world: World, parameters: Parameters, nowMs: number): Page {
  const [fromMs, toMs] = readWindow(parameters, nowMs);
  const types = parameters.list('types');
  const items = selectDrivers(world, parameters).flatMap((driver) => {
    const vehicle = driver.seat === null ? undefined : world.fleet.vehicles[driver.seat.truckIndex];
    if (driver.seat === null || vehicle === undefined) return [];
    const found = violationsBetween(vehicle.truck, driver.seat.member, fromMs, toMs)
      .filter(({ startMs }) => startMs >= fromMs && startMs <= Math.min(toMs, nowMs))
      .filter(({ type }) => types.length === 0 || types.includes(type));
    return found.length === 0 ? [] : [{ driver, found }];
  });
  const filter = filterFor('/fleet/hos/violations', parameters);
  const request = { items, filter, parameters, nowMs, faults: world.faults, pageSize: driversPerPage };
  return listPage(request, ({ driver, found }) => ({
    violations: found.map(({ type, startMs, endMs }) => {
      const dayStartMs = Math.floor(startMs / dayMs) * dayMs;
      return {
        type,
        violationStartTime: timeText(startMs),
        durationMs: Math.max(0, Math.min(endMs, nowMs) - startMs),
        description: `${type} exceeded`,
        driver: { id: driver.id, name: driver.name },
        day: { startTime: timeText(dayStartMs), endTime: timeText(dayStartMs + dayMs) },
      };
    }),
  }));
}
