import { beforeAll, describe, expect, it } from 'vitest';
import { startText } from '../../../../../src-renderer/app/text.ts';
import { findingWords, reportWords } from '../../../../../src-renderer/referrals/ledger/verify-words.ts';
import type { Finding } from '../../../../../src-renderer/referrals/frame/referral-types.ts';

beforeAll(startText);

const well = {
  state: 'done',
  findings: [],
  entryCount: 1_204,
  signedSize: 1_204,
  checkpointCount: 37,
} as const;
const nameOf = (id: string) => (id === 'ann' ? 'Ann Smith' : id);

describe('the report of a verification', () => {
  it('says in one sentence that all is well', () => {
    expect(reportWords({ ...well, findings: [] })).toBe(
      'All well: 1,204 entries, signed up to 1,204, 37 checkpoints kept here.',
    );
  });

  it('does not hide that the end is not signed yet', () => {
    expect(reportWords({ ...well, findings: [], signedSize: 1_200 })).toContain(
      'The last 4 entries are not under a signature',
    );
  });

  it('does not call an empty ledger well', () => {
    const empty = { ...well, findings: [], entryCount: 0, signedSize: 0, checkpointCount: 0 };
    expect(reportWords(empty)).toContain('nothing to verify');
  });

  it('counts what was found', () => {
    const findings: Finding[] = [{ kind: 'changedEntry', seq: 17 }];
    expect(reportWords({ ...well, findings })).toBe('Not as it should be: 1 finding in 1,204 entries.');
  });
});

describe('a finding', () => {
  const all: readonly (readonly [Finding, string, number | null])[] = [
    [{ kind: 'changedEntry', seq: 1_017 }, 'Entry 1,017 has been changed.', 1_017],
    [{ kind: 'missingEntry', seq: 9 }, 'Entry 9 is missing.', null],
    [{ kind: 'againstTheRules', seq: 3 }, 'Entry 3 does what the rules forbid.', 3],
    [
      { kind: 'otherHistory', afterSeq: 10, toSeq: 20 },
      'History was rewritten between entry 10 and entry 20.',
      null,
    ],
    [{ kind: 'badSignature', size: 20 }, "The signature on the first 20 entries is not the hub's.", null],
    [
      { kind: 'cutOff', size: 8, knownSize: 12 },
      'The end is cut off: 8 entries are here, 12 were known.',
      null,
    ],
    [
      { kind: 'otherBalance', account: 'acme/available/ann', shown: 900, points: 100 },
      'A balance is not what its entries come to: the points of Ann Smith shows 900, the entries make 100.',
      null,
    ],
  ];

  it.each(all)('is named, with the entry to look at: %o', (finding, title, seq) => {
    const words = findingWords(finding, nameOf);
    expect(words).toMatchObject({ title, seq });
    expect(words.advice.length).toBeGreaterThan(20);
  });
});
