import { describe, expect, it } from 'vitest';
import {
  ageAtMs,
  ageClassCount,
} from '../../../../../../src-main/core/operations/telematics/accuracy/ages.ts';
import {
  deadReasonOf,
  silentAfterMs,
} from '../../../../../../src-main/core/operations/telematics/accuracy/report.ts';
import {
  sampleFleet,
  sampleSeconds,
} from '../../../../../../src-main/core/operations/telematics/accuracy/sampling.ts';
import {
  addTally,
  agesPerSlot,
  bytesOfTally,
  createHourTally,
  createTallySum,
  growHourTally,
  tallyOfBytes,
} from '../../../../../../src-main/core/operations/telematics/accuracy/tally.ts';
import { gatewayConditions } from '../../../../../../src-main/core/operations/telematics/facts.ts';
import {
  vehicleStatuses,
  type VehicleStatus,
} from '../../../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { allocateFleetTable } from '../../../../../../src-main/core/operations/telematics/fleet-table.ts';
import { baseMs } from '../readings-fixture.ts';

/** Looks at one vehicle with its last fix at `baseMs`, every ten seconds from one age to another. */
function look(status: VehicleStatus, fromSeconds: number, toSeconds: number) {
  const table = allocateFleetTable(1);
  table.isListed[0] = 1;
  table.timeMs[0] = baseMs;
  table.status[0] = vehicleStatuses.indexOf(status);
  const tally = createHourTally(1);
  const openGaps = new Uint8Array(1);
  for (let age = fromSeconds; age <= toSeconds; age += sampleSeconds) {
    sampleFleet(tally, openGaps, { table, slotEnd: 1 }, baseMs + age * 1_000);
  }
  return { tally, gap: [tally.gapCount[0], tally.gapSeconds[0], tally.longestGapSeconds[0]] };
}

describe('a look at the fleet', () => {
  it('counts ages under the state in which the vehicle is', () => {
    const { tally } = look('idle', 100, 100);
    const idle = 2 * ageClassCount;
    expect(ageAtMs(tally.ages, idle, 0.5)).toBeGreaterThan(90_000);
    expect(ageAtMs(tally.ages, 0, 0.5)).toBeNull();
  });

  it('finds one gap, however long it is, and how long it was', () => {
    expect(look('moving', 0, 300).gap).toEqual([1, 290, 300]);
  });

  it('finds none with two minutes or less, and none where the engine is off', () => {
    expect(look('moving', 0, 120).gap).toEqual([0, 0, 0]);
    expect(look('off', 0, 3_600).gap).toEqual([0, 0, 0]);
  });

  it('begins another gap when a fix has come in between', () => {
    const table = allocateFleetTable(1);
    table.isListed[0] = 1;
    table.status[0] = vehicleStatuses.indexOf('stopped');
    const tally = createHourTally(1);
    const openGaps = new Uint8Array(1);
    for (const [fixSeconds, nowSeconds] of [
      [1, 200],
      [205, 210],
      [205, 400],
    ] as const) {
      table.timeMs[0] = baseMs + fixSeconds * 1_000;
      sampleFleet(tally, openGaps, { table, slotEnd: 1 }, baseMs + nowSeconds * 1_000);
    }
    expect(tally.gapCount[0]).toBe(2);
  });

  it('leaves out what is not listed any more', () => {
    const table = allocateFleetTable(1);
    table.timeMs[0] = baseMs;
    table.status[0] = 1;
    const tally = createHourTally(1);
    sampleFleet(tally, new Uint8Array(1), { table, slotEnd: 1 }, baseMs);
    expect(tally.ages.every((count) => count === 0)).toBe(true);
    expect(tally.sampledSeconds).toBe(sampleSeconds);
  });
});

describe('counts of an hour', () => {
  it('are the same after being bytes, and after room was made for more vehicles', () => {
    const { tally } = look('moving', 0, 300);
    expect(tallyOfBytes(bytesOfTally(tally), 1)).toEqual({ ...tally, sampledSeconds: 0, blindSeconds: 0 });
    const grown = growHourTally(tally, 3);
    expect([...grown.ages.subarray(0, agesPerSlot)]).toEqual([...tally.ages]);
    expect(grown.sampledSeconds).toBe(tally.sampledSeconds);
  });

  it('that are not of so many vehicles are refused', () => {
    expect(tallyOfBytes(bytesOfTally(createHourTally(2)), 3)).toBeNull();
  });

  it('add up, but the longest gap is the longest of all', () => {
    const sum = createTallySum(2);
    addTally(sum, look('moving', 0, 300).tally);
    addTally(sum, look('moving', 0, 200).tally);
    expect([sum.gapCount[0], sum.gapSeconds[0], sum.longestGapSeconds[0]]).toEqual([2, 290 + 190, 300]);
  });
});

describe('a dead gateway', () => {
  const reasonOf = (heardAtMs: number, condition: (typeof gatewayConditions)[number] = 'ok') => {
    const table = allocateFleetTable(1);
    table.engineTimeMs[0] = heardAtMs;
    table.gateway[0] = gatewayConditions.indexOf(condition);
    return deadReasonOf(table, 0, baseMs);
  };

  it('is one that is unplugged, silent for days, or was never heard', () => {
    expect(reasonOf(baseMs, 'unplugged')).toBe('unplugged');
    expect(reasonOf(baseMs - silentAfterMs - 1)).toBe('silent');
    expect(reasonOf(0)).toBe('neverHeard');
  });

  it('is not one that sleeps over a weekend', () => {
    expect(reasonOf(baseMs - silentAfterMs, 'vehicleOff')).toBeNull();
  });
});
