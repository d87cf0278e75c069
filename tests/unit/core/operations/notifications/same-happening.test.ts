import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isConfirmation,
  isRepetition,
  type KnownHappening,
  type ToldSpan,
} from '../../../../../src-main/core/operations/notifications/same-happening.ts';
import { baseMs } from './rules-fixture.ts';

const minuteMs = 60_000;
const speed = { kind: 'speeding', details: { speedMph: 80, limitMph: null } } as const;
const brake = { kind: 'harshEvent', details: { label: 'Harsh braking', gForce: null, url: null } } as const;
const enteredAt = (geofenceId: string) =>
  ({
    kind: 'geofenceEntered',
    details: { geofenceId, geofenceName: geofenceId, dwellMs: null, speedMph: null, limitMph: null },
  }) as const;
const span = (change: Partial<ToldSpan> = {}): ToldSpan => ({
  source: 'local',
  ruleId: 'fast',
  happenedAtMs: baseMs,
  overAtMs: null,
  ...change,
});
const known = (told: Partial<ToldSpan> = {}, happening: KnownHappening['happening'] = speed) => ({
  happening,
  overAtMs: told.overAtMs ?? null,
  told: [span(told)],
});
const word = (change: Partial<ToldSpan>, happening: KnownHappening['happening'] = speed) => ({
  ...span(change),
  happening,
});
const bySamsara = (happenedAtMs: number, change: Partial<ToldSpan> = {}) =>
  word({ source: 'samsara', ruleId: null, happenedAtMs, ...change });

describe('the same happening told by several', () => {
  it('is one when the second tells of it while it lasts, or near enough', () => {
    expect(isConfirmation(known(), bySamsara(baseMs + 40 * minuteMs))).toBe(true);
    expect(isConfirmation(known(), bySamsara(baseMs - 4 * minuteMs))).toBe(true);
    const over = known({ overAtMs: baseMs + minuteMs });
    expect(isConfirmation(over, bySamsara(baseMs + 5 * minuteMs))).toBe(true);
    expect(isConfirmation(over, bySamsara(baseMs + 7 * minuteMs))).toBe(false);
  });

  it('is one when the second began long before, and lasted into it', () => {
    const alert = known({ source: 'samsara', happenedAtMs: baseMs + 20 * minuteMs });
    const whole = { happenedAtMs: baseMs, overAtMs: baseMs + 25 * minuteMs };
    expect(isConfirmation(alert, word({ ...whole, source: 'samsaraSafety' }))).toBe(true);
    const before = { ...whole, overAtMs: baseMs + 10 * minuteMs };
    expect(isConfirmation(alert, word({ ...before, source: 'samsaraSafety' }))).toBe(false);
  });

  it('is one by two of our rules, or two of the vendor’s alerts, on the same stretch', () => {
    expect(isConfirmation(known(), word({ ruleId: 'faster', happenedAtMs: baseMs + minuteMs }))).toBe(true);
    expect(isConfirmation(known(), word({ happenedAtMs: baseMs + minuteMs }))).toBe(false);
    const vendors = known({ source: 'samsara' });
    expect(isConfirmation(vendors, bySamsara(baseMs + minuteMs))).toBe(true);
    // Its end was never heard of: hours later it is something new.
    expect(isConfirmation(vendors, bySamsara(baseMs + 180 * minuteMs))).toBe(false);
  });

  it('is another when a source that has told of it tells again, or it is another place or kind', () => {
    const both = {
      ...known({ overAtMs: baseMs + minuteMs }),
      told: [
        span({ overAtMs: baseMs + minuteMs }),
        span({ source: 'samsara', happenedAtMs: baseMs, overAtMs: baseMs + minuteMs }),
      ],
    };
    expect(isConfirmation(both, bySamsara(baseMs + 3 * minuteMs))).toBe(false);
    const yard = known({}, enteredAt('yard'));
    const told = { source: 'samsara', ruleId: null } as const;
    expect(isConfirmation(yard, word(told, enteredAt('yard')))).toBe(true);
    expect(isConfirmation(yard, word(told, enteredAt('dock')))).toBe(false);
    expect(isConfirmation(yard, word(told))).toBe(false);
  });

  it('keeps two moments of one source apart, each with its word by the other', () => {
    const first = { ...known({ source: 'samsaraSafety', overAtMs: baseMs }, brake), overAtMs: baseMs };
    expect(
      isConfirmation(first, word({ source: 'samsaraSafety', happenedAtMs: baseMs + 20_000 }, brake)),
    ).toBe(false);
    expect(isConfirmation(first, word({ happenedAtMs: baseMs + 20_000 }, brake))).toBe(true);
  });

  it('is one for any happenings, told by anyone in any order', () => {
    const happening = fc.record({
      lastsMs: fc.integer({ min: 3 * minuteMs, max: 40 * minuteMs }),
      pauseMs: fc.integer({ min: 6 * minuteMs, max: 60 * minuteMs }),
      tellers: fc.subarray(['fast', 'faster', 'alert', 'otherAlert', 'safety'] as const, { minLength: 1 }),
      waitMs: fc.integer({ min: 0, max: 3 * minuteMs }),
    });
    const worlds = fc
      .array(happening, { minLength: 1, maxLength: 6 })
      .map((list) => {
        let atMs = baseMs;
        return list.flatMap(({ lastsMs, pauseMs, tellers, waitMs }, index) => {
          const startMs = atMs;
          atMs += lastsMs + pauseMs;
          const overAtMs = startMs + lastsMs;
          const spans = {
            fast: span({ happenedAtMs: startMs, overAtMs }),
            faster: span({ ruleId: 'faster', happenedAtMs: startMs + waitMs, overAtMs }),
            alert: span({ source: 'samsara', happenedAtMs: startMs + waitMs, overAtMs }),
            otherAlert: span({ source: 'samsara', happenedAtMs: startMs, overAtMs }),
            safety: span({ source: 'samsaraSafety', happenedAtMs: startMs, overAtMs }),
          };
          return tellers.map((teller) => ({ ...spans[teller], happening: speed, index }));
        });
      })
      .chain((words) => fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }));
    fc.assert(
      fc.property(worlds, (words) => {
        const alerts: (KnownHappening & { told: ToldSpan[]; readonly index: number })[] = [];
        for (const told of words) {
          const same = alerts.find((alert) => isConfirmation(alert, told));
          if (same) {
            expect(same.index).toBe(told.index);
            same.told.push(told);
          } else {
            const { happening: its, index, overAtMs } = told;
            alerts.push({ happening: its, index, overAtMs, told: [told] });
          }
        }
        expect(alerts).toHaveLength(new Set(words.map(({ index }) => index)).size);
      }),
    );
  });
});

describe('the same trouble come back', () => {
  const again = (happenedAtMs: number, ruleId = 'fast') => word({ happenedAtMs, ruleId });

  it('is counted when it was over only shortly before, by the same rule', () => {
    const over = known({ overAtMs: baseMs + minuteMs });
    expect(isRepetition(over, again(baseMs + 9 * minuteMs))).toBe(true);
    expect(isRepetition(over, again(baseMs + 12 * minuteMs))).toBe(false);
    expect(isRepetition(over, again(baseMs + 9 * minuteMs, 'faster'))).toBe(false);
    expect(isRepetition(known(), again(baseMs + minuteMs))).toBe(false);
  });
});
