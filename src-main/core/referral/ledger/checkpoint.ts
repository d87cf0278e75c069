import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Hash } from './hash.ts';
import { isConsistent } from './merkle-proof.ts';

/** The hub's word on its log: so long it is, and this is its root. Whoever keeps one can prove it to anybody. */
export interface Checkpoint {
  readonly ledgerId: string;
  readonly size: number;
  readonly root: Hash;
  readonly atMs: number;
  readonly signature: Buffer;
}

/** Keeps a signature of this from being one of something else that the same key has signed. */
const domain = 'switchyard ledger checkpoint 1';

function signedText({ ledgerId, size, root, atMs }: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(
    `${domain}\n${JSON.stringify(ledgerId)}\n${size}\n${root.toString('base64')}\n${atMs}\n`,
  );
}

/** A new Ed25519 key, as PEM. The private half stays on the hub; desks learn the public half when they enrol. */
export function generateCheckpointKey(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

export const publicKeyOf = (privateKey: string): string =>
  createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' }).toString();

export function createCheckpointSigner(
  privateKey: string,
): (head: Omit<Checkpoint, 'signature'>) => Checkpoint {
  const key = createPrivateKey(privateKey);
  return (head) => ({ ...head, signature: sign(null, signedText(head), key) });
}

export function createCheckpointCheck(publicKey: string): (checkpoint: Checkpoint) => boolean {
  const key = createPublicKey(publicKey);
  return (checkpoint) => verify(null, signedText(checkpoint), key, checkpoint.signature);
}

/** What is wrong with a hub's history, by name. */
export const historyFaults = [
  'badSignature',
  'otherLedger',
  /** An older checkpoint than one that was seen: a replay, or a hub put back to a backup. */
  'rolledBack',
  /** Not a continuation of what was seen: two histories. */
  'forked',
] as const;
export type HistoryFault = (typeof historyFaults)[number];

/** Does the new checkpoint go on from the one that was seen? `null`: it does. */
export function findHistoryFault(
  seen: Checkpoint | null,
  next: Checkpoint,
  proof: readonly Hash[],
  isSigned: (checkpoint: Checkpoint) => boolean,
): HistoryFault | null {
  if (!isSigned(next)) return 'badSignature';
  if (seen === null) return null;
  if (next.ledgerId !== seen.ledgerId) return 'otherLedger';
  if (next.size < seen.size) return 'rolledBack';
  return isConsistent(seen, next, proof) ? null : 'forked';
}
