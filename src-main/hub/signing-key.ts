import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateCheckpointKey } from '../core/referral/index.ts';

const fileName = 'signing-key.pem';

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * The key that signs the ledger's checkpoints, made at the first start. In a file and not in the office's database:
 * whoever can change the ledger's rows must not be able to sign what they made of them. Several hubs of one office
 * share the file.
 */
export async function readSigningKey(dataFolder: string): Promise<string> {
  const filePath = path.join(dataFolder, fileName);
  const read = () => readFile(filePath, 'utf8');
  try {
    return await read();
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  try {
    const { privateKey } = generateCheckpointKey();
    await writeFile(filePath, privateKey, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Another hub on the same folder was first: its key is the key.
    if (!isCode(error, 'EEXIST')) throw error;
  }
  return read();
}
