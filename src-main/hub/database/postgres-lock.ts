import { createHash } from 'node:crypto';

/** PostgreSQL's advisory locks have 64-bit numbers and no names. As text, since it is larger than a number can be. */
export const lockNumber = (name: string): string =>
  createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
