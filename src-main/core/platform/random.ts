/** A uniform number in [0, 1). Handed in like the clock, so that a test or a simulation decides it. */
export type Random = () => number;

const word = new Uint32Array(2);

/** From the operating system's generator: fit for ids as well as for jitter. */
export const systemRandom: Random = () => {
  crypto.getRandomValues(word);
  return ((word[0] ?? 0) * 2 ** 21 + ((word[1] ?? 0) >>> 11)) / 2 ** 53;
};
