import { useEffect } from 'react';
import { useDesk } from '../app/desk-store.ts';
import { usePlayback } from './playback-store.ts';
import { reviewKeyOf, type ReviewKey } from './playback.ts';
import { useReview } from './review-store.ts';

/** Where a key has a meaning of its own: typing, choosing, and the map, which the arrows pan. */
const taken =
  'input:not([type="range"]), textarea, select, [contenteditable="true"], [role="radiogroup"], [role="menu"], [role="listbox"], [role="dialog"]';

function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest(taken) !== null) return true;
  // Space presses the button that has the focus; everywhere else it plays.
  if (key === ' ' && target.closest('button, a, [role="tab"]') !== null) return true;
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End') {
    return target.closest('.maplibregl-map, [role="tablist"]') !== null;
  }
  return false;
}

function run(key: ReviewKey): void {
  const playback = usePlayback.getState();
  switch (key.kind) {
    case 'toggle':
      return playback.toggle();
    case 'move':
      return playback.moveBy(key.byMs);
    case 'jump':
      return playback.seek(key.to === 'start' ? playback.fromMs : playback.toMs);
    case 'rate':
      return playback.stepRate(key.direction);
  }
}

/** Keys of the playback, while the review is the screen that is seen. Leaving it stops the playback. */
export function useReviewKeys(): void {
  const isHere = useDesk((desk) => desk.section === 'review');
  useEffect(() => {
    if (!isHere) {
      usePlayback.getState().pause();
      return undefined;
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return;
      if (event.key === 'Escape' && useReview.getState().isDrawing) {
        useReview.getState().setDrawing(false);
        return;
      }
      const key = reviewKeyOf({ key: event.key, withShift: event.shiftKey });
      if (key === null || useReview.getState().review === null || isTaken(event.target, event.key)) return;
      event.preventDefault();
      run(key);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isHere]);
}
