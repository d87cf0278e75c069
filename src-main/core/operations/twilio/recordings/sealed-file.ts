import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../platform/errors.ts';

/** What a window reads at a time; each part is sealed alone, so that the middle can be read without the beginning. */
export const partBytes = 256 * 1024;

const ivBytes = 12;
const tagBytes = 16;
const sealBytes = ivBytes + tagBytes;

/** Tells which key sealed a file, without telling the key. */
export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('switchyard recording key').update(key).digest('hex').slice(0, 16);

/** Binds a part to its file, its place and the end, so that parts cannot be moved, left out or cut off unnoticed. */
const boundTo = (name: string, index: number, isLast: boolean) =>
  Buffer.from(`${name} ${index} ${isLast ? 'last' : 'more'}`);

function seal(key: Buffer, name: string, index: number, isLast: boolean, plain: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(boundTo(name, index, isLast));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Whole parts, the last one shorter or empty. */
async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    while (held.length > partBytes) {
      yield held.subarray(0, partBytes);
      held = held.subarray(partBytes);
    }
  }
  yield held;
}

/**
 * Writes what comes, sealed with AES-256-GCM; the file is there only once it is whole and on the disk. Resolves with the
 * number of plain bytes.
 */
export async function sealFile(
  path: string,
  name: string,
  key: Buffer,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w', 0o600);
  let byteCount = 0;
  try {
    let index = 0;
    let before: Buffer | null = null;
    for await (const part of inParts(chunks)) {
      if (before !== null) {
        await file.write(seal(key, name, index, false, before));
        index += 1;
      }
      before = part;
      byteCount += part.length;
    }
    await file.write(seal(key, name, index, true, before ?? Buffer.alloc(0)));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  return byteCount;
}

export const partCountOf = (byteCount: number): number => Math.max(1, Math.ceil(byteCount / partBytes));

const unavailable = (cause?: unknown) =>
  new AppError('phone/recording-unavailable', 'The recording is not here (yet, or any more).', { cause });

/** Throws `phone/recording-unavailable` when it is not there, not whole, or was sealed with another key. */
export async function openPart(
  path: string,
  name: string,
  key: Buffer,
  byteCount: number,
  index: number,
): Promise<Buffer> {
  const partCount = partCountOf(byteCount);
  if (index >= partCount) throw unavailable();
  const isLast = index === partCount - 1;
  const length = sealBytes + (isLast ? byteCount - index * partBytes : partBytes);
  try {
    const file = await open(path, 'r');
    try {
      const sealed = Buffer.alloc(length);
      await file.read(sealed, 0, length, index * (sealBytes + partBytes));
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes));
      decipher.setAAD(boundTo(name, index, isLast));
      decipher.setAuthTag(sealed.subarray(ivBytes, sealBytes));
      return Buffer.concat([decipher.update(sealed.subarray(sealBytes)), decipher.final()]);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unavailable(error);
  }
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true });
