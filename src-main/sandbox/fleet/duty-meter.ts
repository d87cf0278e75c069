/** Samsara's words for what a driver is doing. */
export type DutyStatus = 'offDuty' | 'sleeperBed' | 'driving' | 'onDuty' | 'yardMove' | 'personalConveyance';

const hourMs = 3_600_000;

/** US property-carrying limits, 49 CFR 395.3 (interstate, 70 hours in 8 days). */
export const dutyLimits = {
  driveMs: 11 * hourMs,
  shiftMs: 14 * hourMs,
  driveBeforeBreakMs: 8 * hourMs,
  breakMs: 0.5 * hourMs,
  cycleMs: 70 * hourMs,
  dailyRestMs: 10 * hourMs,
  restartMs: 34 * hourMs,
} as const;

/**
 * What the rules count for one driver. Mutable on purpose: schedules advance it thousands of times.
 * The cycle counts since the last 34-hour restart: tours are shorter than 8 days, so nothing drops out of the window.
 */
export interface DutyMeter {
  driveMs: number;
  driveSinceBreakMs: number;
  /** Wall time since the shift began; 0 while no shift runs. */
  shiftMs: number;
  isShiftRunning: boolean;
  cycleMs: number;
  offMs: number;
  notDrivingMs: number;
  /** Driving beyond 11 hours or after the 14th hour. */
  shiftViolationMs: number;
  /** Time of the meter when the cycle began. */
  cycleStartedMs: number;
  atMs: number;
}

export const createDutyMeter = (atMs = 0): DutyMeter => ({
  driveMs: 0,
  driveSinceBreakMs: 0,
  shiftMs: 0,
  isShiftRunning: false,
  cycleMs: 0,
  offMs: dutyLimits.restartMs,
  notDrivingMs: dutyLimits.restartMs,
  shiftViolationMs: 0,
  cycleStartedMs: atMs,
  atMs,
});

const isOff = (status: DutyStatus) =>
  status === 'offDuty' || status === 'sleeperBed' || status === 'personalConveyance';

function rest(meter: DutyMeter, durationMs: number): void {
  meter.offMs += durationMs;
  if (meter.offMs >= dutyLimits.dailyRestMs) {
    meter.driveMs = 0;
    meter.driveSinceBreakMs = 0;
    meter.shiftMs = 0;
    meter.isShiftRunning = false;
    meter.shiftViolationMs = 0;
  } else if (meter.isShiftRunning) {
    meter.shiftMs += durationMs;
  }
  if (meter.offMs >= dutyLimits.restartMs) {
    meter.cycleMs = 0;
    meter.cycleStartedMs = meter.atMs + durationMs;
  }
}

/** Moves the meter on by `durationMs` in `status`. One status may be fed in pieces of any length. */
export function advanceDuty(meter: DutyMeter, status: DutyStatus, durationMs: number): void {
  if (status === 'driving') {
    const lawfulMs = Math.max(
      0,
      Math.min(dutyLimits.driveMs - meter.driveMs, dutyLimits.shiftMs - meter.shiftMs),
    );
    meter.shiftViolationMs += Math.max(0, durationMs - lawfulMs);
    meter.driveMs += durationMs;
    meter.driveSinceBreakMs += durationMs;
    meter.notDrivingMs = 0;
  } else {
    meter.notDrivingMs += durationMs;
    if (meter.notDrivingMs >= dutyLimits.breakMs) meter.driveSinceBreakMs = 0;
  }
  if (isOff(status)) {
    rest(meter, durationMs);
  } else {
    meter.offMs = 0;
    meter.isShiftRunning = true;
    meter.shiftMs += durationMs;
    meter.cycleMs += durationMs;
  }
  meter.atMs += durationMs;
}

export interface DutyRemaining {
  readonly driveMs: number;
  readonly shiftMs: number;
  readonly cycleMs: number;
  readonly untilBreakMs: number;
}

export function remainingDuty(meter: DutyMeter): DutyRemaining {
  const left = (limitMs: number, usedMs: number) => Math.max(0, Math.round(limitMs - usedMs));
  return {
    driveMs: left(dutyLimits.driveMs, meter.driveMs),
    shiftMs: left(dutyLimits.shiftMs, meter.shiftMs),
    cycleMs: left(dutyLimits.cycleMs, meter.cycleMs),
    untilBreakMs: left(dutyLimits.driveBeforeBreakMs, meter.driveSinceBreakMs),
  };
}
