import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DutySegment } from '../../../../src-main/core/operations/telematics/hours/contract.ts';
import { risesOf, scaleOf, segmentAt, tickPath, yOf } from '../../../../src-renderer/hours/graph-geometry.ts';

const hourMs = 3_600_000;
const dayOf = (hours: number) => ({ dayStartMs: 0, dayEndMs: hours * hourMs });

const segment = (line: DutySegment['line'], startMs: number, endMs: number): DutySegment => ({
  status: line ?? 'unknown',
  line,
  startMs,
  endMs,
  isOpen: false,
  vehicleName: null,
  remark: null,
});

describe('the scale of the graph', () => {
  it('fills its width with a day of any length', () => {
    for (const hours of [23, 24, 25]) {
      const scale = scaleOf(dayOf(hours), 600);
      expect(scale.xOf(0)).toBe(scale.leftPx);
      expect(scale.xOf(hours * hourMs)).toBe(scale.rightPx);
    }
  });

  it('keeps what lies outside the day at its edge', () => {
    const scale = scaleOf(dayOf(24), 600);
    expect(scale.xOf(-hourMs)).toBe(scale.leftPx);
    expect(scale.xOf(30 * hourMs)).toBe(scale.rightPx);
  });

  it('finds the time under the pointer', () => {
    const scale = scaleOf(dayOf(24), 600);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * hourMs }), (timeMs) => {
        expect(Math.abs(scale.timeAt(scale.xOf(timeMs)) - timeMs)).toBeLessThan(1);
      }),
    );
  });

  it('is a graph even before its width is known', () => {
    const scale = scaleOf(dayOf(24), 0);
    expect(Number.isFinite(scale.xOf(hourMs))).toBe(true);
  });
});

describe('the line of the pen', () => {
  const scale = scaleOf(dayOf(24), 600);

  it('rises where one status follows another, and not out of what is unknown', () => {
    const segments = [
      segment('sleeperBed', 0, hourMs),
      segment('driving', hourMs, 2 * hourMs),
      segment(null, 2 * hourMs, 3 * hourMs),
      segment('onDuty', 3 * hourMs, 4 * hourMs),
    ];
    expect(risesOf(segments, scale)).toEqual([
      { xPx: scale.xOf(hourMs), fromPx: yOf('sleeperBed', scale), toPx: yOf('driving', scale) },
    ]);
  });

  it('stays level between a yard move and other work', () => {
    expect(risesOf([segment('onDuty', 0, hourMs), segment('onDuty', hourMs, 2 * hourMs)], scale)).toEqual([]);
  });

  it('is found by time, up to its end', () => {
    const segments = [segment('offDuty', 0, hourMs), segment('driving', hourMs, 2 * hourMs)];
    expect([0, hourMs - 1, hourMs, 2 * hourMs].map((ms) => segmentAt(segments, ms))).toEqual([0, 0, 1, -1]);
  });

  it('has three marks between every two hours in each of four rows', () => {
    const hours = Array.from({ length: 25 }, (_, hour) => ({ startMs: hour * hourMs }));
    expect(tickPath(hours, scaleOf(dayOf(25), 600)).match(/M/g)).toHaveLength(25 * 3 * 4);
  });
});
