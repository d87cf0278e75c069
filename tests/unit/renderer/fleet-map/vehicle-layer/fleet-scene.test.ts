import { describe, expect, it } from 'vitest';
import { createFrameStore } from '../../../../../src-renderer/fleet-map/frame-store.ts';
import {
  createFleetScene,
  instanceFlags,
  maskValues,
} from '../../../../../src-renderer/fleet-map/vehicle-layer/fleet-scene.ts';
import { fillMarkers, markerBytes } from '../../../../../src-renderer/fleet-map/vehicle-layer/instances.ts';
import { fills, flagBits, shapes } from '../../../../../src-renderer/fleet-map/vehicle-layer/marker-style.ts';
import { worldX } from '../../../../../src-renderer/fleet-map/vehicle-layer/mercator.ts';
import { shownX } from '../../../../../src-renderer/fleet-map/vehicle-layer/motion.ts';
import { frameOf } from '../fleet-frame-fixture.ts';

const nothing = { selected: new Set<number>(), hovered: null, focused: null };

describe('fleet scene', () => {
  it('keeps every vehicle with a position on the map, however old, and none without', () => {
    const store = createFrameStore();
    const scene = createFleetScene(store);
    store.applyFrame(
      frameOf('snapshot', 1, [
        { slot: 0, freshness: 'lost', longitude: -90 },
        { slot: 1, freshness: 'stale', longitude: -95 },
        { slot: 2, timeMs: 0, freshness: 'never' },
      ]),
    );
    scene.followStore(0, true);
    scene.regroup(6, nothing);
    expect([...scene.singles()].sort()).toEqual([0, 1]);
  });

  it('shows no vehicle before it has followed its fix, however many slots the store has grown by', () => {
    const store = createFrameStore();
    const scene = createFleetScene(store);
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0 }, { slot: 5_000 }]));
    scene.regroup(6, nothing);
    expect(scene.placedCount()).toBe(0);
    scene.followStore(0, true);
    scene.regroup(6, nothing);
    expect(scene.placedCount()).toBe(2);
  });

  it('takes hidden vehicles off, keeps dimmed ones out of badges, and what is selected always visible', () => {
    const store = createFrameStore();
    const scene = createFleetScene(store);
    store.applyFrame(
      frameOf(
        'snapshot',
        1,
        [0, 1, 2, 3, 4].map((slot) => ({ slot })),
      ),
    );
    scene.followStore(0, true);
    const { hidden, dimmed, shown } = maskValues;
    scene.setMask(Uint8Array.of(hidden, dimmed, shown, shown, shown));
    const highlight = { ...nothing, selected: new Set([4]) };
    scene.regroup(6, highlight);
    expect(scene.clusters().map(({ slots }) => [...slots])).toEqual([[2, 3]]);
    expect(scene.singles()).toEqual([1, 4]);
    expect(scene.placedCount()).toBe(4);
    expect(instanceFlags(scene, 1, highlight)).toBe(flagBits.dimmed);
    expect(instanceFlags(scene, 4, highlight)).toBe(flagBits.selected);
  });

  it('moves smoothly to a new fix and rests there', () => {
    const store = createFrameStore();
    const scene = createFleetScene(store);
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0, timeMs: 1_000, longitude: -100 }]));
    scene.followStore(0, true);
    store.applyFrame(frameOf('delta', 2, [{ slot: 0, timeMs: 6_000, longitude: -100.001 }]));
    scene.followStore(100, true);
    scene.regroup(12, nothing);
    expect(shownX(scene.motion(), 0, 2_600)).toBeCloseTo(worldX(-100.0005), 12);
    expect(scene.fastestPerMs(2_600)).toBeGreaterThan(0);
    expect(scene.movingUntilMs()).toBe(5_100);
    expect(scene.fastestPerMs(5_100)).toBe(0);
    expect(shownX(scene.motion(), 0, 60_000)).toBe(worldX(-100.001));
  });

  it('lets whoever takes over the slot of a vehicle that left begin afresh', () => {
    const store = createFrameStore();
    const scene = createFleetScene(store);
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0, timeMs: 50_000, longitude: -100 }]));
    scene.followStore(0, true);
    store.reset();
    scene.followStore(1, true);
    store.applyFrame(frameOf('snapshot', 1, [{ slot: 0, timeMs: 2_000, longitude: -80 }]));
    scene.followStore(2, true);
    expect(shownX(scene.motion(), 0, 2)).toBe(worldX(-80));
  });

  it('writes position, shape and freshness where the shader reads them', () => {
    const store = createFrameStore();
    const scene = createFleetScene(store);
    store.applyFrame(
      frameOf('snapshot', 1, [
        { slot: 0, longitude: -100, headingDeg: 45 },
        { slot: 1, longitude: -90, status: 'idle', freshness: 'stale' },
        { slot: 2, longitude: -80, headingDeg: null },
      ]),
    );
    scene.followStore(0, true);
    const source = { columns: store.table().columns, motion: scene.motion(), flags: () => 0 };
    const { floats, shorts, bytes } = fillMarkers([1, 0, 2], source, { x: 0.2, y: 0.3, timeMs: 0 }, null);
    expect(floats[2]).toBeCloseTo(worldX(-90) - 0.2, 7);
    expect([...bytes.slice(28, 32)]).toEqual([shapes.diamond, 3, fills.stale, 0]);
    expect(shorts[markerBytes / 2 + 13]).toBe(45);
    expect(bytes[markerBytes + 28]).toBe(shapes.arrow);
    expect(bytes[markerBytes * 2 + 28]).toBe(shapes.disc);
  });
});
