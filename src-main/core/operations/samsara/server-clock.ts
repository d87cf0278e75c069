/** The Date header has whole seconds and the answer took a moment: what is smaller than this is not worth a correction. */
const toleranceMs = 1_500;

/** The vendor's clock against ours, from the Date header of answers. */
export function createServerClock() {
  let offsetMs = 0;
  return {
    offsetMs: () => offsetMs,
    /** Returns whether the offset changed. */
    note(serverDateMs: number, receivedAtMs: number): boolean {
      const measuredMs = serverDateMs + 500 - receivedAtMs;
      if (Math.abs(measuredMs - offsetMs) <= toleranceMs) return false;
      offsetMs = Math.abs(measuredMs) <= toleranceMs ? 0 : Math.round(measuredMs);
      return true;
    },
  };
}
