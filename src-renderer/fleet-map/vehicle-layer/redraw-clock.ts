/** Asks for the next drawing: as few as needed, none while nothing moves. */
export interface RedrawClock {
  /** With the next animation frame. */
  soon(): void;
  /** In about `delayMs`, unless something asks for it earlier. */
  within(delayMs: number): void;
  /** A drawing happened anyway: what was asked for is done. */
  done(): void;
}

/** Below this a timer gains nothing over the next animation frame. */
const frameMs = 20;

export function createRedrawClock(draw: (frameAtMs: number) => void): RedrawClock {
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let timerDueMs = Infinity;
  const stopTimer = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    timerDueMs = Infinity;
  };
  const soon = () => {
    stopTimer();
    frame ??= requestAnimationFrame((frameAtMs) => {
      frame = null;
      draw(frameAtMs);
    });
  };
  return {
    soon,
    within(delayMs) {
      if (frame !== null) return;
      if (delayMs <= frameMs) {
        soon();
        return;
      }
      const dueMs = performance.now() + delayMs;
      if (dueMs >= timerDueMs) return;
      stopTimer();
      timerDueMs = dueMs;
      timer = setTimeout(soon, delayMs);
    },
    done() {
      stopTimer();
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
    },
  };
}
