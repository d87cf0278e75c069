import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldX, worldY } from '../../../../../src-renderer/fleet-map/vehicle-layer/mercator.ts';
import {
  createMotionTable,
  followFix,
  headingUnknown,
  legDurationMs,
  mixHeading,
  motionLimits,
  shownX,
  shownY,
} from '../../../../../src-renderer/fleet-map/vehicle-layer/motion.ts';

const fixAt = (timeMs: number, longitude: number, latitude: number, headingDeg = 90) => ({
  timeMs,
  x: worldX(longitude),
  y: worldY(latitude),
  headingDeg,
});

/** Fixes 1 to 20 s apart of a truck that drives at most 100 m/s: some legs plausible, some not. */
const drive = fc
  .array(
    fc.tuple(fc.integer({ min: 1_000, max: 90_000 }), fc.double({ min: -2e-3, max: 2e-3, noNaN: true })),
    {
      minLength: 2,
      maxLength: 15,
    },
  )
  .map((steps) => {
    let timeMs = 1_000_000;
    let longitude = -100;
    let latitude = 40;
    return steps.map(([gapMs, step]) => {
      timeMs += gapMs;
      longitude += step;
      latitude += step / 3;
      return fixAt(timeMs, longitude, latitude);
    });
  });

describe('motion', () => {
  it('takes the time between the fixes, up to the limit', () => {
    expect(legDurationMs(3_000, 80)).toBe(3_000);
    expect(legDurationMs(30_000, 800)).toBe(motionLimits.durationMsMax);
  });

  it('goes there at once after a long silence, over an implausible distance, or when it did not move', () => {
    expect(legDurationMs(60_001, 100)).toBe(0);
    expect(legDurationMs(5_000, 500)).toBe(0);
    expect(legDurationMs(5_000, 0)).toBe(0);
    expect(legDurationMs(-1, 10)).toBe(0);
  });

  it('turns the short way round', () => {
    expect(mixHeading(350, 10, 0.5)).toBe(0);
    expect(mixHeading(10, 350, 0.25)).toBe(5);
    expect(mixHeading(headingUnknown, 80, 0.1)).toBe(80);
    expect(mixHeading(80, headingUnknown, 0.1)).toBe(headingUnknown);
  });

  it('puts the first fix, and every fix without smoothing, where it is', () => {
    const table = createMotionTable(1);
    followFix(table, 0, fixAt(1_000, -100, 40), 0, true);
    expect(shownX(table, 0, 0)).toBe(worldX(-100));
    followFix(table, 0, fixAt(6_000, -100.001, 40), 10, false);
    expect(shownX(table, 0, 10)).toBe(worldX(-100.001));
  });

  it('is always on the line from where it was shown to the newest fix, never beyond, never back', () => {
    fc.assert(
      fc.property(drive, fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 15 }), (fixes, waits) => {
        const table = createMotionTable(1);
        let nowMs = 0;
        fixes.forEach((fix, at) => {
          const from = { x: shownX(table, 0, nowMs), y: shownY(table, 0, nowMs) };
          followFix(table, 0, fix, nowMs, true);
          if (at > 0 && table.durationMs[0]! > 0) {
            expect(shownX(table, 0, nowMs)).toBeCloseTo(from.x, 14);
            expect(shownY(table, 0, nowMs)).toBeCloseTo(from.y, 14);
          }
          let donePart = 0;
          const length = Math.hypot(fix.x - from.x, fix.y - from.y);
          for (let lookMs = nowMs; lookMs <= nowMs + 7_000; lookMs += 500) {
            const x = shownX(table, 0, lookMs);
            const y = shownY(table, 0, lookMs);
            const offLine = Math.abs((x - from.x) * (fix.y - from.y) - (y - from.y) * (fix.x - from.x));
            expect(offLine).toBeLessThanOrEqual(1e-15);
            const part = length === 0 ? 1 : Math.hypot(x - from.x, y - from.y) / length;
            expect(part).toBeLessThanOrEqual(1 + 1e-9);
            expect(part).toBeGreaterThanOrEqual(donePart - 1e-9);
            donePart = part;
          }
          nowMs += waits[at] ?? 1;
        });
      }),
    );
  });

  it('reaches every fix exactly, within the limit', () => {
    fc.assert(
      fc.property(drive, (fixes) => {
        const table = createMotionTable(1);
        fixes.forEach((fix, at) => {
          followFix(table, 0, fix, at * 100, true);
          expect(shownX(table, 0, at * 100 + motionLimits.durationMsMax)).toBe(fix.x);
          expect(shownY(table, 0, at * 100 + motionLimits.durationMsMax)).toBe(fix.y);
        });
      }),
    );
  });

  it('lets a late or repeated fix change nothing', () => {
    fc.assert(
      fc.property(
        drive,
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 0, max: 6_000 }),
        (fixes, late, wait) => {
          const table = createMotionTable(1);
          for (const fix of fixes) followFix(table, 0, fix, 0, true);
          const newest = fixes.at(-1)!;
          const before = [
            shownX(table, 0, wait),
            shownY(table, 0, wait),
            table.durationMs[0],
            table.startMs[0],
          ];
          followFix(table, 0, { ...fixAt(newest.timeMs - late, -90, 35) }, wait, true);
          expect([
            shownX(table, 0, wait),
            shownY(table, 0, wait),
            table.durationMs[0],
            table.startMs[0],
          ]).toEqual(before);
        },
      ),
    );
  });
});
