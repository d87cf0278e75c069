import { describe, expect, it } from 'vitest';
import {
  restartCountMax,
  restartDelayMs,
  restartWindowMs,
} from '../../../../src-main/shell/core-host/restart-delay.ts';

describe('restart delay of the core', () => {
  it('restarts at once after a single death', () => {
    expect(restartDelayMs([1_000], 1_000)).toBe(0);
  });

  it('waits longer after each further death in the window, never more than 8 s', () => {
    const delays = [2, 3, 4, 5, 6].map((count) => restartDelayMs(Array<number>(count).fill(1_000), 1_000));
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000]);
  });

  it('gives up after too many deaths within the window', () => {
    expect(restartDelayMs(Array<number>(restartCountMax + 1).fill(0), 0)).toBeNull();
  });

  it('forgets deaths that are older than the window', () => {
    const old = Array<number>(50).fill(0);
    expect(restartDelayMs([...old, restartWindowMs + 1], restartWindowMs + 1)).toBe(0);
  });
});
