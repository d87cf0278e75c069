/** What a stream by time of change is asked for. */
export interface WindowRules {
  /** How far back the first question goes. */
  readonly firstMs: number;
  /** What was reached is asked for again by so much: changes show up late. */
  readonly overlapMs: number;
  /** Longer ago is not asked for, however long we were away. */
  readonly oldestMs: number;
}

/** From when on changes are asked for at `nowMs`. */
export function changedSinceMs(rules: WindowRules, reachedMs: number | null, nowMs: number): number {
  const wantedMs = reachedMs === null ? nowMs - rules.firstMs : reachedMs - rules.overlapMs;
  // A clock that was set back must not ask for the future.
  return Math.min(nowMs - rules.overlapMs, Math.max(nowMs - rules.oldestMs, wantedMs));
}
