import {
  trackUnknownU16,
  trackUnknownU8,
  type ReviewTrack,
} from '../../src-main/core/operations/telematics/review/review-track.wire.ts';

/** One line over time: seconds, and values or `null` where the line is broken. */
export type GraphTable = readonly [timeS: number[], values: (number | null)[]];

type Column = 'speedDeciMph' | 'fuelPercent' | 'speedLimitMph';
const unknownOf: Readonly<Record<Column, number>> = {
  speedDeciMph: trackUnknownU16,
  fuelPercent: trackUnknownU8,
  speedLimitMph: trackUnknownU8,
};

/** The line of one column; a silence breaks it just after the last fix before. */
export function graphTable(track: ReviewTrack, column: Column, unit = 1): GraphTable {
  const timeS: number[] = [];
  const values: (number | null)[] = [];
  const source = track[column];
  const unknown = unknownOf[column];
  for (let row = 0; row < track.timeMs.length; row += 1) {
    if (track.afterSilence[row] === 1 && row > 0) {
      timeS.push(track.timeMs[row - 1]! / 1_000 + 0.001);
      values.push(null);
    }
    const value = source[row]!;
    timeS.push(track.timeMs[row]! / 1_000);
    values.push(value === unknown ? null : value / unit);
  }
  return [timeS, values];
}

export const hasValues = ([, values]: GraphTable): boolean => values.some((value) => value !== null);
