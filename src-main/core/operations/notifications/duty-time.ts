import type { DutyClocks, DutyStatus } from '../telematics/contract.ts';
import type { DutyClockName } from './incident.wire.ts';

/** Which clocks run down in which duty status (US property-carrying rules, 49 CFR 395.3). */
const runningClocks: Readonly<Record<DutyStatus, readonly DutyClockName[]>> = {
  driving: ['drive', 'shift', 'cycle', 'break'],
  onDuty: ['shift', 'cycle'],
  yardMove: ['shift', 'cycle'],
  offDuty: [],
  sleeperBed: [],
  personalConveyance: [],
  unknown: [],
};

/** Asked for every minute; after this long without an answer nobody can say what is left. */
const clocksOldMs = 15 * 60_000;

function countedMs(clocks: DutyClocks, name: DutyClockName): number | null {
  switch (name) {
    case 'drive':
      return clocks.driveRemainingMs;
    case 'shift':
      return clocks.shiftRemainingMs;
    case 'cycle':
      return clocks.cycleRemainingMs;
    case 'break':
      return clocks.untilBreakMs;
  }
}

export interface DutyTime {
  readonly clock: DutyClockName;
  readonly remainingMs: number;
}

/** The one of these clocks that ends first; `resting`: none of them runs; `unknown`: not told, or too long ago. */
export function firstToEnd(
  clocks: DutyClocks | null,
  names: readonly DutyClockName[],
  nowMs: number,
): DutyTime | 'resting' | 'unknown' {
  if (clocks === null || clocks.dutyStatus === 'unknown') return 'unknown';
  const elapsedMs = Math.max(0, nowMs - clocks.asOfMs);
  if (elapsedMs > clocksOldMs) return 'unknown';
  const running = runningClocks[clocks.dutyStatus].filter((name) => names.includes(name));
  if (running.length === 0) return 'resting';
  let first: DutyTime | null = null;
  for (const clock of running) {
    const counted = countedMs(clocks, clock);
    if (counted === null) continue;
    const remainingMs = Math.max(0, counted - elapsedMs);
    if (first === null || remainingMs < first.remainingMs) first = { clock, remainingMs };
  }
  return first ?? 'unknown';
}
