import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actOn,
  escalationLevelMax,
  stateOf,
  type Act,
  type AlertLife,
} from '../../../../../src-main/core/operations/notifications/alert-life.ts';

const newLife = (change: Partial<AlertLife> = {}): AlertLife => ({
  needsAcknowledgement: true,
  overAtMs: null,
  acknowledged: null,
  resolved: null,
  owner: null,
  snoozedUntilMs: null,
  escalationLevel: 0,
  attentionCount: 1,
  ...change,
});
const by = (atMs: number, who: string | null = 'dana') => ({ atMs, by: who });

const time = fc.integer({ min: 1, max: 1_000 });
const deed = fc.record({ atMs: time, by: fc.constantFrom('dana', 'lee') });
const acts: fc.Arbitrary<Act> = fc.oneof(
  deed.map((its): Act => ({ type: 'acknowledge', deed: its })),
  deed.map((its): Act => ({ type: 'resolve', deed: its })),
  fc.constantFrom('dana', null).map((owner): Act => ({ type: 'own', owner })),
  fc.option(time, { nil: null }).map((untilMs): Act => ({ type: 'snooze', untilMs })),
  time.map((untilMs): Act => ({ type: 'wake', untilMs })),
  time.map((atMs): Act => ({ type: 'over', atMs })),
  fc.constant<Act>({ type: 'repeat' }),
  fc.integer({ min: 1, max: 5 }).map((level): Act => ({ type: 'escalate', level })),
);
const lives = fc.tuple(fc.boolean(), fc.array(acts, { maxLength: 25 })).map(([needsAcknowledgement, all]) => {
  const passed = [newLife({ needsAcknowledgement })];
  for (const act of all) passed.push(actOn(passed.at(-1) ?? newLife(), act) ?? passed.at(-1) ?? newLife());
  return passed;
});

describe('the life of an alert', () => {
  it('goes from open to acknowledged to resolved when it is over and known', () => {
    const known = actOn(newLife(), { type: 'acknowledge', deed: by(5) });
    expect(known && stateOf(known)).toBe('acknowledged');
    const done = known && actOn(known, { type: 'over', atMs: 9 });
    expect(done && stateOf(done)).toBe('resolved');
  });

  it('waits for a person when what it tells of is over before anybody knew', () => {
    const over = actOn(newLife(), { type: 'over', atMs: 9 });
    expect(over && stateOf(over)).toBe('open');
    const done = over && actOn(over, { type: 'acknowledge', deed: by(12) });
    expect(done).toMatchObject({ resolved: by(12) });
  });

  it('ends by itself where nobody needs to know', () => {
    const over = actOn(newLife({ needsAcknowledgement: false }), { type: 'over', atMs: 9 });
    expect(over).toMatchObject({ resolved: by(9, null) });
  });

  it('comes back as known when the same begins again, without a new noise', () => {
    const done = newLife({ overAtMs: 9, acknowledged: by(5), resolved: by(9, null) });
    const again = actOn(done, { type: 'repeat' });
    expect(again && stateOf(again)).toBe('acknowledged');
    expect(again?.attentionCount).toBe(done.attentionCount);
  });

  it('is escalated one level at a time, and only while nobody has reacted', () => {
    const once = actOn(newLife(), { type: 'escalate', level: 1 });
    expect(once).toMatchObject({ escalationLevel: 1, attentionCount: 2 });
    expect(once && actOn(once, { type: 'escalate', level: 1 })).toBeNull();
    const handled: Partial<AlertLife>[] = [
      { acknowledged: by(1) },
      { owner: 'dana' },
      { snoozedUntilMs: 99 },
      { resolved: by(1) },
    ];
    for (const change of handled) expect(actOn(newLife(change), { type: 'escalate', level: 1 })).toBeNull();
  });

  it('keeps who was first to acknowledge, whatever comes later', () => {
    const property = fc.property(lives, (passed) => {
      const first = passed.find(({ acknowledged }) => acknowledged !== null)?.acknowledged ?? null;
      expect(passed.at(-1)?.acknowledged ?? null).toEqual(first);
    });
    fc.assert(property);
  });

  it('is never snoozed and resolved at once, never escalates past the last level, and attention only grows', () => {
    const property = fc.property(lives, (passed) => {
      passed.forEach((life, index) => {
        if (life.resolved !== null) expect(life.snoozedUntilMs).toBeNull();
        expect(life.escalationLevel).toBeLessThanOrEqual(escalationLevelMax);
        expect(life.attentionCount).toBeGreaterThanOrEqual(passed[index - 1]?.attentionCount ?? 0);
      });
    });
    fc.assert(property);
  });

  it('takes the same act again as nothing new', () => {
    const property = fc.property(lives, acts, (passed, act) => {
      const once = actOn(passed.at(-1) ?? newLife(), act);
      if (once !== null) expect(actOn(once, act)).toBeNull();
    });
    fc.assert(property);
  });
});
