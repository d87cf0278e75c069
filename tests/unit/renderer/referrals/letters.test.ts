import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue, startText } from '../../../../src-renderer/app/text.ts';
import {
  letterFields,
  personLetters,
  referralLetters,
  type LetterKind,
} from '../../../../src-renderer/referrals/letters/letters.ts';
import { code, person, referral } from './referral-fixture.ts';

beforeAll(startText);

const kinds = Object.keys(letterFields) as LetterKind[];
const company = { id: 'acme', name: 'Acme Freight', timeZone: 'America/Chicago' };
const ann = person('ann', { profile: { name: 'Ann Smith', phone: null, email: null, licence: null } });
const placeholders = (template: string) => [...template.matchAll(/\{\{(.+?)\}\}/g)].map(([, name]) => name);

describe.each(kinds)('the template %s', (kind) => {
  const template = catalogue.letters[kind];
  const used = new Set(Object.values(template).flatMap(placeholders));

  it('asks for nothing that is not filled in', () => {
    expect([...used].filter((name) => !letterFields[kind].some((field) => field === name))).toEqual([]);
  });

  it('uses everything that is filled in, and says to whom and from whom it is', () => {
    expect(letterFields[kind].filter((field) => !used.has(field))).toEqual([]);
    expect(placeholders(template.body)).toEqual(expect.arrayContaining(['person', 'company']));
  });
});

describe('letters', () => {
  const milestone = { holdId: 'h', points: 500, reachedBy: 'cleo', releasedPoints: 0 };
  const bob = referral('bob', {
    milestones: [
      { ...milestone, name: 'First load', state: 'released', releasedPoints: 300 },
      { ...milestone, name: '90 days', state: 'pending' },
      { ...milestone, name: 'A year', state: 'voided' },
    ],
  });
  const to = { company, person: ann };

  it('are about what has happened to a referral, with the points that were really given', () => {
    const letters = referralLetters(to, bob);
    expect(letters.map(({ label }) => label)).toEqual([
      'Referral of bob received',
      'bob: points of “First load” given',
      'bob: “90 days” reached',
    ]);
    expect(letters[1]?.body).toContain('Dear Ann Smith,');
    expect(letters[1]?.body).toContain('300 points');
    expect(letters.map(({ subject, body }) => subject + body).join()).not.toMatch(/\{\{|undefined/);
  });

  it('go to the person they are about, of codes that hold and rewards that are ordered', () => {
    const redemption = {
      id: 'x',
      companyId: 'acme',
      rewardId: 'w',
      price: 800,
      redeemedBy: 'cleo',
      changedAtMs: 0,
    };
    const letters = personLetters(to, {
      codes: [code('ANN-1'), code('OLD', { isClosed: true }), code('BEA-1', { personId: 'bea' })],
      referrals: [referral('cid', { referrerId: 'bea' })],
      redemptions: [
        { ...redemption, personId: 'ann', state: 'ordered', orderedSeq: 9 },
        { ...redemption, id: 'y', personId: 'ann', state: 'reserved', orderedSeq: null },
        { ...redemption, id: 'z', personId: 'bea', state: 'ordered', orderedSeq: 9 },
      ],
      rewardOf: (id) =>
        id === 'w'
          ? { id, companyId: 'acme', name: 'Rain jacket', price: 800, stock: null, changedAtMs: 0 }
          : undefined,
    });
    expect(letters.map(({ label }) => label)).toEqual(['Code ANN-1 handed out', 'Rain jacket ordered']);
    expect(letters[0]?.body).toContain('It has no end date.');
  });
});
