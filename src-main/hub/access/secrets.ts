import { createHash, randomBytes, randomInt } from 'node:crypto';

/** What a token is for stands in front of it: for people who find one in a file, and for scanners of leaked secrets. */
const prefixes = { admin: 'swyadmin_', desk: 'swydesk_', session: 'swysession_' } as const;
export type TokenKind = keyof typeof prefixes;

const tokenBytes = 32;
/** Crockford's: no I, L, O, U, so that it can be read out over the telephone. */
const codeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits, good for a quarter of an hour and slow to try. */
const codeLength = 10;

export const makeToken = (kind: TokenKind): string =>
  `${prefixes[kind]}${randomBytes(tokenBytes).toString('base64url')}`;

export function tokenKindOf(token: string): TokenKind | null {
  for (const [kind, prefix] of Object.entries(prefixes))
    if (token.startsWith(prefix)) return kind as TokenKind;
  return null;
}

/** Without salt or stretching: a token has 256 random bits, so there is nothing to guess. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** In two halves, as it is read out. */
export function makeEnrolmentCode(): string {
  const letters = Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]).join(
    '',
  );
  return `${letters.slice(0, codeLength / 2)}-${letters.slice(codeLength / 2)}`;
}

/** As it was typed: small letters, spaces, the letters that are no part of it. */
export function hashEnrolmentCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return hashToken(`enrolment-code:${letters}`);
}
