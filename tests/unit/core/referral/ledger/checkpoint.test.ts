import { describe, expect, it } from 'vitest';
import {
  createCheckpointCheck,
  createCheckpointSigner,
  findHistoryFault,
  generateCheckpointKey,
  publicKeyOf,
} from '../../../../../src-main/core/referral/ledger/checkpoint.ts';
import {
  consistencyParts,
  createFrontier,
  joinHashes,
  leafHash,
  type ProofPart,
} from '../../../../../src-main/core/referral/ledger/merkle.ts';

const key = generateCheckpointKey();
const sign = createCheckpointSigner(key.privateKey);
const isSigned = createCheckpointCheck(key.publicKey);

/** A log whose entries from `changedFrom` on are others. */
function logOf(size: number, changedFrom = size) {
  const leaf = (index: number) => leafHash(Buffer.from(index < changedFrom ? `e${index}` : `other ${index}`));
  const frontier = createFrontier();
  for (let index = 0; index < size; index += 1) frontier.append(leaf(index));
  const root = frontier.root();
  const hashOf = (level: number, position: number) => {
    const part = createFrontier();
    for (let index = 0; index < 2 ** level; index += 1) part.append(leaf(position * 2 ** level + index));
    return part.root();
  };
  const prove = (parts: readonly ProofPart[]) =>
    parts.map((part) => joinHashes(part.map(({ level, position }) => hashOf(level, position))));
  return { head: { ledgerId: 'ledger', size, root, atMs: 1_000 + size }, prove };
}

describe('a checkpoint', () => {
  it('is believed as it was signed, and with nothing changed', () => {
    const checkpoint = sign(logOf(5).head);
    expect(isSigned(checkpoint)).toBe(true);
    expect(isSigned({ ...checkpoint, size: 6 })).toBe(false);
    expect(isSigned({ ...checkpoint, atMs: 1 })).toBe(false);
    expect(isSigned({ ...checkpoint, ledgerId: 'other' })).toBe(false);
    expect(isSigned({ ...checkpoint, root: logOf(4).head.root })).toBe(false);
    expect(isSigned({ ...checkpoint, signature: Buffer.alloc(64) })).toBe(false);
    expect(createCheckpointCheck(generateCheckpointKey().publicKey)(checkpoint)).toBe(false);
    expect(publicKeyOf(key.privateKey)).toBe(key.publicKey);
  });

  it('goes on from the one before, or its fault has a name', () => {
    const seen = sign(logOf(7).head);
    const longer = logOf(20);
    const proof = longer.prove(consistencyParts(7, 20));
    expect(findHistoryFault(null, seen, [], isSigned)).toBeNull();
    expect(findHistoryFault(seen, sign(longer.head), proof, isSigned)).toBeNull();
    expect(findHistoryFault(seen, seen, [], isSigned)).toBeNull();

    const forked = logOf(20, 6);
    expect(findHistoryFault(seen, sign(forked.head), forked.prove(consistencyParts(7, 20)), isSigned)).toBe(
      'forked',
    );
    expect(findHistoryFault(seen, sign(logOf(7, 3).head), [], isSigned)).toBe('forked');
    expect(findHistoryFault(seen, sign(longer.head), proof.slice(1), isSigned)).toBe('forked');
    expect(findHistoryFault(sign(longer.head), seen, [], isSigned)).toBe('rolledBack');
    expect(findHistoryFault(seen, { ...sign(longer.head), size: 21 }, proof, isSigned)).toBe('badSignature');
    expect(findHistoryFault(seen, sign({ ...longer.head, ledgerId: 'x' }), proof, isSigned)).toBe(
      'otherLedger',
    );
  });
});
