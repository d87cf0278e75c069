import type { Caps } from '../ledger/cap.ts';

export interface MilestoneRule {
  readonly name: string;
  readonly points: number;
  /** Released only while the referrer and the one who was referred are both with the company. */
  readonly bothActive: boolean;
}

/** What a company gives for a referral. */
export interface PointConfig {
  readonly milestones: readonly MilestoneRule[];
  readonly caps: Caps;
  /** Points that nobody has released by then go back; null: they wait. */
  readonly pendingDays: number | null;
  /** Who left so recently is no new driver; 0: everybody may be referred. */
  readonly rehireDays: number;
  /** What is redeemed and not ordered by then goes back; null: it waits. */
  readonly redemptionDays: number | null;
}

const dayMs = 86_400_000;
export const daysAfter = (atMs: number, days: number | null): number | null =>
  days === null ? null : atMs + days * dayMs;
export const daysBefore = (atMs: number, days: number): number => atMs - days * dayMs;

interface Published {
  readonly effectiveAtMs: number | null;
}

/** The version that holds at a moment: of those in effect the one that came into effect last. */
export function versionAt<T extends Published>(published: readonly T[], atMs: number): T | null {
  let found: T | null = null;
  for (const version of published) {
    const { effectiveAtMs } = version;
    if (effectiveAtMs === null || effectiveAtMs > atMs) continue;
    if (found === null || effectiveAtMs >= (found.effectiveAtMs ?? 0)) found = version;
  }
  return found;
}
