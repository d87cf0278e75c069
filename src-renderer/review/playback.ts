/** Times faster than life. */
export const playbackRates = [1, 2, 5, 10, 20, 30, 60] as const;
export type PlaybackRate = (typeof playbackRates)[number];

/** After a pause of the window (another screen, a sleeping computer) it goes on where it was, not where it would be. */
const frameMsMax = 250;

/** Where the playhead is after a frame; it stops at the end. */
export function advance(
  state: { readonly timeMs: number; readonly rate: number; readonly toMs: number },
  frameMs: number,
): { readonly timeMs: number; readonly isAtEnd: boolean } {
  const timeMs = state.timeMs + Math.min(frameMsMax, Math.max(0, frameMs)) * state.rate;
  return timeMs >= state.toMs ? { timeMs: state.toMs, isAtEnd: true } : { timeMs, isAtEnd: false };
}

/** The next faster or slower rate; the ends hold. */
export function stepRate(rate: PlaybackRate, direction: 1 | -1): PlaybackRate {
  const index = playbackRates.indexOf(rate) + direction;
  return playbackRates[Math.min(playbackRates.length - 1, Math.max(0, index))] ?? rate;
}

export type ReviewKey =
  | { readonly kind: 'toggle' }
  | { readonly kind: 'move'; readonly byMs: number }
  | { readonly kind: 'jump'; readonly to: 'start' | 'end' }
  | { readonly kind: 'rate'; readonly direction: 1 | -1 };

const stepMs = 10_000;
const longStepMs = 5 * 60_000;

/** What a key means on the review screen, `null`: nothing. The caller has checked that nobody is typing. */
export function reviewKeyOf(press: { readonly key: string; readonly withShift: boolean }): ReviewKey | null {
  const byMs = press.withShift ? longStepMs : stepMs;
  switch (press.key) {
    case ' ':
      return { kind: 'toggle' };
    case 'ArrowLeft':
      return { kind: 'move', byMs: -byMs };
    case 'ArrowRight':
      return { kind: 'move', byMs };
    case 'Home':
      return { kind: 'jump', to: 'start' };
    case 'End':
      return { kind: 'jump', to: 'end' };
    case '[':
      return { kind: 'rate', direction: -1 };
    case ']':
      return { kind: 'rate', direction: 1 };
    default:
      return null;
  }
}
