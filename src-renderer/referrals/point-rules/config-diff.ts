import type { PointConfig } from '../frame/referral-types.ts';

export const capNames = ['perDay', 'perMonth', 'perCampaign'] as const;
export type CapName = (typeof capNames)[number];
export const spanNames = ['pendingDays', 'rehireDays', 'redemptionDays'] as const;
export type SpanName = (typeof spanNames)[number];

/** What is different in a version, one thing at a time. */
export type ConfigChange =
  | {
      readonly kind: 'milestoneAdded' | 'milestoneRemoved';
      readonly name: string;
      readonly points: number;
    }
  | { readonly kind: 'pointsChanged'; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: 'bothActiveChanged'; readonly name: string; readonly to: boolean }
  | { readonly kind: 'orderChanged' }
  | {
      readonly kind: 'capChanged';
      readonly cap: CapName;
      readonly from: number | null;
      readonly to: number | null;
    }
  | {
      readonly kind: 'spanChanged';
      readonly span: SpanName;
      readonly from: number | null;
      readonly to: number | null;
    };

function milestoneChanges(before: PointConfig, after: PointConfig): ConfigChange[] {
  const old = new Map(before.milestones.map((rule) => [rule.name, rule]));
  const names = new Set(after.milestones.map(({ name }) => name));
  const changes: ConfigChange[] = [];
  for (const { name, points, bothActive } of after.milestones) {
    const known = old.get(name);
    if (known === undefined) {
      changes.push({ kind: 'milestoneAdded', name, points });
      continue;
    }
    if (known.points !== points)
      changes.push({ kind: 'pointsChanged', name, from: known.points, to: points });
    if (known.bothActive !== bothActive) changes.push({ kind: 'bothActiveChanged', name, to: bothActive });
  }
  for (const { name, points } of before.milestones) {
    if (!names.has(name)) changes.push({ kind: 'milestoneRemoved', name, points });
  }
  const kept = (one: PointConfig, other: ReadonlySet<string> | ReadonlyMap<string, unknown>) =>
    one.milestones.flatMap(({ name }) => (other.has(name) ? [name] : [])).join('/');
  if (kept(before, names) !== kept(after, old)) changes.push({ kind: 'orderChanged' });
  return changes;
}

/** From one version to another; nothing when they say the same. */
export function diffConfigs(before: PointConfig, after: PointConfig): readonly ConfigChange[] {
  const changes = milestoneChanges(before, after);
  for (const cap of capNames) {
    const [from, to] = [before.caps[cap], after.caps[cap]];
    if (from !== to) changes.push({ kind: 'capChanged', cap, from, to });
  }
  for (const span of spanNames) {
    const [from, to] = [before[span], after[span]];
    if (from !== to) changes.push({ kind: 'spanChanged', span, from, to });
  }
  return changes;
}
