import type { EngineState } from './schedule.ts';
import type { Truck } from './truck.ts';

/** Stats this fleet measures, by the vendor's names. Others are valid but not covered, and left out as the vendor does. */
export const measuredStats = [
  'gps',
  'engineStates',
  'fuelPercents',
  'obdOdometerMeters',
  'obdEngineSeconds',
  'gpsDistanceMeters',
  'defLevelMilliPercent',
  'faultCodes',
  'ecuSpeedMph',
  'engineRpm',
  'batteryMilliVolts',
  'engineCoolantTemperatureMilliC',
  'ambientAirTemperatureMilliC',
] as const;
export type MeasuredStat = (typeof measuredStats)[number];

export const isMeasured = (name: string): name is MeasuredStat =>
  measuredStats.some((measured) => measured === name);

/**
 * `unplugged`: reports only in the first part of each tour; `stored`: one report in months; `notInstalled`: never any;
 * `private`: the privacy button hides its position; `weakGps`: reports normally, its gateway complains.
 */
export type Condition = 'normal' | 'unplugged' | 'stored' | 'notInstalled' | 'private' | 'weakGps';

export interface Reporter {
  readonly truck: Truck;
  readonly condition: Condition;
  readonly hasDiagnostics: boolean;
  readonly hasFaultCodes: boolean;
}

const secondMs = 1_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
const storedEveryMs = 120 * dayMs;
/** A gateway sleeps an hour after the engine went off. */
export const gatewaySleepMs = 60 * minuteMs;
const unpluggedFromShare = 0.25;

/** Time between two reports while the engine is on, idle, off; 0: none, Infinity: only when the state begins. */
const cadenceMs: Readonly<Record<MeasuredStat, readonly [on: number, idle: number, off: number]>> = {
  gps: [5 * secondMs, 5 * minuteMs, 5 * minuteMs],
  engineStates: [Infinity, Infinity, Infinity],
  fuelPercents: [minuteMs, 5 * minuteMs, 0],
  obdOdometerMeters: [minuteMs, 5 * minuteMs, 0],
  obdEngineSeconds: [minuteMs, 5 * minuteMs, 0],
  gpsDistanceMeters: [minuteMs, 0, 0],
  defLevelMilliPercent: [5 * minuteMs, 0, 0],
  faultCodes: [5 * minuteMs, 0, 0],
  ecuSpeedMph: [10 * secondMs, 0, 0],
  engineRpm: [10 * secondMs, minuteMs, 0],
  batteryMilliVolts: [2 * minuteMs, 5 * minuteMs, 10 * minuteMs],
  engineCoolantTemperatureMilliC: [minuteMs, 5 * minuteMs, 0],
  ambientAirTemperatureMilliC: [5 * minuteMs, 5 * minuteMs, 0],
};

function stepOf(stat: MeasuredStat, state: EngineState): number {
  const [on, idle, off] = cadenceMs[stat];
  return state === 'On' ? on : state === 'Idle' ? idle : off;
}

function measures({ condition, hasDiagnostics, hasFaultCodes }: Reporter, stat: MeasuredStat): boolean {
  if (condition === 'notInstalled') return false;
  if (stat === 'gps' || stat === 'gpsDistanceMeters') return condition !== 'private';
  if (stat === 'faultCodes') return hasFaultCodes;
  return stat === 'engineStates' || hasDiagnostics;
}

/** When this tour's reports end: never, unless the gateway gets unplugged on the way. */
export function unpluggedSinceMs({ truck, condition }: Reporter, atMs: number): number | null {
  if (condition !== 'unplugged') return null;
  const sinceMs = truck.tourStartMs(atMs) + Math.floor(unpluggedFromShare * truck.plan.schedule.periodMs);
  return atMs >= sinceMs ? sinceMs : null;
}

/** Calls `visit` with the times at which the gateway measured `stat` in [fromMs, toMs), ascending. Pure in time. */
export function visitReports(
  reporter: Reporter,
  stat: MeasuredStat,
  fromMs: number,
  toMs: number,
  visit: (atMs: number) => void,
): void {
  if (!measures(reporter, stat)) return;
  if (reporter.condition === 'stored') {
    const first = Math.ceil(fromMs / storedEveryMs) * storedEveryMs;
    for (let atMs = first; atMs < toMs; atMs += storedEveryMs) visit(atMs);
    return;
  }
  for (let reachedMs = fromMs; reachedMs < toMs;) {
    const { state, startMs, endMs } = reporter.truck.engineAt(reachedMs);
    const stepMs = stepOf(stat, state);
    if (stepMs > 0) {
      const passed =
        reachedMs <= startMs ? 0 : stepMs === Infinity ? 1 : Math.ceil((reachedMs - startMs) / stepMs);
      const untilMs = Math.min(endMs, toMs, state === 'Off' ? startMs + gatewaySleepMs : Infinity);
      let atMs = passed === 0 ? startMs : startMs + passed * stepMs;
      for (; atMs < untilMs; atMs += stepMs) {
        if (unpluggedSinceMs(reporter, atMs) === null) visit(atMs);
      }
    }
    reachedMs = endMs;
  }
}

/** The last time at or before `atMs` at which `stat` was measured; `null` when there is none within two tours. */
export function lastReportMs(reporter: Reporter, stat: MeasuredStat, atMs: number): number | null {
  if (!measures(reporter, stat)) return null;
  if (reporter.condition === 'stored') return Math.floor(atMs / storedEveryMs) * storedEveryMs;
  const oldestMs = atMs - 2 * reporter.truck.plan.schedule.periodMs;
  for (let beforeMs = atMs; beforeMs > oldestMs;) {
    const silentSinceMs = unpluggedSinceMs(reporter, beforeMs);
    if (silentSinceMs !== null) beforeMs = silentSinceMs - 1;
    const { state, startMs, endMs } = reporter.truck.engineAt(beforeMs);
    const stepMs = stepOf(stat, state);
    if (stepMs === Infinity) return startMs;
    if (stepMs > 0) {
      const lastMs = Math.min(beforeMs, endMs - 1, state === 'Off' ? startMs + gatewaySleepMs - 1 : Infinity);
      return startMs + Math.floor((lastMs - startMs) / stepMs) * stepMs;
    }
    beforeMs = startMs - 1;
  }
  return null;
}
