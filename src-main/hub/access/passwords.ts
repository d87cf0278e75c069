import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's Password Storage Cheat Sheet (2026): 19 MiB, two passes, one lane, at the least. */
const memoryKib = 19_456;
const passes = 2;
const parallelism = 1;
const saltBytes = 16;
const tagBytes = 32;
const version = 19;

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);
const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

const deriveWith = (password: string, nonce: Buffer, m: number, t: number, p: number, tagLength: number) =>
  derive('argon2id', {
    // Composed, so that an accent typed on another keyboard is the same password.
    message: password.normalize('NFC'),
    nonce,
    memory: m,
    passes: t,
    parallelism: p,
    tagLength,
  });

/** A PHC string, which names its own parameters: they can be raised without anybody losing a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await deriveWith(password, salt, memoryKib, passes, parallelism, tagBytes);
  return `$argon2id$v=${version}$m=${memoryKib},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Of nobody: compared with when there is no such person, so that the answer takes as long. */
const nobody = hashPassword(randomBytes(saltBytes).toString('hex'));

/** @param stored `null` when there is no such person. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const match = phc.exec(stored ?? (await nobody));
  if (match === null) return false;
  const [, m, t, p, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const found = await deriveWith(
    password,
    Buffer.from(salt, 'base64'),
    Number(m),
    Number(t),
    Number(p),
    expected.length,
  );
  return timingSafeEqual(found, expected) && stored !== null;
}
