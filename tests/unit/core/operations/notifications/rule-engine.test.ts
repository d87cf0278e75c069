import { describe, expect, it } from 'vitest';
import {
  createRuleEngine,
  type Finding,
} from '../../../../../src-main/core/operations/notifications/rule-engine.ts';
import { defaultRules } from '../../../../../src-main/core/operations/notifications/default-rules.ts';
import type { Rule } from '../../../../../src-main/core/operations/notifications/contract.ts';
import { baseMs, observationOf, ruleOf, speeding, vehicleOf } from './rules-fixture.ts';

const secondMs = 1_000;
const minuteMs = 60_000;

function engineWith(rules: readonly Rule[], vehicleIds: readonly string[] = ['a', 'b']) {
  const engine = createRuleEngine();
  engine.setRules(rules);
  engine.setRoster(vehicleIds.map((id) => vehicleOf(id)));
  return engine;
}

const told = (findings: readonly Finding[]) =>
  findings.map(({ type, ruleId, vehicleId }) => `${vehicleId} ${type} ${ruleId}`);
const fast = (timeMs: number, speedMph = 82) => observationOf('a', { timeMs, speedMph });

describe('rules held against the fleet', () => {
  it('tell of a truck that is too fast for long enough, and when it is over', () => {
    const engine = engineWith([ruleOf('fast', speeding())]);
    expect(engine.look([fast(baseMs)], baseMs)).toEqual([]);
    expect(engine.look([fast(baseMs + 25_000)], baseMs + 25_000)).toEqual([]);
    const [began] = engine.look([fast(baseMs + 30_000, 84)], baseMs + 30_000);
    expect(began).toMatchObject({
      type: 'began',
      vehicleId: 'a',
      sinceMs: baseMs,
      happening: { kind: 'speeding', details: { speedMph: 84, limitMph: null } },
    });
    expect(engine.look([fast(baseMs + 40_000, 73)], baseMs + 40_000)).toEqual([]);
    expect(engine.look([fast(baseMs + 50_000, 71)], baseMs + 50_000)).toEqual([]);
    expect(told(engine.look([], baseMs + 70_000))).toEqual(['a ended fast']);
  });

  it('count the posted limit where it is lower', () => {
    const engine = engineWith([ruleOf('fast', speeding(0))]);
    const inTown = observationOf('a', { speedMph: 50, speedLimitMph: 35 });
    expect(told(engine.look([inTown], baseMs))).toEqual(['a began fast']);
  });

  it('say nothing about a speed that is not current', () => {
    const engine = engineWith([ruleOf('fast', speeding(0))]);
    const old = observationOf('a', { speedMph: 90, freshness: 'stale' });
    expect(engine.look([old], baseMs)).toEqual([]);
  });

  it('tell of long idling without waiting for another fix', () => {
    const engine = engineWith([ruleOf('idle', { kind: 'idling', minimumMs: 30 * minuteMs })]);
    const idle = observationOf('a', { engine: 'idle', engineSinceMs: baseMs - 28 * minuteMs, speedMph: 0 });
    expect(engine.look([idle], baseMs)).toEqual([]);
    expect(engine.look([], baseMs + minuteMs)).toEqual([]);
    const [began] = engine.look([], baseMs + 2 * minuteMs);
    expect(began).toMatchObject({ type: 'began', sinceMs: baseMs - 28 * minuteMs });
  });

  it('tell of low fuel once, though the reading sloshes around the threshold', () => {
    const fuel = { kind: 'lowFuel', belowPercent: 15, marginPercent: 5, minimumMs: 0 } as const;
    const engine = engineWith([ruleOf('fuel', fuel)]);
    const findings = [14, 16, 13, 19, 14, 17].flatMap((fuelPercent, index) =>
      engine.look(
        [observationOf('a', { fuelPercent, timeMs: baseMs + index * minuteMs })],
        baseMs + index * minuteMs,
      ),
    );
    expect(told(findings)).toEqual(['a began fuel']);
  });

  it('never blame a truck for our own line', () => {
    const engine = engineWith([ruleOf('lost', { kind: 'lostContact', minimumMs: 15 * minuteMs })]);
    const laterMs = baseMs + 60 * minuteMs;
    const offline = observationOf('a', { freshness: 'stale', cause: 'offline' });
    expect(engine.look([offline], laterMs)).toEqual([]);
    const lost = observationOf('b', { freshness: 'lost', cause: 'silent' });
    expect(told(engine.look([lost], laterMs))).toEqual(['b began lost']);
    const hidden = observationOf('a', { freshness: 'lost', cause: 'private' });
    expect(engine.look([hidden], laterMs)).toEqual([]);
  });

  it('tell of ending hours at the minute, from clocks that were counted earlier', () => {
    const engine = engineWith(
      [ruleOf('hours', { kind: 'hoursEnding', clocks: ['drive', 'shift'], beforeMs: 30 * minuteMs })],
      [],
    );
    const clocks = {
      asOfMs: baseMs,
      dutyStatus: 'driving' as const,
      driveRemainingMs: 33 * minuteMs,
      shiftRemainingMs: 300 * minuteMs,
      cycleRemainingMs: null,
      untilBreakMs: null,
    };
    engine.setRoster([vehicleOf('a', { clocks })]);
    expect(engine.look([], baseMs)).toEqual([]);
    expect(engine.look([], baseMs + 2 * minuteMs)).toEqual([]);
    const [began] = engine.look([], baseMs + 3 * minuteMs);
    expect(began).toMatchObject({ happening: { details: { clock: 'drive', remainingMs: 30 * minuteMs } } });
    engine.setRoster([vehicleOf('a', { clocks: { ...clocks, dutyStatus: 'offDuty' } })]);
    expect(told(engine.look([], baseMs + 4 * minuteMs))).toEqual(['a ended hours']);
  });

  it('go on after a restart with what was raised before it, without raising it again', () => {
    const engine = createRuleEngine();
    engine.setRules([ruleOf('fast', speeding(0))]);
    engine.adopt([{ ruleId: 'fast', vehicleId: 'a', key: 'old', sinceMs: baseMs - minuteMs }]);
    expect(engine.look([fast(baseMs)], baseMs)).toEqual([]);
    engine.setRoster([vehicleOf('a')]);
    expect(engine.look([], baseMs)).toEqual([]);
    engine.look([fast(baseMs + secondMs, 50)], baseMs + secondMs);
    const [ended] = engine.look([fast(baseMs + 30_000, 50)], baseMs + 30_000);
    expect(ended).toMatchObject({ type: 'ended', key: 'old' });
  });

  it('end what a rule no longer covers: switched off, out of scope, vehicle gone', () => {
    const rule = ruleOf('fast', speeding(0));
    const changes: ((engine: ReturnType<typeof engineWith>) => void)[] = [
      (engine) => engine.setRules([{ ...rule, isEnabled: false }]),
      (engine) => engine.setRules([{ ...rule, scope: { kind: 'vehicles', vehicleIds: ['b'] } }]),
      (engine) => engine.setRoster([vehicleOf('b')]),
    ];
    for (const change of changes) {
      const engine = engineWith([rule]);
      expect(told(engine.look([fast(baseMs)], baseMs))).toEqual(['a began fast']);
      change(engine);
      expect(told(engine.look([], baseMs + secondMs))).toEqual(['a ended fast']);
    }
  });

  it('cover vehicles by tag', () => {
    const rule = ruleOf('fast', speeding(0), { scope: { kind: 'tags', tagIds: ['west'] } });
    const engine = engineWith([rule], []);
    engine.setRoster([vehicleOf('a'), vehicleOf('b', { tags: [{ id: 'west', name: 'West' }] })]);
    const both = ['a', 'b'].map((id) => observationOf(id, { speedMph: 90 }));
    expect(told(engine.look(both, baseMs))).toEqual(['b began fast']);
  });

  it('cost little: 10,000 vehicles that all changed, against all default rules', () => {
    const rules = Object.entries(defaultRules).map(([id, draft]) => ({
      ...draft,
      id,
      version: 1,
      updatedAtMs: 0,
    }));
    const ids = Array.from({ length: 10_000 }, (_value, index) => `v${String(index)}`);
    const engine = engineWith(rules, ids);
    const durations: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const nowMs = baseMs + round * secondMs;
      const observations = ids.map((id, index) =>
        observationOf(id, { timeMs: nowMs, speedMph: (index * 7) % 74, fuelPercent: 20 + (index % 80) }),
      );
      const startedAtMs = performance.now();
      engine.look(observations, nowMs);
      durations.push(performance.now() - startedAtMs);
    }
    // The quickest: a busy machine makes the others longer. Measured 12 ms.
    expect(Math.min(...durations)).toBeLessThan(100);
  });
});
