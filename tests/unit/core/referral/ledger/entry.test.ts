import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  type Canonical,
} from '../../../../../src-main/core/referral/ledger/canonical-json.ts';
import { capUses } from '../../../../../src-main/core/referral/ledger/cap.ts';
import {
  commandHash,
  entryBody,
  parseEntry,
  type Entry,
} from '../../../../../src-main/core/referral/ledger/entry.ts';
import {
  balanceAt,
  buildStatement,
  type Posting,
} from '../../../../../src-main/core/referral/ledger/statement.ts';

const plain: fc.Arbitrary<Canonical> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
})).value as fc.Arbitrary<Canonical>;

const entry: Entry = {
  seq: 3,
  atMs: 1_700_000_000_000,
  key: 'key',
  actor: { userId: 'ann', deskId: 'desk' },
  reason: 'thanks',
  steps: [{ kind: 'post', holdId: 'h', amount: null }],
  fact: { type: 'milestoneReached', referralId: 'r' },
  moves: [{ from: 'a/pending/u', to: 'a/available/u', amount: 5 }],
};

describe('the canonical text', () => {
  it('means the same value and is the same for the same value in any order', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const text = canonicalJson(value);
        const back = JSON.parse(text) as Canonical;
        expect(canonicalJson(back)).toBe(text);
      }),
    );
    expect(canonicalJson({ b: 1, a: [-0, 'é"'] })).toBe('{"a":[0,"é\\""],"b":1}');
  });

  it('is refused for what has no exact text', () => {
    for (const value of [1.5, Number.NaN, Infinity, 2 ** 53, '\ud800', { a: undefined as unknown as null }]) {
      expect(() => canonicalJson(value)).toThrow(RangeError);
    }
  });
});

describe('an entry', () => {
  it('is read as it was written, and only so', () => {
    const body = entryBody(entry);
    expect(parseEntry(body)).toEqual(entry);
    expect(parseEntry(` ${body}`)).toBeNull();
    expect(parseEntry(body.replace('"v":1', '"v":2'))).toBeNull();
    expect(parseEntry(body.replace('"v":1', '"v":1,"w":1'))).toBeNull();
    expect(parseEntry(body.slice(0, -1))).toBeNull();
    expect(parseEntry('null')).toBeNull();
    expect(parseEntry('{}')).toBeNull();
    // Whole texts, and yet no entries.
    const misshapen = [
      { ...entry, steps: [{ kind: 'post', holdId: 'h', amount: 'all' }] },
      { ...entry, steps: [{ kind: 'transfer', caps: [] }] },
      { ...entry, steps: [{ kind: 'other' }] },
      { ...entry, moves: [{ from: 1, to: 'b', amount: 2 }] },
      { ...entry, key: 5 },
    ] as unknown as Entry[];
    for (const one of misshapen) expect(parseEntry(entryBody(one))).toBeNull();
    expect(parseEntry(body.replace(/"fact":\{[^}]*\}/, '"fact":"text"'))).toBeNull();
  });

  it('is asked for by a command whose hash changes with everything but the key', () => {
    const before = commandHash(entry);
    expect(commandHash({ ...entry, key: 'other' })).toEqual(before);
    expect(commandHash({ ...entry, reason: null })).not.toEqual(before);
    expect(commandHash({ ...entry, fact: null })).not.toEqual(before);
    expect(commandHash({ ...entry, steps: [] })).not.toEqual(before);
    expect(commandHash({ ...entry, actor: { userId: 'bob', deskId: 'desk' } })).not.toEqual(before);
  });
});

describe('caps', () => {
  it('count by the days and months of the company', () => {
    const caps = { perDay: 10, perMonth: 20, perCampaign: 30 };
    const subject = { companyId: 'c', userId: 'u', campaignId: 'x', atMs: Date.UTC(2026, 11, 1, 2) };
    expect(capUses(caps, { ...subject, timeZone: 'America/Chicago' })).toEqual([
      { counter: 'c/u/day/2026-11-30', limit: 10 },
      { counter: 'c/u/month/2026-11', limit: 20 },
      { counter: 'c/u/campaign/x', limit: 30 },
    ]);
    expect(capUses({ ...caps, perMonth: null }, { ...subject, campaignId: null, timeZone: 'UTC' })).toEqual([
      { counter: 'c/u/day/2026-12-01', limit: 10 },
    ]);
  });
});

describe('a statement', () => {
  const posting = (seq: number, atMs: number, amount: number, balanceAfter: number): Posting => ({
    account: 'a',
    seq,
    atMs,
    amount,
    balanceAfter,
  });
  const lines = [posting(1, 10, 50, 50), posting(4, 20, -20, 30), posting(9, 30, 5, 35)];

  it('leads from the opening to the closing balance, or says that it cannot', () => {
    const span = { account: 'a', fromMs: 15, toMs: 31 };
    expect(buildStatement(span, lines[0], lines.slice(1))).toMatchObject({ opening: 50, closing: 35 });
    expect(buildStatement(span, undefined, [])).toMatchObject({ opening: 0, closing: 0 });
    expect(() => buildStatement(span, lines[0], [lines[2]!])).toThrow('entry 9 leaves 35, not 55');
  });

  it('knows the balance at any moment', () => {
    expect([9, 10, 19, 20, 99].map((atMs) => balanceAt(lines, atMs))).toEqual([0, 50, 50, 30, 35]);
  });
});
