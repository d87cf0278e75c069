import { beforeAll, describe, expect, it } from 'vitest';
import { startText } from '../../../../../src-renderer/app/text.ts';
import {
  entryWords,
  moveWords,
  movesWords,
} from '../../../../../src-renderer/referrals/ledger/entry-words.ts';
import {
  filterEntries,
  joinNewest,
  joinOlder,
  noLedgerFilter,
} from '../../../../../src-renderer/referrals/ledger/ledger-filter.ts';
import type { LedgerEntry } from '../../../../../src-renderer/referrals/frame/referral-types.ts';
import { testNames as names } from '../names.ts';

beforeAll(startText);

const entry = (seq: number, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ seq, atMs: seq * 1_000, userId: 'cleo', deskId: 'desk-1', reason: null },
  what: 'referralMade',
  about: { kind: 'referral', id: `r${seq}` },
  detail: null,
  moves: [],
  ...change,
});
const move = (from: string, to: string, amount = 1_000) => ({
  from: `acme/${from}`,
  to: `acme/${to}`,
  amount,
});

describe('an entry in words', () => {
  it('says what was done and to what', () => {
    expect(entryWords(entry(1), names)).toBe('Referral made: candidate of r1');
    expect(entryWords(entry(1, { what: 'configDrafted', about: { kind: 'config', id: 'c' } }), names)).toBe(
      'Point rules drafted',
    );
  });

  it('says where a referral was moved to, and which milestone it is', () => {
    const moved = entry(1, { what: 'referralMoved', detail: 'hired' });
    expect(entryWords(moved, names)).toBe('Moved to Hired: candidate of r1');
    const reached = entry(1, { what: 'milestoneReached', detail: 'First load' });
    expect(entryWords(reached, names)).toBe('Milestone reached (First load): candidate of r1');
  });

  it('shows what a newer hub writes as it is written', () => {
    expect(entryWords({ what: 'moonAdded', about: null, detail: null }, names)).toBe('moonAdded');
    const moved = entry(1, { what: 'referralMoved', detail: 'promoted' });
    expect(entryWords(moved, names)).toBe('Referral moved on (promoted): candidate of r1');
  });

  it.each([
    [move('issuance', 'pending/ann'), '1,000 promised to person ann'],
    [move('pending/ann', 'available/ann'), '1,000 given to person ann'],
    [move('pending/ann', 'issuance'), '1,000 promised to person ann went back'],
    [move('available/ann', 'issuance', 5), '5 taken back from person ann'],
    [move('available/ann', 'reserved/ann'), '1,000 of person ann set aside for a reward'],
    [move('liability', 'fulfilled'), '1,000 of rewards handed over'],
    [move('fulfilled', 'owed/ann'), '1,000 from rewards handed over to the debt of person ann'],
  ])('tells of points by their way: %o', (one, words) => {
    expect(moveWords(one, names.person)).toBe(words);
  });

  it('tells of several ways in their order', () => {
    const moves = [move('pending/ann', 'available/ann', 7), move('available/ann', 'owed/ann', 3)];
    expect(movesWords({ moves }, names.person)).toBe('7 given to person ann; 3 paid back by person ann');
  });
});

describe('the list of entries', () => {
  const entries = [
    entry(3, { what: 'milestoneReleased', moves: [move('pending/ann', 'available/ann')] }),
    entry(2, { what: 'rewardAdded', about: { kind: 'reward', id: 'card' }, reason: 'For the summer' }),
    entry(1),
  ];
  const seqs = (found: readonly LedgerEntry[]) => found.map(({ seq }) => seq);

  it('finds every word in what is shown', () => {
    expect(seqs(filterEntries(entries, { ...noLedgerFilter, search: 'ANN given' }, names))).toEqual([3]);
    expect(seqs(filterEntries(entries, { ...noLedgerFilter, search: 'summer' }, names))).toEqual([2]);
    expect(seqs(filterEntries(entries, { ...noLedgerFilter, search: 'summer ann' }, names))).toEqual([]);
  });

  it('keeps one kind', () => {
    expect(seqs(filterEntries(entries, { search: '', group: 'rewards' }, names))).toEqual([2]);
    expect(seqs(filterEntries(entries, { search: '', group: 'referrals' }, names))).toEqual([3, 1]);
  });

  it('takes new entries at its head, each once', () => {
    expect(seqs(joinNewest(entries, [entry(5), entry(4), entry(3)]))).toEqual([5, 4, 3, 2, 1]);
    expect(joinNewest(entries, [entry(3), entry(2)])).toBe(entries);
  });

  it('takes an older page once, and only behind what it was asked for', () => {
    const head = entries.slice(0, 2);
    const older = joinOlder(head, 2, [entry(1)]);
    expect(seqs(older)).toEqual([3, 2, 1]);
    expect(joinOlder(older, 2, [entry(1)])).toBe(older);
  });

  it('begins anew rather than leave a hole', () => {
    expect(seqs(joinNewest(entries, [entry(9), entry(8)]))).toEqual([9, 8]);
  });
});
