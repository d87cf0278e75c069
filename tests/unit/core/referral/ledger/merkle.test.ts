import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hash } from '../../../../../src-main/core/referral/ledger/hash.ts';
import {
  consistencyParts,
  createFrontier,
  emptyRoot,
  inclusionParts,
  joinHashes,
  leafHash,
  nodeHash,
  peaksOf,
  type ProofPart,
} from '../../../../../src-main/core/referral/ledger/merkle.ts';
import { isConsistent, isIncluded } from '../../../../../src-main/core/referral/ledger/merkle-proof.ts';

/** The leaves, roots and proofs with which implementations of Certificate Transparency test themselves. */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => leafHash(Buffer.from(hex, 'hex')));

const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const n56 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const n23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const n47 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const n67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const n1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const n45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';

/** The definition of RFC 6962, word for word, and as slow. */
function rootByDefinition(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot;
  if (hashes.length === 1) return hashes[0]!;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(rootByDefinition(hashes.slice(0, split)), rootByDefinition(hashes.slice(split)));
}

const subtree = (all: readonly Hash[], level: number, position: number) =>
  rootByDefinition(all.slice(position * 2 ** level, (position + 1) * 2 ** level));
const prove = (all: readonly Hash[], parts: readonly ProofPart[]) =>
  parts.map((part) => joinHashes(part.map(({ level, position }) => subtree(all, level, position))));
const hexOf = (hashes: readonly Hash[]) => hashes.map((hash) => hash.toString('hex'));
const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));

describe('the hash tree', () => {
  it('has the roots of the published test vectors', () => {
    const frontier = createFrontier();
    expect(frontier.root().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    const seen = leaves.map((leaf) => {
      frontier.append(leaf);
      return frontier.root().toString('hex');
    });
    expect(seen).toEqual(roots);
  });

  it('gives the published inclusion proofs', () => {
    const proof = (index: number, size: number) => hexOf(prove(leaves, inclusionParts(index, size)));
    expect(proof(0, 1)).toEqual([]);
    expect(proof(0, 8)).toEqual([n1, n23, n47]);
    expect(proof(5, 8)).toEqual([n56, n67, roots[3]]);
    expect(proof(2, 3)).toEqual([roots[1]]);
    expect(proof(1, 5)).toEqual([roots[0], n23, n56]);
  });

  it('gives the published consistency proofs', () => {
    const proof = (earlier: number, size: number) => hexOf(prove(leaves, consistencyParts(earlier, size)));
    expect(proof(1, 1)).toEqual([]);
    expect(proof(1, 8)).toEqual([n1, n23, n47]);
    expect(proof(6, 8)).toEqual([n45, n67, roots[3]]);
    expect(proof(2, 5)).toEqual([n23, n56]);
  });

  it('grows to the root of the definition, also when it goes on from stored peaks', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(40), (first, more) => {
        const all = leavesOf(first + more);
        const before = createFrontier();
        for (const leaf of all.slice(0, first)) before.append(leaf);
        expect(before.peaks().length).toBe(peaksOf(first).length);
        const after = createFrontier(before.size(), before.peaks());
        for (const leaf of all.slice(first)) after.append(leaf);
        expect(after.root()).toEqual(rootByDefinition(all));
      }),
    );
  });

  it('tells of every complete subtree once, with its hash', () => {
    const all = leavesOf(100);
    const frontier = createFrontier();
    const told = new Map<string, Hash>();
    for (const leaf of all) {
      frontier.append(leaf, ({ level, position, hash }) => {
        expect(told.has(`${level}/${position}`)).toBe(false);
        told.set(`${level}/${position}`, hash);
      });
    }
    for (const [name, hash] of told) {
      const [level = 0, position = 0] = name.split('/').map(Number);
      expect(hash).toEqual(subtree(all, level, position));
    }
    expect(told.size).toBe(100 + 50 + 25 + 12 + 6 + 3 + 1);
  });
});

describe('a proof', () => {
  const size = fc.integer({ min: 1, max: 130 });

  it('of inclusion is believed for its own leaf, place and log only', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (count, place, other) => {
        const all = leavesOf(count);
        const index = place % count;
        const claim = { leaf: all[index]!, index, size: count, root: rootByDefinition(all) };
        const proof = prove(all, inclusionParts(index, count));
        expect(isIncluded(claim, proof)).toBe(true);
        const wrong = other % count;
        if (wrong !== index) {
          expect(isIncluded({ ...claim, leaf: all[wrong]! }, proof)).toBe(false);
          expect(isIncluded({ ...claim, index: wrong }, proof)).toBe(false);
        }
        expect(isIncluded({ ...claim, root: leafHash(Buffer.from('x')) }, proof)).toBe(false);
        expect(isIncluded(claim, [...proof, all[0]!])).toBe(false);
        if (proof.length > 0) expect(isIncluded(claim, proof.slice(1))).toBe(false);
        expect(isIncluded({ ...claim, index: count }, proof)).toBe(false);
        expect(isIncluded({ ...claim, index: -1 }, proof)).toBe(false);
      }),
    );
  });

  it('of consistency is believed for a log that goes on, and for no other', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (count, before, touched) => {
        const all = leavesOf(count);
        const earlierSize = 1 + (before % count);
        const earlier = { size: earlierSize, root: rootByDefinition(all.slice(0, earlierSize)) };
        const later = { size: count, root: rootByDefinition(all) };
        const proof = prove(all, consistencyParts(earlierSize, count));
        expect(isConsistent(earlier, later, proof)).toBe(true);

        const changed = [...all];
        changed[touched % earlierSize] = leafHash(Buffer.from('changed'));
        const forked = { size: count, root: rootByDefinition(changed) };
        expect(isConsistent(earlier, forked, prove(changed, consistencyParts(earlierSize, count)))).toBe(
          false,
        );
        expect(isConsistent(later, earlier, proof)).toBe(count === earlierSize);
        expect(isConsistent(earlier, later, [...proof, all[0]!])).toBe(false);
        if (proof.length > 0) expect(isConsistent(earlier, later, proof.slice(0, -1))).toBe(false);
      }),
    );
  });

  it('has one hash per level, however long the log is', () => {
    expect(inclusionParts(123_456, 1_000_000).length).toBeLessThanOrEqual(20);
    expect(consistencyParts(10_000, 1_000_000).length).toBeLessThanOrEqual(21);
    expect(consistencyParts(2 ** 40 + 1, 2 ** 41).length).toBeLessThanOrEqual(42);
  });
});
