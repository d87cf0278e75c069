import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export interface Ids {
  /** A new UUIDv7 (RFC 9562): sorts as text in the order of making, also within one millisecond. */
  next(): string;
}

const counterMax = 0xfff;
/** Room for at least this many more ids in a millisecond, since the counter starts at a random place below. */
const counterStartMax = 0x7ff;

/**
 * Ids that grow: the 12 bits after the version count up within a millisecond (RFC 9562, method 1), and a clock that
 * steps back does not make older-looking ids.
 */
export function createIds({ clock, random }: { clock: Clock; random: Random }): Ids {
  let lastMs = -1;
  let counter = 0;

  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const randomBits = (bits: number) => Math.floor(random() * 2 ** bits);

  return {
    next() {
      const nowMs = Math.max(0, Math.floor(clock.nowMs()));
      if (nowMs > lastMs) {
        lastMs = nowMs;
        counter = randomBits(12) & counterStartMax;
      } else if (counter < counterMax) {
        counter += 1;
      } else {
        lastMs += 1;
        counter = 0;
      }
      const time = hex(lastMs, 12);
      const variant = hex(0x8000 | randomBits(14), 4);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${variant}-${hex(randomBits(48), 12)}`;
    },
  };
}
