import {
  advanceDuty,
  createDutyMeter,
  remainingDuty,
  type DutyRemaining,
  type DutyStatus,
} from './duty-meter.ts';
import { dutyDuring } from './schedule.ts';
import type { Truck } from './truck.ts';

export interface DutyClock extends DutyRemaining {
  readonly status: DutyStatus;
  readonly cycleStartedMs: number;
  readonly shiftViolationMs: number;
  readonly cycleViolationMs: number;
}

/**
 * The clocks of one member of a truck's crew. Every tour ends with a 34-hour restart, so counting from the start of
 * the current tour is exact.
 */
export function dutyClockAt(truck: Truck, member: number, atMs: number): DutyClock {
  const startMs = truck.tourStartMs(atMs);
  const meter = createDutyMeter(0);
  let status: DutyStatus = 'offDuty';
  for (const segment of truck.plan.schedule.segments) {
    for (const stretch of dutyDuring(segment, member)) {
      const spentMs = Math.min(stretch.endMs, atMs - startMs) - stretch.startMs;
      if (spentMs < 0) break;
      status = stretch.status;
      advanceDuty(meter, status, spentMs);
    }
    if (startMs + segment.endMs > atMs) break;
  }
  const remaining = remainingDuty(meter);
  return {
    ...remaining,
    status,
    cycleStartedMs: startMs + meter.cycleStartedMs,
    shiftViolationMs: Math.round(meter.shiftViolationMs),
    cycleViolationMs: Math.max(0, Math.round(meter.cycleMs - 70 * 3_600_000)),
  };
}

export interface Turn {
  readonly member: number;
  readonly startMs: number;
  /** `null` while it lasts. */
  readonly endMs: number | null;
}

/** Who was responsible for the truck when, overlapping [fromMs, toMs]; nobody while it is home. Oldest first. */
export function turnsBetween(truck: Truck, fromMs: number, toMs: number, nowMs: number): Turn[] {
  const turns: { member: number; startMs: number; endMs: number }[] = [];
  const { periodMs, segments } = truck.plan.schedule;
  for (let tourMs = truck.tourStartMs(fromMs); tourMs <= toMs; tourMs += periodMs) {
    for (const segment of segments) {
      if (segment.kind === 'home') continue;
      const [startMs, endMs] = [tourMs + segment.startMs, tourMs + segment.endMs];
      const last = turns.at(-1);
      if (last !== undefined && last.member === segment.driver && last.endMs === startMs) last.endMs = endMs;
      else turns.push({ member: segment.driver, startMs, endMs });
    }
  }
  return turns
    .filter((turn) => turn.endMs > fromMs && turn.startMs <= toMs && turn.startMs <= nowMs)
    .map((turn) => ({ ...turn, endMs: turn.endMs > nowMs ? null : turn.endMs }));
}
