import type { Config, Referral } from '../frame/referral-types.ts';

type Reached = Referral['milestones'][number];

/** A milestone of the version that a referral is pinned to, and how far it is. */
export interface MilestoneLine {
  readonly name: string;
  readonly points: number;
  /** Given only while both are with the company. */
  readonly bothActive: boolean;
  /** `null`: not reached. */
  readonly reached: Reached | null;
}

/** In the order of the rules; what was reached by rules that this copy does not have stands at the end. */
export function milestoneLines(referral: Referral, config: Config | undefined): readonly MilestoneLine[] {
  const reachedBy = new Map(referral.milestones.map((one) => [one.name, one]));
  const rules = config?.config.milestones ?? [];
  const ruled = new Set(rules.map(({ name }) => name));
  return [
    ...rules.map((rule) => ({ ...rule, reached: reachedBy.get(rule.name) ?? null })),
    ...referral.milestones
      .filter(({ name }) => !ruled.has(name))
      .map((reached) => ({ name: reached.name, points: reached.points, bothActive: false, reached })),
  ];
}

/** A milestone that ran out of time may be reached once more. */
export const canReach = (referral: Referral, { reached }: MilestoneLine): boolean =>
  referral.state === 'hired' && (reached === null || reached.state === 'timedOut');

export const canRelease = (referral: Referral, { reached }: MilestoneLine): boolean =>
  referral.state === 'hired' &&
  reached?.state === 'pending' &&
  (referral.review === 'notNeeded' || referral.review === 'cleared');

/** There is something to take back. */
export const canClawBack = ({ milestones }: Referral): boolean =>
  milestones.some(({ state }) => state === 'pending' || state === 'released');
