import { beforeAll, describe, expect, it } from 'vitest';
import { startText } from '../../../../src-renderer/app/text.ts';
import { pointsText } from '../../../../src-renderer/referrals/frame/points-text.ts';
import {
  daySpan,
  dayText,
  readDayEnd,
  readDayStart,
} from '../../../../src-renderer/referrals/people/days.ts';
import { fittingRows, personRows } from '../../../../src-renderer/referrals/people/people-filter.ts';
import { statementCsv } from '../../../../src-renderer/referrals/people/statement-csv.ts';
import { code, person, referral } from './referral-fixture.ts';

beforeAll(startText);

describe('the list of people', () => {
  const people = [
    person('b', { profile: { name: 'bea', phone: '(312) 555-0101', email: 'b@x.org', licence: null } }),
    person('a', { profile: { name: 'Ann', phone: null, email: null, licence: null }, kind: 'recruiter' }),
    person('z', { leftAtMs: 5, profile: { name: 'Zoe', phone: null, email: null, licence: null } }),
  ];
  const known = {
    codes: [code('ANN-1', { personId: 'a' }), code('OLD', { personId: 'a', isClosed: true })],
    referrals: [referral('r', { referrerId: 'b' })],
  };
  const rows = personRows(people, known, ({ profile }) => profile?.name ?? '');
  const idsIn = (...asked: [Parameters<typeof fittingRows>[1], string]) =>
    fittingRows(rows, ...asked).map((row) => row.person.id);

  it('stands by name whatever its letters, with codes that hold and referrals', () => {
    expect(rows.map(({ name }) => name)).toEqual(['Ann', 'bea', 'Zoe']);
    expect(rows[0]).toMatchObject({ codes: ['ANN-1'], referralCount: 0 });
    expect(rows[1]).toMatchObject({ codes: [], referralCount: 1 });
  });

  it('shows who is here, by kind, and who has left apart', () => {
    expect(idsIn('here', '')).toEqual(['a', 'b']);
    expect(idsIn('recruiter', '')).toEqual(['a']);
    expect(idsIn('left', '')).toEqual(['z']);
  });

  it('finds a telephone however it is written, an e-mail, a code', () => {
    expect(idsIn('here', '3125550101')).toEqual(['b']);
    expect(idsIn('here', 'B@X')).toEqual(['b']);
    expect(idsIn('here', 'ann-')).toEqual(['a']);
  });
});

describe('the days of a statement', () => {
  const nowMs = new Date(2026, 2, 10, 15).getTime();

  it('reach from the first midnight to the one after the last day', () => {
    expect(readDayStart('2026-03-10')).toBe(new Date(2026, 2, 10).getTime());
    expect(readDayEnd('2026-03-10')).toBe(new Date(2026, 2, 11).getTime());
    expect(readDayStart('')).toBeNull();
    expect(dayText(nowMs)).toBe('2026-03-10');
  });

  it('are those of the month before, also when it was shorter', () => {
    expect(daySpan('lastMonth', nowMs)).toEqual({ firstDay: '2026-02-01', lastDay: '2026-02-28' });
    expect(daySpan('month', nowMs)).toEqual({ firstDay: '2026-03-01', lastDay: '2026-03-10' });
    expect(daySpan('year', nowMs)).toEqual({ firstDay: '2026-01-01', lastDay: '2026-03-10' });
  });
});

describe('points', () => {
  it('that nobody knows are never a number', () => {
    expect(pointsText({ state: 'known', points: 0 })).toBe('0');
    expect(pointsText({ state: 'unknown', reason: 'notYet' })).toMatch(/^unknown: [^\d]+$/);
  });

  it('go into a spreadsheet as numbers, what is unknown in words, and no formula of a name', () => {
    const csv = statementCsv(
      {
        opening: { state: 'unknown', reason: 'notVerified' },
        closing: { state: 'known', points: -20 },
        lines: [
          {
            ...{ seq: 7, atMs: 0, amount: -20, balanceAfter: -20 },
            ...{ what: 'clawedBack', by: 'cleo', reason: '=1+1, "twice"' },
          },
        ],
        asOfMs: 0,
      },
      { fromMs: 0, toMs: 1_000 },
      { whatText: (what) => what ?? '', nameOf: () => 'Cleo' },
    );
    const [heads, opening, line, closing] = csv.slice(1).split('\r\n');
    expect(heads).toBe('Entry,Time,What,By,Reason,Points,Balance');
    expect(opening).toMatch(/^,1970-01-01T00:00:00\.000Z,Before,,,,unknown: /);
    expect(line).toBe(`7,1970-01-01T00:00:00.000Z,clawedBack,Cleo,"'=1+1, ""twice""",-20,-20`);
    expect(closing).toBe(',1970-01-01T00:00:01.000Z,After,,,,-20');
  });
});
