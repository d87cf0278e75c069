import { vehicleStatuses, type VehicleStatus } from '../fleet-frame.wire.ts';
import type { FleetTable } from '../fleet-table.ts';
import { runningLimitsMs } from '../freshness.ts';
import { ageClassCount, ageClassOf, ageStates } from './ages.ts';
import { agesPerSlot, type HourTally } from './tally.ts';

/** Between two looks at the whole fleet: twice the interval at which a truck reports. */
export const sampleSeconds = 10;

const stateOf = (status: VehicleStatus): number => ageStates.findIndex((state) => state === status);
/** Index of the age state by the byte of the status, -1 where none is known. */
const stateByStatus = vehicleStatuses.map(stateOf);
const isRunningState = ageStates.map((state) => state === 'moving' || state === 'stopped');

/** Which vehicles were in a gap at the last look, by slot. */
export type OpenGaps = Uint8Array;

/** One look at every vehicle that is listed and has a fix. `table.status` must be as of now. */
export function sampleFleet(
  tally: HourTally,
  openGaps: OpenGaps,
  fleet: { readonly table: Pick<FleetTable, 'timeMs' | 'status' | 'isListed'>; readonly slotEnd: number },
  nowMs: number,
): void {
  const { table, slotEnd } = fleet;
  tally.sampledSeconds += sampleSeconds;
  for (let slot = 0; slot < slotEnd; slot += 1) {
    const state = stateByStatus[table.status[slot]!] ?? -1;
    if (table.isListed[slot] !== 1 || table.timeMs[slot] === 0 || state < 0) {
      openGaps[slot] = 0;
      continue;
    }
    const ageMs = nowMs - table.timeMs[slot]!;
    const at = slot * agesPerSlot + state * ageClassCount + ageClassOf(ageMs);
    tally.ages[at]! += 1;
    const isGap = isRunningState[state] === true && ageMs > runningLimitsMs.delayed;
    if (isGap) countGap(tally, openGaps[slot] === 1, slot, ageMs);
    openGaps[slot] = isGap ? 1 : 0;
  }
}

function countGap(tally: HourTally, wasOpen: boolean, slot: number, ageMs: number): void {
  const ageSeconds = Math.round(ageMs / 1_000);
  // Found when it is two minutes long: those count too.
  tally.gapSeconds[slot]! += wasOpen ? sampleSeconds : Math.min(ageSeconds, runningLimitsMs.delayed / 1_000);
  if (!wasOpen) tally.gapCount[slot]! += 1;
  if (ageSeconds > tally.longestGapSeconds[slot]!) tally.longestGapSeconds[slot] = ageSeconds;
}
