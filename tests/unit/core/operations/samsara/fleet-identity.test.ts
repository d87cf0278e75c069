import { describe, expect, it } from 'vitest';
import {
  fingerprintOf,
  isSameFleet,
  type StoredAccount,
} from '../../../../../src-main/core/operations/samsara/fleet-identity.ts';
import { createServerClock } from '../../../../../src-main/core/operations/samsara/server-clock.ts';

const account = (its: Partial<StoredAccount> = {}): StoredAccount => ({
  organization: { id: '1', name: 'Acme' },
  tokenFingerprint: fingerprintOf('a'),
  isSandbox: false,
  ...its,
});

describe('whether a fleet is the stored one', () => {
  it('is, when the organization is, whatever the token', () => {
    expect(isSameFleet(account(), account({ tokenFingerprint: fingerprintOf('b') }))).toBe(true);
  });

  it('is not, when the organization is another, whatever the token', () => {
    expect(isSameFleet(account(), account({ organization: { id: '2', name: 'Acme' } }))).toBe(false);
  });

  it('is by the token when the organization may not be read', () => {
    const unnamed = account({ organization: null });
    expect(isSameFleet(unnamed, unnamed)).toBe(true);
    expect(isSameFleet(account(), unnamed)).toBe(true);
    expect(isSameFleet(unnamed, account({ organization: null, tokenFingerprint: fingerprintOf('b') }))).toBe(
      false,
    );
  });

  it('is not, when one of the two is the sandbox', () => {
    expect(isSameFleet(account(), account({ isSandbox: true }))).toBe(false);
  });
});

describe("the vendor's clock", () => {
  it('is ours until it is off by more than a Date header can tell', () => {
    const clock = createServerClock();
    expect(clock.note(1_000_000, 1_000_900)).toBe(false);
    expect(clock.offsetMs()).toBe(0);
    expect(clock.note(1_420_000, 1_000_000)).toBe(true);
    expect(clock.offsetMs()).toBe(420_500);
    expect(clock.note(1_421_000, 1_001_600)).toBe(false);
    expect(clock.note(1_002_000, 1_002_300)).toBe(true);
    expect(clock.offsetMs()).toBe(0);
  });
});
