import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from '../../../src-main/hub/access/passwords.ts';
import {
  hashEnrolmentCode,
  hashToken,
  makeEnrolmentCode,
  makeToken,
  tokenKindOf,
} from '../../../src-main/hub/access/secrets.ts';

describe('passwords', () => {
  it('are kept as argon2id with a salt of their own', async () => {
    const [first, second] = await Promise.all([
      hashPassword('Straße 12 über'),
      hashPassword('Straße 12 über'),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(second).not.toBe(first);
    // The same letters typed as base letter and accent.
    expect(await isPassword('Straße 12 über'.normalize('NFD'), first)).toBe(true);
    expect(await isPassword('straße 12 über', first)).toBe(false);
  });

  it('agree with another implementation', async () => {
    // Made by @node-rs/argon2 2.2.1: salt "0123456789abcdef", 4096 KiB, 3 passes, 1 lane.
    const reference =
      '$argon2id$v=19$m=4096,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$yKu3VvxpnGuioOMoo23yIk+ovTMwsjQzEGrIn1aXYmc';
    expect(await isPassword('correct horse', reference)).toBe(true);
    expect(await isPassword('correct horsf', reference)).toBe(false);
  });

  it('are wrong for nobody and for what is no hash', async () => {
    expect(await isPassword('anything', null)).toBe(false);
    expect(await isPassword('anything', 'anything')).toBe(false);
  });
});

describe('tokens', () => {
  it('say what they are for, differ, and are kept as a hash', () => {
    const token = makeToken('desk');
    expect(token).toMatch(/^swydesk_[\w-]{43}$/);
    expect(tokenKindOf(token)).toBe('desk');
    expect(tokenKindOf('bearer of nothing')).toBeNull();
    expect(makeToken('desk')).not.toBe(token);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has codes that survive being read out and typed', () => {
    const code = makeEnrolmentCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const asTyped = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(hashEnrolmentCode(asTyped)).toBe(hashEnrolmentCode(code));
  });
});
