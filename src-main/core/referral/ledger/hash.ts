import { hash } from 'node:crypto';

/** 32 bytes of SHA-256. */
export type Hash = Buffer;

export const hashLength = 32;

/** One call for a whole input: half the time of `createHash` for what is as short as an entry. */
export const sha256 = (bytes: Buffer | string): Hash => hash('sha256', bytes, 'buffer');
