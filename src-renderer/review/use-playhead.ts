import { usePlayback } from './playback-store.ts';

/** Times a second that words follow a running playhead; marks on the map follow every frame. */
const beatsPerSecond = 8;

/** Where the playhead is, for what people read: exact while it stands, in steps while it runs. */
export const usePlayhead = (): number =>
  usePlayback(({ timeMs, isPlaying, rate }) => {
    if (!isPlaying) return timeMs;
    const stepMs = (1_000 / beatsPerSecond) * rate;
    return Math.floor(timeMs / stepMs) * stepMs;
  });
