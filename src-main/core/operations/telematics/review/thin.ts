import { unseenAfterMs } from './trips.ts';
import { trackUnknownU16, type ReviewTrack } from './review-track.wire.ts';
import type { Stop } from './stops.ts';

/**
 * Which rows of a track stand for all of it, in order, at most `rowCountMax` (2 or more). A track that fits is kept whole.
 *
 * Kept without condition: the first and the last row. Then, up to half of what is allowed, the longest first: the ends
 * of stops and both sides of silences. The rest is shared out over equally long runs of rows; of each run its
 * fastest row (hence the fastest of all, if it is not there yet), its slowest, and the one farthest from the straight
 * line between the run's ends, which keeps bends.
 */
export function thinRows(track: ReviewTrack, stops: readonly Stop[], rowCountMax: number): Int32Array {
  const count = track.timeMs.length;
  if (count <= rowCountMax) return Int32Array.from({ length: count }, (_, row) => row);
  const kept = new Set<number>([0, count - 1]);
  const fastest = fastestRow(track);
  if (fastest !== null && kept.size < rowCountMax) kept.add(fastest);
  const landmarkCountMax = Math.max(kept.size, Math.floor(rowCountMax / 2));
  for (const rows of landmarks(track, stops)) {
    if (kept.size + rows.length > landmarkCountMax) break;
    for (const row of rows) kept.add(row);
  }
  const runCount = Math.floor((rowCountMax - kept.size) / rowsPerRun);
  for (let run = 0; run < runCount; run += 1) {
    const fromRow = Math.floor((run * count) / runCount);
    const endRow = Math.floor(((run + 1) * count) / runCount);
    addRun(track, fromRow, endRow, kept);
  }
  return Int32Array.from(kept).sort();
}

const rowsPerRun = 3;

function fastestRow(track: ReviewTrack): number | null {
  let fastest: number | null = null;
  track.speedDeciMph.forEach((speed, row) => {
    if (speed === trackUnknownU16) return;
    if (fastest === null || speed > track.speedDeciMph[fastest]!) fastest = row;
  });
  return fastest;
}

/** Pairs of rows that must not fall out, the longest time between them first. */
function landmarks(track: ReviewTrack, stops: readonly Stop[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = stops.map(({ fromRow, toRow }) => [fromRow, toRow]);
  for (let row = 1; row < track.timeMs.length; row += 1) {
    if (track.timeMs[row]! - track.timeMs[row - 1]! > unseenAfterMs) pairs.push([row - 1, row]);
  }
  const durationOf = ([from, to]: readonly [number, number]) => track.timeMs[to]! - track.timeMs[from]!;
  return pairs.sort((a, b) => durationOf(b) - durationOf(a));
}

function addRun(track: ReviewTrack, fromRow: number, endRow: number, kept: Set<number>): void {
  let slowest = fromRow;
  let fastest = fromRow;
  let farthest = fromRow;
  let distanceMax = -1;
  const { latitudeE7, longitudeE7, speedDeciMph } = track;
  const lastRow = endRow - 1;
  const [x, y] = [longitudeE7[fromRow]!, latitudeE7[fromRow]!];
  const [dx, dy] = [longitudeE7[lastRow]! - x, latitudeE7[lastRow]! - y];
  for (let row = fromRow; row < endRow; row += 1) {
    const speed = speedDeciMph[row]!;
    if (speed !== trackUnknownU16) {
      if (speed < speedDeciMph[slowest]!) slowest = row;
      if (speedDeciMph[fastest]! === trackUnknownU16 || speed > speedDeciMph[fastest]!) fastest = row;
    }
    const [east, north] = [longitudeE7[row]! - x, latitudeE7[row]! - y];
    // Where the run ends where it began, the distance from there instead of from a line.
    const distance = dx === 0 && dy === 0 ? Math.hypot(east, north) : Math.abs(dx * north - dy * east);
    if (distance > distanceMax) {
      distanceMax = distance;
      farthest = row;
    }
  }
  kept.add(slowest).add(fastest).add(farthest);
}
