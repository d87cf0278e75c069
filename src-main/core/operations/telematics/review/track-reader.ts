import { setImmediate as letOthersRun } from 'node:timers/promises';
import { AppError } from '../../../platform/errors.ts';
import type { TrackAnswer } from './contract.ts';
import { joinTracks, pickRows, type ReviewTrack } from './review-track.wire.ts';
import type { Stop } from './stops.ts';
import { thinRows } from './thin.ts';
import type { TrackSource } from './track-source.ts';
import { unseenAfterMs } from './trips.ts';

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A day at a time is read from the database, so that the live feed waits milliseconds and not seconds. */
const sliceMs = 86_400_000;

/** Hands out a span in slices; between two of them whatever else waits for the process has its turn. */
export async function* slicesOf({ fromMs, toMs }: Span): AsyncGenerator<Span, void, void> {
  for (let atMs = fromMs; atMs <= toMs; atMs += sliceMs) {
    yield { fromMs: atMs, toMs: Math.min(toMs, atMs + sliceMs - 1) };
    await letOthersRun();
  }
}

/** Throws `telematics/span-too-long`. */
export function checkSpan({ fromMs, toMs }: Span, spanMsMax: number): void {
  if (toMs - fromMs > spanMsMax) {
    throw new AppError('telematics/span-too-long', 'The span is longer than can be answered.');
  }
}

/** Every fix of a span, however long. */
export async function readWhole(source: TrackSource, slot: number, span: Span): Promise<ReviewTrack> {
  const parts: ReviewTrack[] = [];
  for await (const slice of slicesOf(span)) {
    parts.push(await source.readTrack(slot, slice.fromMs, slice.toMs));
  }
  const track = joinTracks(parts);
  for (let row = 1; row < track.timeMs.length; row += 1) {
    track.afterSilence[row] = track.timeMs[row]! - track.timeMs[row - 1]! > unseenAfterMs ? 1 : 0;
  }
  return track;
}

/** Thinned and as text, the way it crosses to a desk. */
export function encodeTrack(track: ReviewTrack, stops: readonly Stop[], pointCountMax: number): TrackAnswer {
  const rows = thinRows(track, stops, pointCountMax);
  const { buffer } = pickRows(track, rows);
  return {
    fixCount: track.timeMs.length,
    pointCount: rows.length,
    columns: Buffer.from(buffer).toString('base64'),
  };
}
