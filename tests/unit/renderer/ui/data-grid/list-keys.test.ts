import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTypedName, nextIndex } from '../../../../../src-renderer/ui/data-grid/list-keys.ts';

describe('keys of the list', () => {
  it('begin at the first row when none is active', () => {
    expect(nextIndex('ArrowDown', -1, 5, 3)).toBe(0);
    expect(nextIndex('ArrowUp', -1, 5, 3)).toBe(0);
  });

  it('page by the rows in sight and stop at the ends', () => {
    expect(nextIndex('PageDown', 1, 10, 4)).toBe(5);
    expect(nextIndex('PageDown', 8, 10, 4)).toBe(9);
    expect(nextIndex('PageUp', 2, 10, 4)).toBe(0);
    expect(nextIndex('End', 0, 10, 4)).toBe(9);
    expect(nextIndex('Home', 7, 10, 4)).toBe(0);
  });

  it('mean nothing in an empty list or for another key', () => {
    expect(nextIndex('ArrowDown', -1, 0, 3)).toBeNull();
    expect(nextIndex('Tab', 2, 5, 3)).toBeNull();
  });

  it('always lead to a row that exists', () => {
    const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End');
    fc.assert(
      fc.property(
        key,
        fc.integer({ min: 1, max: 100 }),
        fc.nat(40),
        fc.nat(99),
        (pressed, count, page, at) => {
          const next = nextIndex(pressed, Math.min(at, count - 1), count, page) ?? -1;
          expect(next).toBeGreaterThanOrEqual(0);
          expect(next).toBeLessThan(count);
        },
      ),
    );
  });
});

describe('typing a name', () => {
  it('joins letters typed in one go and begins anew after a pause', () => {
    const typed = createTypedName();
    expect(typed.press('t', 1_000)).toBe('t');
    expect(typed.press('r', 1_200)).toBe('tr');
    expect(typed.press('x', 3_000)).toBe('x');
  });

  it('takes a space only inside a name, and no named keys', () => {
    const typed = createTypedName();
    expect(typed.press(' ', 0)).toBeNull();
    expect(typed.press('Shift', 10)).toBeNull();
    expect(typed.press('t', 20)).toBe('t');
    expect(typed.press(' ', 30)).toBe('t ');
  });
});
