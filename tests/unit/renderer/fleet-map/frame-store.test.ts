import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameStore } from '../../../../src-renderer/fleet-map/frame-store.ts';
import { frameOf } from './fleet-frame-fixture.ts';

describe('frame store', () => {
  it('shows the rows of a snapshot', () => {
    const store = createFrameStore();
    const row = {
      slot: 3,
      latitude: 41.5,
      longitude: -87.25,
      speedMph: 61.5,
      headingDeg: 270,
      timeMs: 5_000,
    };
    expect(store.applyFrame(frameOf('snapshot', 9, [row]))).toBe('applied');
    expect(store.get(3)).toEqual({
      slot: 3,
      timeMs: 5_000,
      latitude: 41.5,
      longitude: -87.25,
      speedMph: 61.5,
      headingDeg: 270,
      status: 'moving',
      freshness: 'live',
      cause: 'none',
      engine: 'unknown',
      fuelPercent: null,
    });
    expect(store.get(2)).toBeNull();
    expect([...store.slots()]).toEqual([3]);
  });

  it('says not known instead of a number for what is missing', () => {
    const store = createFrameStore();
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0, timeMs: 0, speedMph: null, headingDeg: null }]));
    expect(store.get(0)).toMatchObject({ timeMs: null, speedMph: null, headingDeg: null, fuelPercent: null });
  });

  it('asks for a snapshot when a frame was missed, and refuses deltas until it came', () => {
    const store = createFrameStore();
    expect(store.applyFrame(frameOf('delta', 1, [{ slot: 0 }]))).toBe('gap');
    expect(store.applyFrame(frameOf('snapshot', 4, [{ slot: 0, timeMs: 1_000 }]))).toBe('applied');
    expect(store.applyFrame(frameOf('delta', 5, [{ slot: 0, timeMs: 2_000 }]))).toBe('applied');
    expect(store.applyFrame(frameOf('delta', 7, [{ slot: 0, timeMs: 9_000 }]))).toBe('gap');
    expect(store.applyFrame(frameOf('delta', 8, [{ slot: 0, timeMs: 9_000 }]))).toBe('gap');
    expect(store.get(0)?.timeMs).toBe(2_000);
    expect(store.applyFrame(frameOf('snapshot', 8, [{ slot: 0, timeMs: 9_000 }]))).toBe('applied');
    expect(store.get(0)?.timeMs).toBe(9_000);
  });

  it('refuses bytes that are no frame, and a slot no fleet could have', () => {
    const store = createFrameStore();
    expect(store.applyFrame(new ArrayBuffer(40))).toBe('bad');
    expect(store.applyFrame(frameOf('snapshot', 1, [{ slot: 4_000_000_000 }]))).toBe('bad');
    expect(store.version()).toBe(0);
  });

  it('drops vehicles that are not in a snapshot', () => {
    const store = createFrameStore();
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0, timeMs: 9_000 }, { slot: 1 }]));
    store.applyFrame(frameOf('snapshot', 2, [{ slot: 1 }]));
    expect(store.get(0)).toBeNull();
    expect([...store.slots()]).toEqual([1]);
    store.applyFrame(frameOf('delta', 3, [{ slot: 0, timeMs: 2_000 }]));
    expect(store.get(0)?.timeMs).toBe(2_000);
  });

  it('takes freshness and status also from a row whose fix is old, but not the place', () => {
    const store = createFrameStore();
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0, timeMs: 5_000, latitude: 41 }]));
    store.applyFrame(
      frameOf('delta', 2, [{ slot: 0, timeMs: 4_000, latitude: 42, freshness: 'stale', status: 'off' }]),
    );
    expect(store.get(0)).toMatchObject({ timeMs: 5_000, latitude: 41, freshness: 'stale', status: 'off' });
  });

  it('carries the clock of the vendor on between frames', () => {
    let nowMs = 100;
    const store = createFrameStore({ monotonicNowMs: () => nowMs });
    expect(store.serverNowMs()).toBeNull();
    store.applyFrame(frameOf('snapshot', 1, [], 70_000));
    nowMs = 350;
    expect(store.serverNowMs()).toBe(70_250);
  });

  it('hands out the same row until it changes, and calls only who watches a changed slot', () => {
    const store = createFrameStore();
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0 }, { slot: 1 }]));
    const before = store.get(0);
    const called: number[] = [];
    const stop = store.subscribeSlot(1, () => called.push(1));
    store.subscribeSlot(0, () => called.push(0));
    store.applyFrame(frameOf('delta', 2, [{ slot: 1, timeMs: 2_000 }]));
    expect(called).toEqual([1]);
    expect(store.get(0)).toBe(before);
    stop();
    store.applyFrame(frameOf('delta', 3, [{ slot: 1, timeMs: 3_000 }]));
    expect(called).toEqual([1]);
    store.reset();
    expect(called).toEqual([1, 0]);
    expect(store.count()).toBe(0);
  });

  it('never goes back in time, whatever the order of fixes and however it grows', () => {
    const rows = fc.array(
      fc.record({ slot: fc.nat(2_000), timeMs: fc.integer({ min: 1, max: 1_000 }), latitude: fc.nat(80) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 12 }), (frames) => {
        const store = createFrameStore();
        store.applyFrame(frameOf('snapshot', 0, []));
        const newest = new Map<number, { timeMs: number; latitude: number }>();
        frames.forEach((frame, at) => {
          expect(store.applyFrame(frameOf('delta', at + 1, frame))).toBe('applied');
          for (const row of frame) {
            if (row.timeMs > (newest.get(row.slot)?.timeMs ?? 0)) newest.set(row.slot, row);
          }
        });
        expect(store.count()).toBe(newest.size);
        for (const [slot, { timeMs, latitude }] of newest) {
          expect(store.get(slot)).toMatchObject({ timeMs, latitude });
        }
      }),
    );
  });
});
