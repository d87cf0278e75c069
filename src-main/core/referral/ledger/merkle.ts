import { sha256, type Hash } from './hash.ts';

/**
 * The hash tree of RFC 6962, section 2.1: the same root means the same entries in the same order, and two short lists
 * of hashes prove that an entry is in the log, or that a longer log begins with a shorter one.
 */

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

export const emptyRoot: Hash = sha256('');
export const leafHash = (bytes: Buffer): Hash => sha256(Buffer.concat([leafMark, bytes]));

const nodeInput = Buffer.alloc(65);
nodeInput.set(nodeMark, 0);

export function nodeHash(left: Hash, right: Hash): Hash {
  // One buffer for all: it is read before the call returns.
  left.copy(nodeInput, 1);
  right.copy(nodeInput, 33);
  return sha256(nodeInput);
}

/** A complete subtree: the leaves [position · 2^level, (position + 1) · 2^level). */
export interface NodeId {
  readonly level: number;
  readonly position: number;
}

export interface TreeNode extends NodeId {
  readonly hash: Hash;
}

/** The complete subtrees that a log of this size consists of, left to right, largest first. */
export function peaksOf(size: number): NodeId[] {
  return coverOf(0, size);
}

/** The largest complete subtrees that make up the leaves [from, to), left to right. */
function coverOf(from: number, to: number): NodeId[] {
  const nodes: NodeId[] = [];
  let start = from;
  while (start < to) {
    let level = 0;
    // Not by bits: a log may be longer than 2^31.
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level += 1;
    nodes.push({ level, position: start / 2 ** level });
    start += 2 ** level;
  }
  return nodes;
}

/** One hash of a proof: a range of leaves, and the complete subtrees it is made of. */
export type ProofPart = readonly NodeId[];

/** Largest power of two that is less than `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** What proves that leaf `index` is in a log of `size`: the hash of each part, in the order of RFC 6962's PATH. */
export function inclusionParts(index: number, size: number): ProofPart[] {
  const parts: ProofPart[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      parts.push(coverOf(middle, to));
      to = middle;
    } else {
      parts.push(coverOf(from, middle));
      from = middle;
    }
  }
  return parts.reverse();
}

/** What proves that a log of `size` begins with the log of `earlier`, in the order of RFC 6962's PROOF. */
export function consistencyParts(earlier: number, size: number): ProofPart[] {
  if (earlier === 0 || earlier === size) return [];
  const parts: ProofPart[] = [];
  let from = 0;
  let to = size;
  let isWhole = true;
  while (earlier !== to) {
    const middle = from + splitOf(to - from);
    if (earlier <= middle) {
      parts.push(coverOf(middle, to));
      to = middle;
    } else {
      parts.push(coverOf(from, middle));
      from = middle;
      isWhole = false;
    }
  }
  if (!isWhole) parts.push(coverOf(from, to));
  return parts.reverse();
}

/** The hash of a part, of those of its subtrees. */
export function joinHashes(hashes: readonly Hash[]): Hash {
  let joined = hashes.at(-1) ?? emptyRoot;
  for (let index = hashes.length - 2; index >= 0; index -= 1) joined = nodeHash(hashes[index]!, joined);
  return joined;
}

/** The growing log: nothing but the hashes of its complete subtrees, so it costs the same however long the log is. */
export interface Frontier {
  size(): number;
  root(): Hash;
  /** Adds a leaf; `onNode` is told of every subtree that it completes, from the leaf up. */
  append(leaf: Hash, onNode?: (node: TreeNode) => void): void;
  /** Of `peaksOf(size())`, in that order. */
  peaks(): readonly Hash[];
}

export function createFrontier(startSize = 0, startPeaks: readonly Hash[] = []): Frontier {
  let size = startSize;
  const peaks = [...startPeaks];
  return {
    size: () => size,
    root: () => joinHashes(peaks),
    peaks: () => peaks,
    append: (leaf, onNode) => {
      let hash = leaf;
      let level = 0;
      let position = size;
      onNode?.({ level, position, hash });
      while (position % 2 === 1) {
        const left = peaks.pop();
        if (!left) throw new Error('the frontier has fewer peaks than its size needs');
        hash = nodeHash(left, hash);
        level += 1;
        position = (position - 1) / 2;
        onNode?.({ level, position, hash });
      }
      peaks.push(hash);
      size += 1;
    },
  };
}
