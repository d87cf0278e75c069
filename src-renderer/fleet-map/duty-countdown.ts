import type { DutyClocks, DutyStatus } from '../../src-main/core/operations/telematics/contract.ts';

type ClockName = 'driveRemainingMs' | 'shiftRemainingMs' | 'cycleRemainingMs' | 'untilBreakMs';

/**
 * Which clocks run down in which duty status (US property-carrying rules, 49 CFR 395.3): drive time and the time until the
 * 30-minute break only at the wheel; shift and cycle with all work. Off duty the vendor decides what a rest gives back,
 * so nothing is counted here until its next answer.
 */
const runningClocks: Readonly<Record<DutyStatus, readonly ClockName[]>> = {
  driving: ['driveRemainingMs', 'shiftRemainingMs', 'cycleRemainingMs', 'untilBreakMs'],
  onDuty: ['shiftRemainingMs', 'cycleRemainingMs'],
  yardMove: ['shiftRemainingMs', 'cycleRemainingMs'],
  offDuty: [],
  sleeperBed: [],
  personalConveyance: [],
  unknown: [],
};

/** The clocks as they stand at `nowMs`, never below zero; what the vendor did not know stays `null`. */
export function countDown(clocks: DutyClocks, nowMs: number): Readonly<Record<ClockName, number | null>> {
  const elapsedMs = Math.max(0, nowMs - clocks.asOfMs);
  const running = runningClocks[clocks.dutyStatus];
  const at = (name: ClockName): number | null => {
    const remainingMs = clocks[name];
    if (remainingMs === null) return null;
    return Math.max(0, running.includes(name) ? remainingMs - elapsedMs : remainingMs);
  };
  return {
    driveRemainingMs: at('driveRemainingMs'),
    shiftRemainingMs: at('shiftRemainingMs'),
    cycleRemainingMs: at('cycleRemainingMs'),
    untilBreakMs: at('untilBreakMs'),
  };
}

/** Vendor clocks are fetched every minute; older than this they are shown with "as of". */
export const dutyClocksOldMs = 5 * 60_000;

/** Drive time below which a driving truck needs a dispatcher. */
export const driveTimeShortMs = 30 * 60_000;
