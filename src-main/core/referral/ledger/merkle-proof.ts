import type { Hash } from './hash.ts';
import { emptyRoot, nodeHash } from './merkle.ts';

/** Checking proofs, by RFC 9162, sections 2.1.3.2 and 2.1.4.2. Takes anything and believes nothing. */

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isOdd = (value: number) => value % 2 === 1;
const half = (value: number) => Math.floor(value / 2);

/** Is `leaf` the entry at `index` of the log with this size and root? */
export function isIncluded(
  claim: { readonly leaf: Hash; readonly index: number; readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  const { leaf, index, size, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(place) && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && hash.equals(root);
}

export interface LogHead {
  readonly size: number;
  readonly root: Hash;
}

/** Does the log of `later` begin with the whole log of `earlier`? */
export function isConsistent(earlier: LogHead, later: LogHead, proof: readonly Hash[]): boolean {
  if (!isCount(earlier.size) || !isCount(later.size) || earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root.equals(later.root);
  if (earlier.size === 0) return proof.length === 0 && earlier.root.equals(emptyRoot);

  let place = earlier.size - 1;
  let last = later.size - 1;
  while (isOdd(place)) {
    place = half(place);
    last = half(last);
  }
  // A log whose size is a power of two is a subtree of every longer one: its own root begins the proof.
  const hashes = place === 0 ? [earlier.root, ...proof] : [...proof];
  const start = hashes.shift();
  if (!start) return false;
  let earlierHash = start;
  let laterHash = start;
  for (const sibling of hashes) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      earlierHash = nodeHash(sibling, earlierHash);
      laterHash = nodeHash(sibling, laterHash);
      while (!isOdd(place) && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      laterHash = nodeHash(laterHash, sibling);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && earlierHash.equals(earlier.root) && laterHash.equals(later.root);
}
