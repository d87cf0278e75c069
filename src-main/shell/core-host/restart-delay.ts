/** Restarts within this window count as one bout. */
export const restartWindowMs = 60_000;
/** After so many deaths in the window the core stays down until a person asks for it. */
export const restartCountMax = 6;

/**
 * How long to wait before the next start of a core that died, or `null` to give up.
 * The first restart is at once, so that a single crash is over within two seconds; then doubling up to 8 s.
 *
 * @param diedAtMs times of earlier deaths, oldest first, including the one just seen.
 */
export function restartDelayMs(diedAtMs: readonly number[], nowMs: number): number | null {
  const recentCount = diedAtMs.filter((time) => nowMs - time < restartWindowMs).length;
  if (recentCount > restartCountMax) return null;
  if (recentCount <= 1) return 0;
  return Math.min(8_000, 250 * 2 ** (recentCount - 2));
}
