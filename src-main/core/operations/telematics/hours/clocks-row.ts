import type { DutyClocks } from '../contract.ts';
import { dutyClocksSchema } from './clocks-schema.ts';

/** As `duty_clock` has them; all null where a driver has none. */
export interface DutyClocksRow {
  as_of_ms: number | null;
  duty_status: string | null;
  drive_remaining_ms: number | null;
  shift_remaining_ms: number | null;
  cycle_remaining_ms: number | null;
  until_break_ms: number | null;
}

export function clocksOf(row: DutyClocksRow): DutyClocks | null {
  if (row.as_of_ms === null) return null;
  const dutyStatus = dutyClocksSchema.shape.dutyStatus.safeParse(row.duty_status);
  return {
    asOfMs: row.as_of_ms,
    dutyStatus: dutyStatus.success ? dutyStatus.data : 'unknown',
    driveRemainingMs: row.drive_remaining_ms,
    shiftRemainingMs: row.shift_remaining_ms,
    cycleRemainingMs: row.cycle_remaining_ms,
    untilBreakMs: row.until_break_ms,
  };
}
