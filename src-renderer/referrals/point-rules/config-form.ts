import type { PointConfig } from '../frame/referral-types.ts';
import { capNames, spanNames, type CapName, type SpanName } from './config-diff.ts';

/** The limits of the contract (command-inputs.ts). */
export const configLimits = {
  nameLength: 100,
  milestoneCount: 12,
  pointsMax: 1_000_000_000,
  daysMax: 3_650,
  rehireDaysMax: 36_500,
} as const;

export interface MilestoneFields {
  /** Of this form only: a name is changed letter by letter. */
  readonly id: string;
  readonly name: string;
  /** Null: the field is empty. */
  readonly points: number | null;
  readonly bothActive: boolean;
}

export type RuleFields = {
  readonly milestones: readonly MilestoneFields[];
} & Readonly<Record<CapName | SpanName, number | null>>;

export const newMilestone = (id: string): MilestoneFields => ({
  id,
  name: '',
  points: null,
  bothActive: false,
});

/** What a company without rules begins with: hired, and still there after a while. */
export function fieldsOf(config: PointConfig): RuleFields {
  return {
    milestones: config.milestones.map((rule, index) => ({ id: `rule-${index}`, ...rule })),
    ...config.caps,
    pendingDays: config.pendingDays,
    rehireDays: config.rehireDays,
    redemptionDays: config.redemptionDays,
  };
}

export const emptyFields: RuleFields = {
  milestones: [newMilestone('rule-0')],
  perDay: null,
  perMonth: null,
  perCampaign: null,
  pendingDays: null,
  rehireDays: 180,
  redemptionDays: null,
};

export type FormProblem = 'noMilestone' | 'nameNeeded' | 'nameSlash' | 'nameDoubled' | 'pointsNeeded';

const isPoints = (value: number) => Number.isInteger(value) && value >= 1 && value <= configLimits.pointsMax;

/** By the id of the milestone; '' for what is about none. The first thing that is wrong with each. */
export function problemsOf({ milestones }: RuleFields): ReadonlyMap<string, FormProblem> {
  const problems = new Map<string, FormProblem>();
  if (milestones.length === 0) problems.set('', 'noMilestone');
  const seen = new Set<string>();
  for (const { id, name, points } of milestones) {
    const given = name.trim();
    if (given === '') problems.set(id, 'nameNeeded');
    else if (given.includes('/')) problems.set(id, 'nameSlash');
    else if (seen.has(given)) problems.set(id, 'nameDoubled');
    else if (points === null || !isPoints(points)) problems.set(id, 'pointsNeeded');
    seen.add(given);
  }
  return problems;
}

/** What the form says so far; a field that is not filled in yet counts as nothing. */
export function configOf(fields: RuleFields): PointConfig {
  const [perDay, perMonth, perCampaign] = capNames.map((cap) => fields[cap]);
  const [pendingDays, rehireDays, redemptionDays] = spanNames.map((span) => fields[span]);
  return {
    milestones: fields.milestones.map(({ name, points, bothActive }) => ({
      name: name.trim(),
      points: points ?? 0,
      bothActive,
    })),
    caps: { perDay: perDay ?? null, perMonth: perMonth ?? null, perCampaign: perCampaign ?? null },
    pendingDays: pendingDays ?? null,
    rehireDays: rehireDays ?? 0,
    redemptionDays: redemptionDays ?? null,
  };
}
