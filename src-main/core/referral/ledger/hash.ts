import { hash } from 'node:crypto';

/** 32 bytes of SHA-256. */
export type Hash = Buffer;

export const hashLength = 32;

/**
 * One call for a whole input, and a text for its result: Node 24 takes 0.6 to 0.9 µs for what is as short as an entry,
 * twice that where it makes a buffer, four times with `createHash`. Small buffers come from Node's pool.
 */
export const sha256 = (bytes: Buffer | string): Hash =>
  Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
