import { describe, expect, it } from 'vitest';
import {
  isConfirmation,
  isRepetition,
  type KnownHappening,
} from '../../../../../src-main/core/operations/notifications/same-happening.ts';
import { baseMs } from './rules-fixture.ts';

const minuteMs = 60_000;
const speed = { kind: 'speeding', details: { speedMph: 80, limitMph: null } } as const;
const enteredAt = (geofenceId: string) =>
  ({
    kind: 'geofenceEntered',
    details: { geofenceId, geofenceName: geofenceId, dwellMs: null, speedMph: null, limitMph: null },
  }) as const;
const known = (change: Partial<KnownHappening> = {}): KnownHappening => ({
  happening: speed,
  ruleId: 'fast',
  happenedAtMs: baseMs,
  lastHappenedAtMs: baseMs,
  overAtMs: null,
  sources: ['local'],
  ...change,
});

describe('the same happening told by two sources', () => {
  const bySamsara = (happenedAtMs: number) => ({
    happening: speed,
    happenedAtMs,
    source: 'samsara' as const,
  });

  it('is one when the second tells of it while it lasts, or near enough', () => {
    expect(isConfirmation(known(), bySamsara(baseMs + 40 * minuteMs))).toBe(true);
    expect(isConfirmation(known(), bySamsara(baseMs - 4 * minuteMs))).toBe(true);
    const over = known({ overAtMs: baseMs + minuteMs });
    expect(isConfirmation(over, bySamsara(baseMs + 5 * minuteMs))).toBe(true);
    expect(isConfirmation(over, bySamsara(baseMs + 7 * minuteMs))).toBe(false);
  });

  it('is another when the same source tells again, or it is another place or kind', () => {
    expect(isConfirmation(known({ sources: ['samsara'] }), bySamsara(baseMs))).toBe(false);
    const yard = known({ happening: enteredAt('yard') });
    const told = { happenedAtMs: baseMs, source: 'samsara' } as const;
    expect(isConfirmation(yard, { ...told, happening: enteredAt('yard') })).toBe(true);
    expect(isConfirmation(yard, { ...told, happening: enteredAt('dock') })).toBe(false);
    expect(isConfirmation(yard, { ...told, happening: speed })).toBe(false);
  });
});

describe('the same trouble come back', () => {
  const again = (happenedAtMs: number, ruleId = 'fast') => ({
    happening: speed,
    happenedAtMs,
    source: 'local' as const,
    ruleId,
  });

  it('is counted when it was over only shortly before, by the same rule', () => {
    const over = known({ overAtMs: baseMs + minuteMs });
    expect(isRepetition(over, again(baseMs + 9 * minuteMs))).toBe(true);
    expect(isRepetition(over, again(baseMs + 12 * minuteMs))).toBe(false);
    expect(isRepetition(over, again(baseMs + 9 * minuteMs, 'faster'))).toBe(false);
    expect(isRepetition(known(), again(baseMs + minuteMs))).toBe(false);
  });
});
