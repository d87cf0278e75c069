import { dutyClockAt } from '../fleet/duty.ts';
import { dutyLimits } from '../fleet/duty-meter.ts';
import type { Driver } from '../fleet/index.ts';
import { externalIdsOf } from './directory.ts';
import type { World } from './lists.ts';
import { timeText } from './stat-values.ts';

/** Fresh clocks of somebody who has no truck. */
const restedClocks = {
  break: { timeUntilBreakDurationMs: dutyLimits.driveBeforeBreakMs },
  drive: { driveRemainingDurationMs: dutyLimits.driveMs },
  shift: { shiftRemainingDurationMs: dutyLimits.shiftMs },
  cycle: {
    cycleRemainingDurationMs: dutyLimits.cycleMs,
    cycleTomorrowDurationMs: dutyLimits.cycleMs,
  },
};

function statusText({ faults }: World, driver: Driver, status: string): string {
  if (faults.get('empty-hos-status') !== null && driver.index % 3 === 0) return '';
  if (faults.get('unknown-enum') !== null && driver.index % 4 === 0) return 'hyperspace';
  return status;
}

/** The vendor gives no as-of time with the clocks; inactive people are in the list too. */
export function clockView(world: World, driver: Driver, nowMs: number) {
  const { seat } = driver;
  const vehicle = seat === null ? undefined : world.fleet.vehicles[seat.truckIndex];
  const person = { id: driver.id, name: driver.name };
  if (seat === null || vehicle === undefined) {
    return {
      driver: person,
      currentDutyStatus: { hosStatusType: statusText(world, driver, 'offDuty') },
      clocks: restedClocks,
      violations: { shiftDrivingViolationDurationMs: 0, cycleViolationDurationMs: 0 },
    };
  }
  const clock = dutyClockAt(vehicle.truck, seat.member, nowMs);
  const isAway = vehicle.truck.segmentAt(nowMs).kind !== 'home';
  return {
    driver: person,
    currentDutyStatus: { hosStatusType: statusText(world, driver, clock.status) },
    ...(isAway
      ? { currentVehicle: { id: vehicle.id, name: vehicle.name, ExternalIds: externalIdsOf(vehicle) } }
      : {}),
    clocks: {
      break: { timeUntilBreakDurationMs: clock.untilBreakMs },
      drive: { driveRemainingDurationMs: clock.driveMs },
      shift: { shiftRemainingDurationMs: clock.shiftMs },
      cycle: {
        cycleRemainingDurationMs: clock.cycleMs,
        cycleTomorrowDurationMs: clock.cycleMs,
        cycleStartedAtTime: timeText(clock.cycleStartedMs),
      },
    },
    violations: {
      shiftDrivingViolationDurationMs: clock.shiftViolationMs,
      cycleViolationDurationMs: clock.cycleViolationMs,
    },
  };
}
