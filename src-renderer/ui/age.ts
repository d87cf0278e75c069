/** An age split the way it is worded: one unit, the largest that says enough, never rounded up. */
export type Age =
  | { readonly unit: 'now' }
  | { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly value: number };

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Ages below a second, and negative ones (a vendor's clock ahead of ours), are "now". Hours reach to 48. */
export function ageOf(ageMs: number): Age {
  if (!Number.isFinite(ageMs) || ageMs < secondMs) return { unit: 'now' };
  if (ageMs < minuteMs) return { unit: 'seconds', value: Math.floor(ageMs / secondMs) };
  if (ageMs < hourMs) return { unit: 'minutes', value: Math.floor(ageMs / minuteMs) };
  if (ageMs < 2 * dayMs) return { unit: 'hours', value: Math.floor(ageMs / hourMs) };
  return { unit: 'days', value: Math.floor(ageMs / dayMs) };
}

/** A span in whole minutes, e.g. of a duty clock: hours and minutes, rounded down so that nobody is promised time. */
export function spanOf(durationMs: number): { readonly hours: number; readonly minutes: number } {
  const minutes = Math.max(0, Math.floor(durationMs / minuteMs));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
