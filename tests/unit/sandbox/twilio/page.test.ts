import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createForm } from '../../../../src-main/sandbox/twilio/rest/form.ts';
import { pageOf } from '../../../../src-main/sandbox/twilio/rest/page.ts';

const page = (items: readonly string[], query: string) =>
  pageOf(
    '/list.json',
    'items',
    items,
    (item) => item,
    (item) => item,
    createForm(new URLSearchParams(query)),
  );
const queryOf = (uri: unknown) => String(uri).split('?')[1] ?? '';

describe('pages of a list', () => {
  it('show every item once, in order, and lead back, whatever their size', () => {
    const keys = fc.uniqueArray(fc.stringMatching(/^[a-f0-9]{4}$/), { maxLength: 40 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 12 }), (items, size) => {
        const seen: unknown[] = [];
        let query = `Status=busy&PageSize=${size}`;
        for (;;) {
          const answer = page(items, query);
          seen.push(...(answer['items'] as string[]));
          if (answer['previous_page_uri'] !== null) {
            const back = page(items, queryOf(answer['previous_page_uri']));
            expect(queryOf(back['next_page_uri'])).toBe(query);
          }
          if (answer['next_page_uri'] === null) break;
          query = queryOf(answer['next_page_uri']);
          expect(query).toContain('Status=busy');
        }
        expect(seen).toEqual(items);
      }),
    );
  });

  it('repeat nothing when newer items come in before them', () => {
    const first = page(['c', 'b', 'a'], 'PageSize=2');
    const second = page(['e', 'd', 'c', 'b', 'a'], queryOf(first['next_page_uri']));
    expect(second['items']).toEqual(['a']);
  });

  it('refuse a size or token that is none', () => {
    for (const query of ['PageSize=0', 'PageSize=1001', 'PageSize=x', 'Page=-1', 'PageToken=zz']) {
      expect(() => page([], query)).toThrow();
    }
  });
});
