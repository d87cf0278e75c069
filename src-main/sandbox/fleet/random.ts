/** Small deterministic randomness: the same seed gives the same fleet on every machine and Node version. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  between(from: number, to: number): number;
  /** Integer in [0, count). */
  index(count: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Mixes integers into 32 bits (murmur3 finaliser per word). Order matters. */
export function hash32(...words: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const word of words) {
    state = Math.imul(state ^ (word | 0), 0x85ebca6b);
    state ^= state >>> 13;
    state = Math.imul(state, 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return state >>> 0;
}

/** FNV-1a over UTF-16 units. */
export function hashText(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state >>> 0;
}

/** A number in [0, 1) that depends on the words alone: for facts that must not depend on the order of asking. */
export const unitOf = (...words: readonly number[]): number => hash32(...words) / 0x1_0000_0000;

export function pickBy<T>(items: readonly T[], unit: number): T {
  const item = items[Math.min(items.length - 1, Math.floor(unit * items.length))];
  if (item === undefined) throw new Error('pickBy needs at least one item');
  return item;
}

/** mulberry32: 32 bits of state, ample for a schedule. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    index: (count) => Math.floor(next() * count),
    pick: (items) => pickBy(items, next()),
  };
}
