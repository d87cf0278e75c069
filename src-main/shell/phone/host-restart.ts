/** A page that dies so often within the window dies of something that starting it again does not heal. */
const deathCountMax = 6;
const deathWindowMs = 5 * 60_000;
const delayFirstMs = 100;
const delayMaxMs = 5_000;

/**
 * When the phone host is made again after a death now. The first time at once: a phone call waits for it.
 *
 * @returns `delayMs` null when it died too often; `died` to be handed in the next time.
 */
export function nextStart(
  diedAtMs: readonly number[],
  nowMs: number,
): { readonly delayMs: number | null; readonly died: readonly number[] } {
  const died = [...diedAtMs.filter((time) => nowMs - time < deathWindowMs), nowMs];
  if (died.length > deathCountMax) return { delayMs: null, died };
  return { delayMs: Math.min(delayMaxMs, delayFirstMs * 2 ** (died.length - 1)), died };
}
