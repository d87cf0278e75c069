import { describe, expect, it } from 'vitest';
import type { SyncResource } from '../../../../../src-main/core/operations/samsara/contract.ts';
import { firstTurnDelayMs } from '../../../../../src-main/core/operations/samsara/head-start.ts';

const headStartMs = 15_000;
const stored = { headStartMs, isFleetStored: true };
const lists: readonly SyncResource[] = ['vehicles', 'drivers', 'tags', 'gateways', 'assignments', 'clocks'];

describe('how long the first turn of a resource waits', () => {
  it('asks for positions and alerts at once, always', () => {
    for (const isFleetStored of [true, false]) {
      expect(firstTurnDelayMs('positions', 3, { headStartMs, isFleetStored })).toBe(0);
      expect(firstTurnDelayMs('alerts', 3, { headStartMs, isFleetStored })).toBe(0);
    }
  });

  it('asks for lists at once where nobody is stored, else one after the other when the map stands', () => {
    expect(
      lists.map((resource, place) => firstTurnDelayMs(resource, place, { ...stored, isFleetStored: false })),
    ).toEqual(lists.map(() => 0));
    const delays = lists.map((resource, place) => firstTurnDelayMs(resource, place, stored));
    expect(delays[0]).toBeGreaterThan(1_000);
    expect(new Set(delays).size).toBe(lists.length);
    expect(Math.max(...delays)).toBeLessThan(headStartMs);
  });

  it('leaves the past until last, and waits for nothing where there is no head start', () => {
    expect(firstTurnDelayMs('backfill', 0, { ...stored, isFleetStored: false })).toBe(headStartMs);
    expect(firstTurnDelayMs('vehicles', 5, { headStartMs: 0, isFleetStored: true })).toBe(0);
  });
});
