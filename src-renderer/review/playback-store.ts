import { create } from 'zustand';
import { advance, stepRate, type PlaybackRate } from './playback.ts';
import type { Span } from './review-time.ts';

interface PlaybackState extends Span {
  /** The playhead. */
  readonly timeMs: number;
  readonly isPlaying: boolean;
  readonly rate: PlaybackRate;
  /** Another review: the playhead goes to `timeMs`, held within the span. */
  load(span: Span, timeMs: number): void;
  seek(timeMs: number): void;
  moveBy(byMs: number): void;
  toggle(): void;
  pause(): void;
  setRate(rate: PlaybackRate): void;
  stepRate(direction: 1 | -1): void;
}

const within = ({ fromMs, toMs }: Span, timeMs: number): number => Math.min(toMs, Math.max(fromMs, timeMs));

export const usePlayback = create<PlaybackState>((set, get) => {
  let lastFrameMs: number | null = null;

  const onFrame = (frameMs: number) => {
    const state = get();
    if (!state.isPlaying) return;
    const { timeMs, isAtEnd } = advance(state, lastFrameMs === null ? 0 : frameMs - lastFrameMs);
    lastFrameMs = frameMs;
    set({ timeMs, isPlaying: !isAtEnd });
    if (!isAtEnd) requestAnimationFrame(onFrame);
  };

  return {
    fromMs: 0,
    toMs: 0,
    timeMs: 0,
    isPlaying: false,
    rate: 60,
    load: (span, timeMs) => set({ ...span, timeMs: within(span, timeMs), isPlaying: false }),
    seek: (timeMs) => set((state) => ({ timeMs: within(state, timeMs) })),
    moveBy: (byMs) => set((state) => ({ timeMs: within(state, state.timeMs + byMs) })),
    toggle: () => {
      const { isPlaying, timeMs, fromMs, toMs } = get();
      if (isPlaying || toMs <= fromMs) {
        set({ isPlaying: false });
        return;
      }
      lastFrameMs = null;
      set({ isPlaying: true, timeMs: timeMs >= toMs ? fromMs : timeMs });
      requestAnimationFrame(onFrame);
    },
    pause: () => set({ isPlaying: false }),
    setRate: (rate) => set({ rate }),
    stepRate: (direction) => set((state) => ({ rate: stepRate(state.rate, direction) })),
  };
});
