import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measure } from '../../../../../src-main/core/operations/notifications/measure.ts';
import {
  stepPhase,
  type Pace,
  type Phase,
} from '../../../../../src-main/core/operations/notifications/phase.ts';
import { baseMs } from './rules-fixture.ts';

type Level = Measure['level'];
interface Look {
  readonly level: Level;
  readonly gapMs: number;
}

const levels = fc.constantFrom<Level>('on', 'between', 'off', 'unknown');
const looks = (level = levels) =>
  fc.array(fc.record({ level, gapMs: fc.integer({ min: 0, max: 40_000 }) }), { maxLength: 60 });
const paces = fc.record({
  minimumMs: fc.integer({ min: 0, max: 120_000 }),
  settleMs: fc.integer({ min: 0, max: 60_000 }),
  measuredBy: fc.constantFrom<Pace['measuredBy']>('facts', 'clock'),
});

/** Plays looks one after the other; every fact is as old as the look. */
function play(all: readonly Look[], pace: Pace) {
  let phase: Phase | undefined;
  let nowMs = baseMs;
  const effects: { effect: 'raise' | 'end'; nowMs: number; atMs: number }[] = [];
  for (const { level, gapMs } of all) {
    nowMs += gapMs;
    const seen = { level, sinceMs: nowMs, seenMs: nowMs, changesAtMs: null };
    const step = stepPhase(phase, seen, pace, nowMs, { mayRaise: () => true, keyOf: String });
    if (step.effect !== 'none') effects.push({ effect: step.effect, nowMs, atMs: step.atMs });
    phase = step.phase;
  }
  return { effects, phase };
}

describe('a rule held against a vehicle over time', () => {
  it('raises and ends in turns, beginning with a raise', () => {
    const property = fc.property(looks(), paces, (all, pace) => {
      const { effects } = play(all, pace);
      effects.forEach(({ effect }, index) => expect(effect).toBe(index % 2 === 0 ? 'raise' : 'end'));
    });
    fc.assert(property);
  });

  it('never raises before the condition has held for the minimum without a break', () => {
    const property = fc.property(looks(), paces, (all, pace) => {
      const raisedAt = new Set(
        play(all, pace).effects.flatMap(({ effect, nowMs }) => (effect === 'raise' ? [nowMs] : [])),
      );
      let nowMs = baseMs;
      let heldSinceMs: number | null = null;
      for (const { level, gapMs } of all) {
        nowMs += gapMs;
        if (level === 'off' || level === 'unknown') heldSinceMs = null;
        else if (level === 'on') heldSinceMs ??= nowMs;
        if (!raisedAt.has(nowMs) || level !== 'on') continue;
        expect(nowMs - (heldSinceMs ?? Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(pace.minimumMs);
      }
    });
    fc.assert(property);
  });

  it('raises at most once and never ends while the value swings within the margin', () => {
    const property = fc.property(looks(fc.constantFrom<Level>('on', 'between')), paces, (all, pace) => {
      const { effects } = play(all, pace);
      expect(effects.filter(({ effect }) => effect === 'end')).toEqual([]);
      expect(effects.length).toBeLessThanOrEqual(1);
    });
    fc.assert(property);
  });

  it('takes the same look again as nothing new', () => {
    const property = fc.property(looks(), paces, (all, pace) => {
      const doubled = all.flatMap((look) => [look, { ...look, gapMs: 0 }]);
      expect(play(doubled, pace).effects).toEqual(play(all, pace).effects);
    });
    fc.assert(property);
  });

  it('ends when it has been gone for the settling time, as of when it went', () => {
    const pace: Pace = { minimumMs: 0, settleMs: 20_000, measuredBy: 'facts' };
    const { effects } = play(
      [
        { level: 'on', gapMs: 0 },
        { level: 'off', gapMs: 5_000 },
        { level: 'on', gapMs: 5_000 },
        { level: 'off', gapMs: 5_000 },
        { level: 'off', gapMs: 20_000 },
      ],
      pace,
    );
    expect(effects).toEqual([
      { effect: 'raise', nowMs: baseMs, atMs: baseMs },
      { effect: 'end', nowMs: baseMs + 35_000, atMs: baseMs + 15_000 },
    ]);
  });

  it('is not raised by the clock where only observed time counts', () => {
    const pace: Pace = { minimumMs: 30_000, settleMs: 0, measuredBy: 'facts' };
    const seen = { level: 'on', sinceMs: baseMs, seenMs: baseMs, changesAtMs: null } as const;
    const context = { mayRaise: () => true, keyOf: String };
    const first = stepPhase(undefined, seen, pace, baseMs, context);
    const later = stepPhase(first.phase, seen, pace, baseMs + 600_000, context);
    expect([first.effect, later.effect, later.checkAtMs]).toEqual(['none', 'none', null]);
  });

  it('waits outside its hours and is raised when they begin', () => {
    const pace: Pace = { minimumMs: 0, settleMs: 0, measuredBy: 'clock' };
    const seen = { level: 'on', sinceMs: baseMs, seenMs: baseMs, changesAtMs: null } as const;
    const closed = stepPhase(undefined, seen, pace, baseMs, { mayRaise: () => false, keyOf: String });
    expect(closed).toMatchObject({ effect: 'none', checkAtMs: baseMs + 60_000 });
    const open = stepPhase(closed.phase, seen, pace, baseMs + 60_000, {
      mayRaise: () => true,
      keyOf: String,
    });
    expect(open).toMatchObject({ effect: 'raise', atMs: baseMs });
  });

  it('does not raise what nobody has seen for more than a day', () => {
    const pace: Pace = { minimumMs: 0, settleMs: 0, measuredBy: 'clock' };
    const seen = { level: 'on', sinceMs: 0, seenMs: baseMs - 25 * 3_600_000, changesAtMs: null } as const;
    const step = stepPhase(undefined, seen, pace, baseMs, { mayRaise: () => true, keyOf: String });
    expect(step.effect).toBe('none');
  });
});
