/** A point in time and what was measured then. */
export interface Sample {
  readonly minutes: number;
  readonly megabytes: number;
}

export interface Slope {
  readonly megabytesPerMinute: number;
  /** 95 % confidence interval. */
  readonly low: number;
  readonly high: number;
}

const quantileOfNormal = 1.96;

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * The median slope over all pairs of samples (Theil and Sen), which a few jumps of a garbage collector do not bend, with
 * Sen's interval from the variance of Kendall's S (Sen 1968, without ties). Needs three samples or more.
 */
export function theilSen(samples: readonly Sample[]): Slope {
  if (samples.length < 3) throw new Error('a slope needs three samples');
  const slopes: number[] = [];
  for (const [at, one] of samples.entries()) {
    for (const other of samples.slice(at + 1)) {
      slopes.push((other.megabytes - one.megabytes) / (other.minutes - one.minutes));
    }
  }
  slopes.sort((a, b) => a - b);
  const count = samples.length;
  const deviation = quantileOfNormal * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const last = slopes.length - 1;
  const low = Math.max(0, Math.floor((slopes.length - deviation) / 2) - 1);
  const high = Math.min(last, Math.ceil((slopes.length + deviation) / 2));
  return {
    megabytesPerMinute: median(slopes),
    low: slopes[low] ?? Number.NaN,
    high: slopes[high] ?? Number.NaN,
  };
}
