/** Each failed attempt to reconnect brings the same two errors (31000, 31005), several times a second. */
const quietMs = 10_000;

/** Lets an error through once per code and quiet time; the others are counted. One filter per device. */
export function createErrorFilter() {
  const lastTold = new Map<number, { readonly atMs: number; readonly heldBack: number }>();
  return {
    /** `null`: told a moment ago. Otherwise how many of its kind were held back since. */
    pass(code: number, nowMs: number): number | null {
      const last = lastTold.get(code);
      if (last && nowMs - last.atMs < quietMs) {
        lastTold.set(code, { ...last, heldBack: last.heldBack + 1 });
        return null;
      }
      lastTold.set(code, { atMs: nowMs, heldBack: 0 });
      return last?.heldBack ?? 0;
    },
  };
}
