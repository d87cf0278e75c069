import type { DutyClocks } from '../../src-main/core/operations/telematics/contract.ts';
import {
  countDown as countDownByRule,
  dutyClocksOldMs,
} from '../../src-main/core/operations/telematics/hours/duty.wire.ts';

export { dutyClocksOldMs };

type ClockName = 'driveRemainingMs' | 'shiftRemainingMs' | 'cycleRemainingMs' | 'untilBreakMs';

/**
 * The clocks as they stand at `nowMs`, never below zero; what the vendor did not know stays `null`. Long after they were told
 * they stand still at what was told.
 */
export function countDown(clocks: DutyClocks, nowMs: number): Readonly<Record<ClockName, number | null>> {
  const left = countDownByRule(clocks, nowMs);
  return {
    driveRemainingMs: left.drive,
    shiftRemainingMs: left.shift,
    cycleRemainingMs: left.cycle,
    untilBreakMs: left.break,
  };
}

/** Drive time below which a driving truck needs a dispatcher. */
export const driveTimeShortMs = 30 * 60_000;
