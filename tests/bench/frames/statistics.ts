/** Median and 95th percentile (nearest rank), rounded to hundredths. Throws on an empty list. */
export interface Summary {
  readonly median: number;
  readonly p95: number;
}

function quantile(sorted: readonly number[], part: number): number {
  const value = sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: rounded(quantile(sorted, 0.5)), p95: rounded(quantile(sorted, 0.95)) };
}
