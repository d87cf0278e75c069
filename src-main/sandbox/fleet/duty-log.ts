import { advanceDuty, createDutyMeter, dutyLimits, type DutyStatus } from './duty-meter.ts';
import { dutyDuring, type DutyStretch, type Schedule } from './schedule.ts';
import type { Truck } from './truck.ts';

/** `endMs` `null`: still going on. */
export interface DutyEntry {
  readonly status: DutyStatus;
  readonly startMs: number;
  readonly endMs: number | null;
}

export interface DutyViolation {
  readonly type: 'shiftDrivingHours' | 'shiftHours' | 'restbreakMissed' | 'cycleHoursOn';
  readonly startMs: number;
  readonly endMs: number;
}

/** Stretches of one tour, from its start, neighbours in the same status joined. */
function stretchesOf({ segments }: Schedule, member: number): DutyStretch[] {
  const joined: DutyStretch[] = [];
  for (const stretch of segments.flatMap((segment) => dutyDuring(segment, member))) {
    const last = joined.at(-1);
    if (stretch.endMs <= stretch.startMs) continue;
    if (last?.status === stretch.status) joined[joined.length - 1] = { ...last, endMs: stretch.endMs };
    else joined.push(stretch);
  }
  return joined;
}

const limitsWhileDriving = [
  ['shiftDrivingHours', 'driveMs', dutyLimits.driveMs],
  ['shiftHours', 'shiftMs', dutyLimits.shiftMs],
  ['restbreakMissed', 'driveSinceBreakMs', dutyLimits.driveBeforeBreakMs],
  ['cycleHoursOn', 'cycleMs', dutyLimits.cycleMs],
] as const;

function violationsOf(stretches: readonly DutyStretch[]): DutyViolation[] {
  const meter = createDutyMeter(0);
  return stretches.flatMap(({ status, startMs, endMs }) => {
    const found: DutyViolation[] = [];
    for (const [type, counter, limitMs] of status === 'driving' ? limitsWhileDriving : []) {
      const lawfulMs = Math.max(0, limitMs - meter[counter]);
      if (endMs - startMs > lawfulMs) found.push({ type, startMs: Math.round(startMs + lawfulMs), endMs });
    }
    advanceDuty(meter, status, endMs - startMs);
    return found;
  });
}

interface TourDuty {
  readonly stretches: readonly DutyStretch[];
  readonly violations: readonly DutyViolation[];
}

const dutyBySchedule = new WeakMap<Schedule, Map<number, TourDuty>>();

function tourDutyOf({ schedule }: Truck['plan'], member: number): TourDuty {
  const byMember = dutyBySchedule.get(schedule) ?? new Map<number, TourDuty>();
  dutyBySchedule.set(schedule, byMember);
  const stretches = stretchesOf(schedule, member);
  const duty = byMember.get(member) ?? { stretches, violations: violationsOf(stretches) };
  byMember.set(member, duty);
  return duty;
}

/** Tours that touch [fromMs, toMs]. */
function tourStarts(truck: Truck, fromMs: number, toMs: number): number[] {
  const starts: number[] = [];
  for (let startMs = truck.tourStartMs(fromMs); startMs <= toMs; startMs += truck.plan.schedule.periodMs) {
    starts.push(startMs);
  }
  return starts;
}

/** Entries of the log of one member of the crew that overlap [fromMs, toMs], as they stand at `nowMs`. */
export function dutyLogBetween(
  truck: Truck,
  member: number,
  fromMs: number,
  toMs: number,
  nowMs: number,
): DutyEntry[] {
  return tourStarts(truck, fromMs, toMs).flatMap((baseMs) =>
    tourDutyOf(truck.plan, member)
      .stretches.map((its) => ({ ...its, startMs: baseMs + its.startMs, endMs: baseMs + its.endMs }))
      .filter(({ startMs, endMs }) => endMs > fromMs && startMs <= toMs && startMs <= nowMs)
      .map((its) => ({ ...its, endMs: its.endMs > nowMs ? null : its.endMs })),
  );
}

/** Violations that go on at some moment of [fromMs, toMs]; their ends may lie in the future. */
export function violationsBetween(
  truck: Truck,
  member: number,
  fromMs: number,
  toMs: number,
): DutyViolation[] {
  return tourStarts(truck, fromMs, toMs).flatMap((baseMs) =>
    tourDutyOf(truck.plan, member)
      .violations.map((its) => ({ ...its, startMs: baseMs + its.startMs, endMs: baseMs + its.endMs }))
      .filter(({ startMs, endMs }) => endMs >= fromMs && startMs <= toMs),
  );
}
