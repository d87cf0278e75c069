import { gatewayConditions } from '../facts.ts';
import type { FleetTable } from '../fleet-table.ts';
import { ageAtMs, ageClassCount, ageStates, type AgeState } from './ages.ts';
import type { Accuracy, AccuracyVehicles, DeadReason } from './contract.ts';
import { agesPerSlot, type TallySum } from './tally.ts';

/** Longer than a weekend at the dock: a box that sleeps still reports now and then. */
export const silentAfterMs = 3 * 24 * 3_600_000;

const unplugged = gatewayConditions.indexOf('unplugged');

type Signs = Pick<
  FleetTable,
  'timeMs' | 'engineTimeMs' | 'fuelTimeMs' | 'engineSinceMs' | 'gateway' | 'isListed'
>;

const heardAtMsOf = (table: Signs, slot: number): number =>
  Math.max(table.timeMs[slot]!, table.engineTimeMs[slot]!, table.fuelTimeMs[slot]!);

/** Why nothing is to be expected of a vehicle's box any more; `null`: it lives. */
export function deadReasonOf(table: Signs, slot: number, nowMs: number): DeadReason | null {
  if (table.gateway[slot] === unplugged) return 'unplugged';
  const heardAtMs = heardAtMsOf(table, slot);
  if (heardAtMs === 0) return 'neverHeard';
  return nowMs - heardAtMs > silentAfterMs ? 'silent' : null;
}

const sumOf = (columns: ArrayLike<number>, slots: readonly number[]): number =>
  slots.reduce((sum, slot) => sum + (columns[slot] ?? 0), 0);

function fleetAges(sum: TallySum, slots: readonly number[], state: AgeState) {
  const counts = new Float64Array(ageClassCount);
  const offset = ageStates.indexOf(state) * ageClassCount;
  for (const slot of slots) {
    const start = slot * agesPerSlot + offset;
    for (let its = 0; its < ageClassCount; its += 1) counts[its]! += sum.ages[start + its]!;
  }
  return {
    p50Ms: ageAtMs(counts, 0, 0.5),
    p95Ms: ageAtMs(counts, 0, 0.95),
    sampleCount: counts.reduce((total, its) => total + its, 0),
  };
}

function vehicleAges(sum: TallySum, slots: readonly number[], state: AgeState) {
  const offset = ageStates.indexOf(state) * ageClassCount;
  const at = (share: number) => slots.map((slot) => ageAtMs(sum.ages, slot * agesPerSlot + offset, share));
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

const byState = <T>(of: (state: AgeState) => T) => ({
  moving: of('moving'),
  stopped: of('stopped'),
  idle: of('idle'),
  off: of('off'),
});

function vehiclesOf(sum: TallySum, table: Signs, slots: readonly number[], nowMs: number): AccuracyVehicles {
  const counts = (columns: ArrayLike<number>) => slots.map((slot) => columns[slot] ?? 0);
  const times = (columns: ArrayLike<number>) => slots.map((slot) => (columns[slot] ?? 0) * 1_000);
  return {
    slot: [...slots],
    ages: byState((state) => vehicleAges(sum, slots, state)),
    fixCount: counts(sum.fixCount),
    lateCount: counts(sum.lateCount),
    repeatCount: counts(sum.repeatCount),
    jumpCount: counts(sum.jumpCount),
    gapCount: counts(sum.gapCount),
    gapMs: times(sum.gapSeconds),
    longestGapMs: times(sum.longestGapSeconds),
    dead: slots.map((slot) => deadReasonOf(table, slot, nowMs)),
    heardAtMs: slots.map((slot) => heardAtMsOf(table, slot) || null),
  };
}

/** What the counts say, of every vehicle that is listed and of the fleet. */
export function reportOf(
  sum: TallySum,
  fleet: { readonly table: Signs; readonly slotEnd: number },
  span: { readonly fromMs: number; readonly toMs: number },
): Accuracy {
  const slots: number[] = [];
  for (let slot = 0; slot < fleet.slotEnd; slot += 1) if (fleet.table.isListed[slot] === 1) slots.push(slot);
  const vehicles = vehiclesOf(sum, fleet.table, slots, span.toMs);
  return {
    ...span,
    sampledMs: sum.sampledSeconds * 1_000,
    blindMs: sum.blindSeconds * 1_000,
    fleet: {
      ages: byState((state) => fleetAges(sum, slots, state)),
      fixCount: sumOf(sum.fixCount, slots),
      lateCount: sumOf(sum.lateCount, slots),
      repeatCount: sumOf(sum.repeatCount, slots),
      jumpCount: sumOf(sum.jumpCount, slots),
      gapCount: sumOf(sum.gapCount, slots),
      gapMs: sumOf(sum.gapSeconds, slots) * 1_000,
      deadCount: vehicles.dead.filter((reason) => reason !== null).length,
    },
    vehicles,
  };
}
