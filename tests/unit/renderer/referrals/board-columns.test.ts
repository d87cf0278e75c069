import { describe, expect, it } from 'vitest';
import {
  besidePlace,
  boardColumns,
  campaignsOf,
  noBoardFilter,
} from '../../../../src-renderer/referrals/board/board-columns.ts';
import { referral } from './referral-fixture.ts';

const words = {
  nameOf: (id: string) => (id === 'ann' ? 'Ann Smith' : id),
  codeOf: (id: string) => (id === 'c1' ? 'ANN-2026' : null),
};
const bob = referral('Bob', {
  candidate: { name: 'Bob Reyes', phone: '312 555 0101', email: null, licence: null },
});
const cid = referral('Cid', { state: 'hired', codeId: 'c1', campaignId: 'summer', review: 'needed' });
const dora = referral('Dora', { state: 'withdrawn', referrerId: 'eve' });
const all = [bob, cid, dora];
const idsIn = (filter: Partial<typeof noBoardFilter>) =>
  boardColumns(all, { ...noBoardFilter, ...filter }, words).flatMap(({ referrals }) =>
    referrals.map(({ id }) => id),
  );

describe('the columns of the board', () => {
  it('stand in the order a referral walks, ended ones only when asked for', () => {
    expect(boardColumns(all, noBoardFilter, words).map(({ state }) => state)).toEqual([
      'invited',
      'applied',
      'qualified',
      'hired',
      'paid',
    ]);
    expect(idsIn({})).toEqual(['Bob', 'Cid']);
    expect(idsIn({ showsEnded: true })).toEqual(['Bob', 'Cid', 'Dora']);
  });

  it('keep what a search finds by candidate, telephone, referrer or code', () => {
    expect(idsIn({ search: 'reyes' })).toEqual(['Bob']);
    expect(idsIn({ search: '555 0101' })).toEqual(['Bob']);
    expect(idsIn({ search: 'ann smith' })).toEqual(['Bob', 'Cid']);
    expect(idsIn({ search: ' ann-20' })).toEqual(['Cid']);
    expect(idsIn({ search: 'nobody' })).toEqual([]);
  });

  it('keep open reviews and one campaign when asked to', () => {
    expect(idsIn({ isReviewOpen: true })).toEqual(['Cid']);
    expect(idsIn({ campaignId: 'summer' })).toEqual(['Cid']);
    expect(campaignsOf(all)).toEqual(['summer']);
  });
});

describe('an arrow to the side', () => {
  const columns = boardColumns([bob, referral('Eli'), cid], noBoardFilter, words);

  it('passes over empty columns and goes as far down as there are cards', () => {
    expect(besidePlace('ArrowRight', { column: 0, row: 1 }, columns)).toEqual({ column: 3, row: 0 });
    expect(besidePlace('ArrowLeft', { column: 3, row: 0 }, columns)).toEqual({ column: 0, row: 0 });
  });

  it('stays where there is nothing beyond, and leaves other keys alone', () => {
    expect(besidePlace('ArrowRight', { column: 3, row: 0 }, columns)).toEqual({ column: 3, row: 0 });
    expect(besidePlace('a', { column: 0, row: 0 }, columns)).toBeNull();
  });
});
