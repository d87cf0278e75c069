import { sequence, silence, type AudioSource } from '../exchange/index.ts';

export type Round = ReadonlyArray<() => AudioSource>;

/**
 * What somebody hears who waits: rounds of sounds, each asked for when the one before is over. Silent while the answer
 * is on its way. Over when a round has nothing to hear, or after `rounds`.
 */
export function createProgramme(askRound: () => Promise<Round>, rounds = Infinity): AudioSource {
  let current: AudioSource | null = null;
  let isAsked = false;
  let isOver = false;
  let roundCount = 0;
  const ask = () => {
    isAsked = true;
    roundCount += 1;
    void askRound().then((round) => {
      isAsked = false;
      isOver = round.length === 0;
      current = sequence(round);
    });
  };
  return {
    next() {
      if (isOver) return null;
      const frame = current?.next() ?? null;
      if (frame !== null) return frame;
      if (isAsked) return silence;
      if (roundCount >= rounds) {
        isOver = true;
        return null;
      }
      current = null;
      ask();
      return silence;
    },
  };
}
