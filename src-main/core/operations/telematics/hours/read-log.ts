import { AppError } from '../../../platform/errors.ts';
import type { DutyLog, DutyViolation } from './contract.ts';
import { foldLog, totalsOf, type LogEntry } from './fold-log.ts';
import { dayAt, resolveTimeZone, timeZoneDay } from './time-zone-day.ts';

/** What is stored of the logs. */
export interface LogSource {
  readDriver(driverId: string): Promise<{ readonly name: string; readonly timeZone: string | null } | null>;
  /** Entries that touch [fromMs, toMs), in any order. */
  readEntries(driverId: string, fromMs: number, toMs: number): Promise<readonly LogEntry[]>;
  /** Violations that touch [fromMs, toMs), the first to begin first. */
  readViolations(driverId: string, fromMs: number, toMs: number): Promise<readonly DutyViolation[]>;
  /** Vendor's time of the last answer about this driver's log; `null`: there was none. */
  readAsOfMs(driverId: string): Promise<number | null>;
}

/** The vendor advises to wait "a couple of days" for logs: apps out of coverage send theirs late, and drivers mend them. */
const uploadMs = 2 * 24 * 3_600_000;

/** Throws `telematics/unknown-driver`. `day` `null`: today. */
export async function readDutyLog(
  source: LogSource,
  question: { readonly driverId: string; readonly day: string | null },
  nowMs: number,
): Promise<DutyLog> {
  const { driverId } = question;
  const driver = await source.readDriver(driverId);
  if (!driver) throw new AppError('telematics/unknown-driver', 'No driver with this id is known.');
  const { timeZone, isKnown: isTimeZoneKnown } = resolveTimeZone(driver.timeZone);
  const today = dayAt(nowMs, timeZone);
  const day = question.day ?? today;
  const { startMs: dayStartMs, endMs: dayEndMs, hours } = timeZoneDay(day, timeZone);
  const asOfMs = await source.readAsOfMs(driverId);
  const knownUntilMs = Math.max(dayStartMs, Math.min(dayEndMs, asOfMs ?? 0));
  const segments = foldLog(
    await source.readEntries(driverId, dayStartMs, knownUntilMs),
    dayStartMs,
    knownUntilMs,
  );
  return {
    driverId,
    driverName: driver.name,
    day,
    today,
    timeZone,
    isTimeZoneKnown,
    dayStartMs,
    dayEndMs,
    hours: [...hours],
    knownUntilMs,
    asOfMs,
    mayStillChange: nowMs < dayEndMs + uploadMs,
    segments,
    totals: totalsOf(segments),
    violations: [...(await source.readViolations(driverId, dayStartMs, dayEndMs))],
  };
}
