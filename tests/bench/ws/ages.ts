const binMs = 0.1;
const binCount = 100_000;

export interface AgeFigures {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** Millions of ages in bins of a tenth of a millisecond, up to ten seconds. */
export function createAges() {
  const bins = new Uint32Array(binCount);
  let count = 0;
  const quantile = (part: number): number => {
    const wanted = Math.ceil(count * part);
    let seen = 0;
    for (let bin = 0; bin < binCount; bin += 1) {
      seen += bins[bin]!;
      if (seen >= wanted) return Number((bin * binMs).toFixed(1));
    }
    throw new Error('nothing was measured');
  };
  return {
    add(ageMs: number): void {
      const bin = Math.min(binCount - 1, Math.max(0, Math.floor(ageMs / binMs)));
      bins[bin] = bins[bin]! + 1;
      count += 1;
    },
    figures: (): AgeFigures => ({ median: quantile(0.5), p95: quantile(0.95), max: quantile(1) }),
  };
}
