/** Words and rules of duty time that the core and a desk both need. This file imports nothing. */

export const dutyStatuses = [
  'offDuty',
  'sleeperBed',
  'driving',
  'onDuty',
  'yardMove',
  'personalConveyance',
  'unknown',
] as const;
type DutyStatus = (typeof dutyStatuses)[number];

/** The four lines of the graph of a day, from the top, as on the paper form (49 CFR 395.8(g)). */
export const dutyLines = ['offDuty', 'sleeperBed', 'driving', 'onDuty'] as const;
export type DutyLine = (typeof dutyLines)[number];

/** The line a status is drawn on: personal conveyance is off-duty time, a yard move on-duty time (49 CFR 395 B, app. A). */
export function lineOf(status: DutyStatus): DutyLine | null {
  switch (status) {
    case 'personalConveyance':
      return 'offDuty';
    case 'yardMove':
      return 'onDuty';
    case 'unknown':
      return null;
    default:
      return status;
  }
}

export const dutyClockNames = ['drive', 'break', 'shift', 'cycle'] as const;
export type DutyClockName = (typeof dutyClockNames)[number];

/** As the contract's duty clocks: what the vendor counted at `asOfMs`. */
export interface CountedClocks {
  readonly asOfMs: number;
  readonly dutyStatus: DutyStatus;
  readonly driveRemainingMs: number | null;
  readonly untilBreakMs: number | null;
  readonly shiftRemainingMs: number | null;
  readonly cycleRemainingMs: number | null;
}

/**
 * Which clocks run down in which duty status (US property-carrying rules, 49 CFR 395.3): drive time and the time until the
 * 30-minute break only at the wheel; shift and cycle with all work. Off duty the vendor decides what a rest gives back (a
 * split berth stops the 14 hours, a short break does not), so nothing is counted until its next answer.
 */
const runningClocks: Readonly<Record<DutyStatus, readonly DutyClockName[]>> = {
  driving: dutyClockNames,
  onDuty: ['shift', 'cycle'],
  yardMove: ['shift', 'cycle'],
  offDuty: [],
  sleeperBed: [],
  personalConveyance: [],
  unknown: [],
};

/** The vendor is asked every minute. Clocks older than this are shown with the time they were counted at. */
export const dutyClocksOldMs = 5 * 60_000;
/** Older than this nobody knows what the driver does: the clocks stand still at what was last told. */
export const dutyClocksHeldMs = 15 * 60_000;

export type ClocksLeft = Readonly<Record<DutyClockName, number | null>>;

const countedOf = (clocks: CountedClocks): ClocksLeft => ({
  drive: clocks.driveRemainingMs,
  break: clocks.untilBreakMs,
  shift: clocks.shiftRemainingMs,
  cycle: clocks.cycleRemainingMs,
});

const isHeld = (clocks: CountedClocks, nowMs: number): boolean => nowMs - clocks.asOfMs > dutyClocksHeldMs;

/** The clocks at `nowMs` (vendor's clock), never below zero; what the vendor did not say stays `null`. */
export function countDown(clocks: CountedClocks, nowMs: number): ClocksLeft {
  const counted = countedOf(clocks);
  const elapsedMs = isHeld(clocks, nowMs) ? 0 : Math.max(0, nowMs - clocks.asOfMs);
  const running = runningClocks[clocks.dutyStatus];
  const at = (name: DutyClockName): number | null => {
    const countedMs = counted[name];
    if (countedMs === null) return null;
    return Math.max(0, running.includes(name) ? countedMs - elapsedMs : countedMs);
  };
  return { drive: at('drive'), break: at('break'), shift: at('shift'), cycle: at('cycle') };
}

/** What is to be said of a driver's hours, gravest first. */
export type DutyOutlook =
  /** Driving although this clock has run out. `sinceMs` `null`: it had when it was first told. */
  | { readonly kind: 'violation'; readonly clock: DutyClockName; readonly sinceMs: number | null }
  /** Not driving, and may not: this clock has run out. */
  | { readonly kind: 'spent'; readonly clock: DutyClockName }
  /** Runs down now; the limit comes in `inMs`. */
  | { readonly kind: 'ahead'; readonly clock: DutyClockName; readonly inMs: number };

/** How a driver stands with the limits at `nowMs`: violations, then limits ahead (soonest first), then clocks run out. */
export function outlookOf(clocks: CountedClocks, nowMs: number): readonly DutyOutlook[] {
  if (isHeld(clocks, nowMs) || clocks.dutyStatus === 'unknown') return [];
  const left = countDown(clocks, nowMs);
  const counted = countedOf(clocks);
  const running = runningClocks[clocks.dutyStatus];
  const violations: DutyOutlook[] = [];
  const ahead: Extract<DutyOutlook, { kind: 'ahead' }>[] = [];
  const spent: DutyOutlook[] = [];
  for (const clock of dutyClockNames) {
    const leftMs = left[clock];
    const countedMs = counted[clock] ?? 0;
    if (leftMs === null) continue;
    if (leftMs > 0) {
      if (running.includes(clock)) ahead.push({ kind: 'ahead', clock, inMs: leftMs });
    } else if (clocks.dutyStatus === 'driving') {
      violations.push({
        kind: 'violation',
        clock,
        sinceMs: countedMs > 0 ? clocks.asOfMs + countedMs : null,
      });
    } else {
      spent.push({ kind: 'spent', clock });
    }
  }
  // Driving again is not allowed by a spent clock, whatever the others still hold.
  return [...violations, ...spent, ...ahead.sort((a, b) => a.inMs - b.inMs)];
}
