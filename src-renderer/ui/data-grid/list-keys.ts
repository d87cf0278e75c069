/** How far each key moves the active row of a list; `pageCount` is the number of rows in sight. */
export function nextIndex(key: string, index: number, count: number, pageCount: number): number | null {
  const last = count - 1;
  const clamp = (wanted: number) => Math.min(last, Math.max(0, wanted));
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1);
    case 'ArrowUp':
      return clamp(index < 0 ? 0 : index - 1);
    case 'PageDown':
      return clamp(Math.max(index, 0) + pageCount);
    case 'PageUp':
      return clamp(index - pageCount);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Letters typed one after another within this time belong together. */
const typingPauseMs = 800;

export interface TypedName {
  /** Takes one key; gives all that was typed in one go so far, or `null` when the key is no character. */
  press(key: string, nowMs: number): string | null;
}

/** Collects what is typed into a list to jump to a name. A space counts only after a first letter. */
export function createTypedName(): TypedName {
  let typed = '';
  let lastMs = -Infinity;
  return {
    press(key, nowMs) {
      if ([...key].length !== 1) return null;
      const kept = nowMs - lastMs > typingPauseMs ? '' : typed;
      if (kept === '' && key === ' ') return null;
      typed = kept + key;
      lastMs = nowMs;
      return typed;
    },
  };
}
