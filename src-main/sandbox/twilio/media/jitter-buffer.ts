import type { Frame } from '../exchange/index.ts';

/** Waits for so many frames before it begins, and again when it ran dry: 60 ms bridge a busy machine. */
const startCount = 3;
const countMax = 12;

/** Puts packets in order by RTP sequence number and gives one frame per beat. */
export function createJitterBuffer() {
  let queue: { readonly sequence: number; readonly frame: Frame }[] = [];
  let isPlaying = false;
  let lastGiven: number | null = null;
  /** Signed distance on the circle of 16-bit numbers. */
  const isAfter = (left: number, right: number) => ((left - right) & 0xffff) < 0x8000 && left !== right;
  return {
    add(sequence: number, frame: Frame) {
      if (lastGiven !== null && !isAfter(sequence, lastGiven)) return;
      let index = queue.length;
      while (index > 0 && isAfter(queue[index - 1]?.sequence ?? 0, sequence)) index -= 1;
      queue.splice(index, 0, { sequence, frame });
      if (queue.length > countMax) queue = queue.slice(-startCount);
    },
    take(): Frame | null {
      if (!isPlaying && queue.length < startCount) return null;
      const next = queue.shift();
      isPlaying = next !== undefined;
      if (next === undefined) return null;
      lastGiven = next.sequence;
      return next.frame;
    },
    /** After a new negotiation the other side may count from anywhere. */
    reset() {
      queue = [];
      isPlaying = false;
      lastGiven = null;
    },
  };
}
