import { useSyncExternalStore } from 'react';

/**
 * One timer for every ticking text on the screen, instead of one each: they change together and the window wakes once.
 * It runs only while somebody listens, and beats on whole periods of the clock.
 */
function createTicker(periodMs: number) {
  const listeners = new Set<() => void>();
  let beat = Math.floor(Date.now() / periodMs);
  let timer: ReturnType<typeof setInterval> | null = null;
  const tick = () => {
    beat = Math.floor(Date.now() / periodMs);
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      timer ??= setInterval(tick, periodMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    read: () => beat,
  };
}

const everySecond = createTicker(1_000);

const everyMinute = createTicker(60_000);

/** Our clock in whole seconds; draws the calling component again once a second. Keep such components small. */
export const useNowMs = (): number => useSyncExternalStore(everySecond.subscribe, everySecond.read) * 1_000;

/** Our clock in whole minutes, for what only has to know today from yesterday. */
export const useMinuteMs = (): number =>
  useSyncExternalStore(everyMinute.subscribe, everyMinute.read) * 60_000;
