import { randomBytes } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  openPart,
  partBytes,
  partCountOf,
  sealFile,
} from '../../../../../../src-main/core/operations/twilio/recordings/sealed-file.ts';
import { temporaryFolder } from '../../../../../support/temporary-folder.ts';

const key = randomBytes(32);
const name = 'a recording';

async function* inPieces(bytes: Buffer, pieceBytes: number) {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function sealed(byteCount: number, pieceBytes = 70_001) {
  const path = join(temporaryFolder(), 'recording.sealed');
  const plain = randomBytes(byteCount);
  const written = await sealFile(path, name, key, inPieces(plain, pieceBytes));
  expect(written).toBe(byteCount);
  return { path, plain };
}

async function readAll(path: string, byteCount: number, withKey = key, withName = name): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let index = 0; index < partCountOf(byteCount); index += 1) {
    parts.push(await openPart(path, withName, withKey, byteCount, index));
  }
  return Buffer.concat(parts);
}

const refused = { code: 'phone/recording-unavailable' };

describe('a sealed file', () => {
  it.each([0, 1, partBytes - 1, partBytes, partBytes + 1, 2 * partBytes, 3 * partBytes + 17])(
    'gives %i bytes back as they were',
    async (byteCount) => {
      const { path, plain } = await sealed(byteCount);
      expect((await readAll(path, byteCount)).equals(plain)).toBe(true);
    },
  );

  it('opens with no other key and under no other name', async () => {
    const { path } = await sealed(1_000);
    await expect(readAll(path, 1_000, randomBytes(32))).rejects.toMatchObject(refused);
    await expect(readAll(path, 1_000, key, 'another')).rejects.toMatchObject(refused);
  });

  it('notices a changed bit, parts that were exchanged, and an end that was cut off', async () => {
    const byteCount = 3 * partBytes;
    const { path } = await sealed(byteCount);
    const good = readFileSync(path);
    const stride = partBytes + 28;

    const bent = Buffer.from(good);
    bent[stride + 100]! ^= 1;
    writeFileSync(path, bent);
    await expect(openPart(path, name, key, byteCount, 1)).rejects.toMatchObject(refused);

    const exchanged = Buffer.concat([good.subarray(stride, 2 * stride), good.subarray(0, stride)]);
    writeFileSync(path, exchanged);
    await expect(openPart(path, name, key, byteCount, 0)).rejects.toMatchObject(refused);

    writeFileSync(path, good);
    truncateSync(path, 2 * stride);
    await expect(openPart(path, name, key, 2 * partBytes, 1)).rejects.toMatchObject(refused);
  });
});
