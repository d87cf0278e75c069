import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIds } from '../../../../src-main/core/platform/ids.ts';
import { systemRandom } from '../../../../src-main/core/platform/random.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

it('ids are UUIDv7, carry the time, and sort in the order of making whatever the clock does', () => {
  const stepsMs = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(stepsMs, (steps) => {
      const clock = createManualClock();
      const startMs = clock.nowMs();
      const ids = createIds({ clock, random: systemRandom });
      const made = steps.map((stepMs) => {
        clock.jumpTo(clock.nowMs() + stepMs);
        return ids.next();
      });
      expect(made).toEqual([...new Set(made)].sort());
      for (const id of made) {
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }
      const timeMs = Number.parseInt((made[0] ?? '').replaceAll('-', '').slice(0, 12), 16);
      expect(timeMs).toBe(startMs + (steps[0] ?? 0));
    }),
  );
});

it('more ids in a millisecond than the counter holds still grow', () => {
  const ids = createIds({ clock: createManualClock(), random: () => 0.999 });
  const made = Array.from({ length: 10_000 }, () => ids.next());
  expect(made).toEqual([...new Set(made)].sort());
});

it('the same seed makes the same ids', () => {
  const make = () => createIds({ clock: createManualClock(), random: () => 0.25 }).next();
  expect(make()).toBe(make());
});

it('system randomness stays within [0, 1) and differs', () => {
  const drawn = Array.from({ length: 1_000 }, systemRandom);
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(drawn).size).toBe(1_000);
});
