import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStops } from '../../../../../../src-main/core/operations/telematics/review/stops.ts';
import { thinRows } from '../../../../../../src-main/core/operations/telematics/review/thin.ts';
import { trackUnknownU16 } from '../../../../../../src-main/core/operations/telematics/review/review-track.wire.ts';
import { anyTrack, drive } from './track-fixture.ts';

const fastestOf = (speeds: Iterable<number>) =>
  Math.max(-1, ...[...speeds].filter((speed) => speed !== trackUnknownU16));

describe('a thinned track', () => {
  it('keeps its rows in order, no more than allowed, with first, last and fastest', () => {
    fc.assert(
      fc.property(anyTrack, fc.integer({ min: 3, max: 200 }), (track, rowCountMax) => {
        const rows = [...thinRows(track, findStops(track), rowCountMax)];
        const count = track.timeMs.length;
        expect(rows.length).toBeLessThanOrEqual(Math.max(rowCountMax, 0));
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
        if (count === 0) return;
        expect(rows[0]).toBe(0);
        expect(rows.at(-1)).toBe(count - 1);
        expect(fastestOf(rows.map((row) => track.speedDeciMph[row]!))).toBe(fastestOf(track.speedDeciMph));
      }),
    );
  });

  it('is the track itself where it fits', () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        expect(thinRows(track, [], Math.max(3, track.timeMs.length))).toHaveLength(track.timeMs.length);
      }),
    );
  });

  it('keeps both ends of every stop while they are less than half of what is allowed', () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        const stops = findStops(track);
        const kept = new Set(thinRows(track, stops, 200));
        for (const { fromRow, toRow } of stops) expect(kept.has(fromRow) && kept.has(toRow)).toBe(true);
      }),
    );
  });

  it('uses what it is allowed: a long day keeps most of its points', () => {
    const day = drive([{ minutes: 600, mph: 55 }]);
    expect(thinRows(day, [], 1_000).length).toBeGreaterThan(300);
  });
});
