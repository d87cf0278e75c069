import { describe, expect, it } from 'vitest';
import { candidateDoubts, codeDoubt } from '../../../../src-renderer/referrals/board/new-referral.ts';
import {
  noProfile,
  profileFaults,
  profileOf,
} from '../../../../src-renderer/referrals/forms/profile-entry.ts';
import { code, person, referral } from './referral-fixture.ts';

const nowMs = 1_000_000;

describe('a code that is typed in', () => {
  it('is doubted for what the office would refuse it for', () => {
    expect(codeDoubt(undefined, nowMs)).toBe('unknown');
    expect(codeDoubt(code('A'), nowMs)).toBeNull();
    expect(codeDoubt(code('A', { isClosed: true }), nowMs)).toBe('closed');
    expect(codeDoubt(code('A', { startsAtMs: nowMs + 1 }), nowMs)).toBe('notYet');
    expect(codeDoubt(code('A', { expiresAtMs: nowMs }), nowMs)).toBe('expired');
    expect(codeDoubt(code('A', { useCountMax: 2, useCount: 2 }), nowMs)).toBe('usedUp');
    expect(codeDoubt(code('A', { useCountMax: 2, useCount: 1 }), nowMs)).toBeNull();
  });
});

describe('a candidate', () => {
  const profile = { name: 'Bob', phone: '+1 (312) 555-0101', email: null, licence: null };
  const typed = { ...noProfile, name: 'Bob', phone: '312 555 0101' };
  const doubtsOf = (known: Partial<Parameters<typeof candidateDoubts>[2]>, referrerId = 'ann') =>
    candidateDoubts(typed, referrerId, { people: [], referrals: [], ...known });

  it('is compared as the office compares: however a telephone is written', () => {
    expect(doubtsOf({})).toEqual([]);
    expect(doubtsOf({ people: [person('carl', { profile })] })).toEqual([
      { kind: 'samePerson', name: 'Bob', hasLeft: false },
    ]);
    expect(doubtsOf({ people: [person('carl', { profile, leftAtMs: 5 })] })).toMatchObject([
      { hasLeft: true },
    ]);
    expect(doubtsOf({ people: [person('ann', { profile })] })).toEqual([{ kind: 'self' }]);
  });

  it('may have been referred before, unless that came to nothing', () => {
    expect(doubtsOf({ referrals: [referral('r1', { candidate: profile })] })).toEqual([
      { kind: 'alreadyReferred', name: 'Bob' },
    ]);
    expect(doubtsOf({ referrals: [referral('r1', { candidate: profile, state: 'withdrawn' })] })).toEqual([]);
  });

  it('without anything to compare is looked at first', () => {
    const known = { people: [], referrals: [] };
    expect(candidateDoubts({ ...noProfile, name: 'Bob' }, null, known)).toEqual([
      { kind: 'nothingToCompare' },
    ]);
    expect(candidateDoubts(noProfile, null, known)).toEqual([]);
  });
});

describe('a profile', () => {
  it('needs a name, and no half a telephone or e-mail', () => {
    expect(profileFaults(noProfile)).toEqual({ name: 'nameMissing' });
    expect(profileFaults({ ...noProfile, name: 'A', phone: '123', email: 'a@b' })).toEqual({
      phone: 'phoneShort',
      email: 'emailOdd',
    });
    expect(profileFaults({ ...noProfile, name: 'A', phone: '312 555 0101', email: 'a@b.org' })).toEqual({});
  });

  it('is sent without blanks, and what is empty as nothing', () => {
    expect(profileOf({ name: ' Ann ', phone: ' ', email: '', licence: ' X1 ' })).toEqual({
      ...{ name: 'Ann', phone: null, email: null, licence: 'X1' },
    });
  });
});
