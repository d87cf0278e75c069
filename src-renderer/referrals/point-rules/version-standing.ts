import type { Config } from '../frame/referral-types.ts';

/** Where a version stands: two that wait for a person, three that time has decided. */
export const standings = ['draft', 'approved', 'planned', 'current', 'past'] as const;
export type Standing = (typeof standings)[number];

export interface PlacedVersion {
  readonly version: Config;
  readonly standing: Standing;
}

/**
 * The version that holds at a moment: of those in effect the one that came into effect last, of two at once the one
 * published later. `versions` are in the order of their last change, newest first, and publishing is the last.
 */
export function currentVersion(versions: readonly Config[], nowMs: number): Config | null {
  let found: Config | null = null;
  for (const version of versions) {
    const { effectiveAtMs } = version;
    if (effectiveAtMs === null || effectiveAtMs > nowMs) continue;
    if (found === null || effectiveAtMs > (found.effectiveAtMs ?? 0)) found = version;
  }
  return found;
}

/** What waits for somebody first, then what is to come, what holds, and what has held, newest first. */
export function placeVersions(versions: readonly Config[], nowMs: number): readonly PlacedVersion[] {
  const current = currentVersion(versions, nowMs);
  const standingOf = (version: Config): Standing => {
    if (version.state !== 'published') return version.state;
    if (version === current) return 'current';
    return (version.effectiveAtMs ?? 0) > nowMs ? 'planned' : 'past';
  };
  const rank = ({ standing }: PlacedVersion) => standings.indexOf(standing);
  return versions
    .map((version) => ({ version, standing: standingOf(version) }))
    .sort((a, b) => rank(a) - rank(b) || (b.version.effectiveAtMs ?? 0) - (a.version.effectiveAtMs ?? 0));
}
