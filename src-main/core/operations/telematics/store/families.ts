import { decodeFixes, decodeReadings, encodeFixes, encodeReadings } from './chunk-codec.ts';
import type { FixColumns, ReadingColumns } from './columns.ts';
import { mergeFixes, mergeReadings } from './merge.ts';

const hourMs = 60 * 60 * 1_000;

/** Smallest rectangle around positions, 1e-6 of a degree. */
export interface Box {
  readonly latitudeMin: number;
  readonly latitudeMax: number;
  readonly longitudeMin: number;
  readonly longitudeMax: number;
}

const nowhere: Box = { latitudeMin: 0, latitudeMax: 0, longitudeMin: 0, longitudeMax: 0 };

function boxOf({ latitudeE6, longitudeE6 }: FixColumns): Box {
  let [latitudeMin, latitudeMax, longitudeMin, longitudeMax] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < latitudeE6.length; at += 1) {
    const latitude = latitudeE6[at]!;
    const longitude = longitudeE6[at]!;
    if (latitude < latitudeMin) latitudeMin = latitude;
    if (latitude > latitudeMax) latitudeMax = latitude;
    if (longitude < longitudeMin) longitudeMin = longitude;
    if (longitude > longitudeMax) longitudeMax = longitude;
  }
  return { latitudeMin, latitudeMax, longitudeMin, longitudeMax };
}

/** What is stored together: of one vehicle and one bucket of time. */
export interface Family<Columns> {
  /** As stored. Never given another meaning. */
  readonly number: number;
  readonly bucketMs: number;
  /** Whether its rows are somewhere, and its chunks are found by area. */
  readonly isPlaced: boolean;
  encode(columns: Columns): Uint8Array;
  /** Throws `telematics/damaged-chunk`. */
  decode(bytes: Uint8Array): Columns;
  /** Earlier lists win. */
  merge(lists: readonly Columns[]): Columns;
  countOf(columns: Columns): number;
  boxOf(columns: Columns): Box;
}

export const fixFamily: Family<FixColumns> = {
  number: 0,
  bucketMs: hourMs,
  isPlaced: true,
  encode: encodeFixes,
  decode: decodeFixes,
  merge: mergeFixes,
  countOf: ({ timeMs }) => timeMs.length,
  boxOf,
};

/** Few a day and vehicle: by the hour, the row would cost more than what is in it. */
export const readingFamily: Family<ReadingColumns> = {
  number: 1,
  bucketMs: 24 * hourMs,
  isPlaced: false,
  encode: encodeReadings,
  decode: decodeReadings,
  merge: mergeReadings,
  countOf: ({ timeMs }) => timeMs.length,
  boxOf: () => nowhere,
};

export const bucketOf = (family: { readonly bucketMs: number }, timeMs: number): number =>
  Math.floor(timeMs / family.bucketMs);
