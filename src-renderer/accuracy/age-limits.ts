import type { AgeState } from './accuracy-rows.ts';

export type AgeTone = 'plain' | 'warn' | 'bad';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** As the map judges freshness: three reports late is a warning, a marker that is called stale is bad. */
const limitsMs: Readonly<Record<AgeState, { readonly warn: number; readonly bad: number }>> = {
  moving: { warn: 20 * secondMs, bad: 2 * minuteMs },
  stopped: { warn: 20 * secondMs, bad: 2 * minuteMs },
  idle: { warn: 6 * minuteMs, bad: 15 * minuteMs },
  // A box that sleeps is silent by design.
  off: { warn: Number.POSITIVE_INFINITY, bad: Number.POSITIVE_INFINITY },
};

export function ageToneOf(state: AgeState, ageMs: number | null): AgeTone {
  if (ageMs === null) return 'plain';
  const { warn, bad } = limitsMs[state];
  return ageMs > bad ? 'bad' : ageMs > warn ? 'warn' : 'plain';
}
