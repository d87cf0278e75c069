import { systemClock, type Clock } from './clock.ts';

/**
 * One value that changes, and streams of it. A stream is of the latest value, not of every value: a reader that is
 * slow skips what it missed, so nothing ever queues up.
 */
export interface State<T> {
  get(): T;
  /** Wakes every watcher, unless `next` is the very same value (`Object.is`). */
  set(next: T): void;
  update(change: (current: T) => T): void;
  /**
   * The current value first, then the latest after each change. Ends when `signal` aborts or the reader stops
   * (`return`, also while it waits); never throws.
   */
  watch(signal?: AbortSignal): AsyncGenerator<T, void, void>;
  /** Streams open now: for the tests of whoever must not leak them. */
  watcherCount(): number;
}

export interface StateOptions {
  /** A watcher gets at most one value per this time; the last one always arrives. */
  readonly minIntervalMs?: number;
  readonly clock?: Clock;
}

/** What a stream needs of the value it follows. */
interface Source<T> {
  current(): T;
  version(): number;
  /** Resolves when the version is another than this one, or when `ended` aborts. */
  waitForChange(sinceVersion: number, ended: AbortSignal): Promise<void>;
}

interface Pace {
  readonly clock: Clock;
  readonly minIntervalMs: number;
}

function createLatestReader<T>(source: Source<T>, { clock, minIntervalMs }: Pace, ended: AbortSignal) {
  let seenVersion = 0;
  let deliveredAtMs = Number.NEGATIVE_INFINITY;

  return async (): Promise<IteratorResult<T, void>> => {
    await source.waitForChange(seenVersion, ended);
    // A clock that was set back must not hold a value longer than the interval.
    const elapsedMs = Math.max(0, clock.nowMs() - deliveredAtMs);
    if (elapsedMs < minIntervalMs) await clock.sleep(minIntervalMs - elapsedMs, ended);
    if (ended.aborted) return { done: true, value: undefined };
    seenVersion = source.version();
    deliveredAtMs = clock.nowMs();
    return { done: false, value: source.current() };
  };
}

/**
 * A generator by hand: the `return` of a generator function would wait for a pending `next`, and a stream that nobody
 * reads any more would stay open until the value changes.
 */
function openStream<T>(
  source: Source<T>,
  pace: Pace,
  signal: AbortSignal | undefined,
  onEnd: () => void,
): AsyncGenerator<T, void, void> {
  const ending = new AbortController();
  const read = createLatestReader(source, pace, ending.signal);
  let turn: Promise<unknown> = Promise.resolve();

  const end = () => {
    if (ending.signal.aborted) return;
    ending.abort();
    signal?.removeEventListener('abort', end);
    onEnd();
  };
  if (signal?.aborted) end();
  else signal?.addEventListener('abort', end, { once: true });

  const stop = (): Promise<IteratorResult<T, void>> => {
    end();
    return Promise.resolve({ done: true, value: undefined });
  };
  const stream: AsyncGenerator<T, void, void> = {
    next: () => {
      const taken = turn.then(read);
      turn = taken;
      return taken;
    },
    return: stop,
    throw: stop,
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
  return stream;
}

export function createState<T>(initial: T, options: StateOptions = {}): State<T> {
  const { minIntervalMs = 0, clock = systemClock } = options;
  const wakers = new Set<() => void>();
  let current = initial;
  let version = 1;
  let watcherCount = 0;

  function set(next: T) {
    if (Object.is(next, current)) return;
    current = next;
    version += 1;
    for (const wake of [...wakers]) wake();
  }

  function waitForChange(sinceVersion: number, ended: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (version !== sinceVersion || ended.aborted) {
        resolve();
        return;
      }
      const wake = () => {
        wakers.delete(wake);
        ended.removeEventListener('abort', wake);
        resolve();
      };
      wakers.add(wake);
      ended.addEventListener('abort', wake, { once: true });
    });
  }

  const source: Source<T> = { current: () => current, version: () => version, waitForChange };
  return {
    get: () => current,
    set,
    update: (change) => set(change(current)),
    watch: (signal) => {
      watcherCount += 1;
      return openStream(source, { clock, minIntervalMs }, signal, () => {
        watcherCount -= 1;
      });
    },
    watcherCount: () => watcherCount,
  };
}
