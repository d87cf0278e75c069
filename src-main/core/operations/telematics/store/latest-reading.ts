/** The newest reading of one vehicle and kind, and since when it has been saying that. */
export interface LatestReading {
  readonly timeMs: number;
  readonly value: number;
  /** The first of those at the end that all say the same. */
  readonly sinceMs: number;
  /** The last one that said something else. Null: none is known. */
  readonly otherMs: number | null;
}

/**
 * What is latest after another reading, which may be late or known. Null: it contradicts readings between `sinceMs` and
 * `timeMs`, and only the whole series tells (see `latestOf`).
 */
export function foldLatest(
  latest: LatestReading | null,
  timeMs: number,
  value: number,
): LatestReading | null {
  if (latest === null) return { timeMs, value, sinceMs: timeMs, otherMs: null };
  const isSame = Object.is(value, latest.value);
  if (timeMs > latest.timeMs) {
    return isSame ? { ...latest, timeMs } : { timeMs, value, sinceMs: timeMs, otherMs: latest.timeMs };
  }
  if (timeMs === latest.timeMs) return latest;
  if (timeMs >= latest.sinceMs) return isSame || timeMs === latest.sinceMs ? latest : null;
  if (latest.otherMs !== null && timeMs <= latest.otherMs) return latest;
  return isSame ? { ...latest, sinceMs: timeMs } : { ...latest, otherMs: timeMs };
}

/** Of a whole series of one kind, in order of time; null: it is empty. */
export function latestOf(series: {
  readonly timeMs: Float64Array;
  readonly value: Float64Array;
}): LatestReading | null {
  let latest: LatestReading | null = null;
  for (let at = 0; at < series.timeMs.length; at += 1) {
    latest = foldLatest(latest, series.timeMs[at]!, series.value[at]!);
  }
  return latest;
}
