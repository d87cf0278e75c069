import { beforeAll, describe, expect, it } from 'vitest';
import { startText } from '../../../../../src-renderer/app/text.ts';
import type { Config, PointConfig } from '../../../../../src-renderer/referrals/frame/referral-types.ts';
import { diffConfigs } from '../../../../../src-renderer/referrals/point-rules/config-diff.ts';
import {
  configOf,
  emptyFields,
  fieldsOf,
  problemsOf,
} from '../../../../../src-renderer/referrals/point-rules/config-form.ts';
import { changeWords } from '../../../../../src-renderer/referrals/point-rules/config-words.ts';
import {
  currentVersion,
  placeVersions,
} from '../../../../../src-renderer/referrals/point-rules/version-standing.ts';

beforeAll(startText);

const config: PointConfig = {
  milestones: [
    { name: 'First week', points: 100, bothActive: false },
    { name: 'Ninety days', points: 300, bothActive: true },
  ],
  caps: { perDay: null, perMonth: 1_000, perCampaign: null },
  pendingDays: 30,
  rehireDays: 180,
  redemptionDays: null,
};
const [week, ninety] = config.milestones as [PointConfig['milestones'][0], PointConfig['milestones'][0]];
const words = (after: PointConfig) => diffConfigs(config, after).map(changeWords);

describe('the difference of two versions', () => {
  it('is nothing when they say the same', () => {
    expect(diffConfigs(config, structuredClone(config))).toEqual([]);
  });

  it('names what is new, gone and changed', () => {
    const after = {
      ...config,
      milestones: [
        { ...week, points: 150, bothActive: true },
        { name: 'A year', points: 500, bothActive: true },
      ],
    };
    expect(words(after)).toEqual([
      'First week: 150 points (was 100)',
      'First week: released only while both are with the company',
      'A year is new, for 500 points',
      'Ninety days is gone, 300 points less',
    ]);
  });

  it('says that milestones stand in another order, and not when one was put in between', () => {
    expect(words({ ...config, milestones: [ninety, week] })).toEqual([
      'The milestones stand in another order',
    ]);
    const between = { name: 'Month', points: 50, bothActive: false };
    expect(words({ ...config, milestones: [week, between, ninety] })).toEqual([
      'Month is new, for 50 points',
    ]);
  });

  it('tells caps and spans with what it means that there is none', () => {
    const caps = { ...config.caps, perDay: 200, perMonth: null };
    expect(words({ ...config, caps, pendingDays: null, rehireDays: 0, redemptionDays: 7 })).toEqual([
      'At most in a day: 200 points (was No cap)',
      'At most in a month: No cap (was 1,000 points)',
      'Days that promised points wait: As long as it takes (was 30 days)',
      'Days until a former driver counts as new: At once (was 180 days)',
      'Days that a redemption waits for its order: 7 days (was As long as it takes)',
    ]);
  });
});

describe('the form of a version', () => {
  it('gives back what it was filled from', () => {
    expect(configOf(fieldsOf(config))).toEqual(config);
    expect(problemsOf(fieldsOf(config)).size).toBe(0);
  });

  it('names what is missing or twice', () => {
    const [first] = emptyFields.milestones;
    if (!first) throw new Error('no milestone to begin with');
    const problems = problemsOf({
      ...emptyFields,
      milestones: [
        { ...first, id: 'empty' },
        { ...first, id: 'slash', name: 'a/b', points: 1 },
        { ...first, id: 'one', name: 'Week', points: 1 },
        { ...first, id: 'two', name: ' Week ', points: 1 },
        { ...first, id: 'none', name: 'Year' },
        { ...first, id: 'half', name: 'Month', points: 1.5 },
      ],
    });
    expect(Object.fromEntries(problems)).toEqual({
      ...{ empty: 'nameNeeded', slash: 'nameSlash', two: 'nameDoubled' },
      ...{ none: 'pointsNeeded', half: 'pointsNeeded' },
    });
    expect(problemsOf({ ...emptyFields, milestones: [] }).get('')).toBe('noMilestone');
  });
});

describe('versions', () => {
  const version = (
    id: string,
    effectiveAtMs: number | null,
    state: Config['state'] = 'published',
  ): Config => ({
    ...{ id, companyId: 'acme', config, state, draftedBy: 'root', approvedBy: null },
    ...{ effectiveAtMs, changedAtMs: 0 },
  });

  it('hold from the last that came into effect; of two at once the one published later', () => {
    const versions = [version('later', 50), version('earlier', 50), version('old', 10), version('next', 900)];
    expect(currentVersion(versions, 100)?.id).toBe('later');
    expect(currentVersion(versions, 20)?.id).toBe('old');
    expect(currentVersion(versions, 5)).toBeNull();
  });

  it('stand with what waits for a person first, then what is to come, what holds, what has held', () => {
    const versions = [
      ...[version('older', 5), version('old', 10), version('now', 50), version('next', 900)],
      ...[version('ready', null, 'approved'), version('draft', null, 'draft')],
    ];
    expect(placeVersions(versions, 100).map((one) => [one.version.id, one.standing])).toEqual([
      ['draft', 'draft'],
      ['ready', 'approved'],
      ['next', 'planned'],
      ['now', 'current'],
      ['old', 'past'],
      ['older', 'past'],
    ]);
  });
});
