import { whenCoreConnected } from './client.ts';

const retryDelayFirstMs = 250;
const retryDelayMaxMs = 5_000;

const wait = (durationMs: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

export interface FollowOptions<T> {
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<T>>;
  readonly onItem: (item: T) => void;
  /** Told of every failure; return `false` to give up (for example: the vehicle does not exist). */
  readonly onFailure?: (error: unknown) => boolean;
  /** Streams of the shell do not wait for the core. */
  readonly needsCore?: boolean;
}

/**
 * Keeps one stream of the core or the shell open: opens it again, with back-off, whenever it ends. Every stream of the
 * product begins with the present state, so opening it again is all there is to resuming.
 *
 * @returns a function that stops following.
 */
export function followStream<T>({ open, onItem, onFailure, needsCore = true }: FollowOptions<T>): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;

  const followOnce = async (): Promise<'ended' | 'failed' | 'gaveUp'> => {
    try {
      for await (const item of await open(signal)) {
        if (signal.aborted) return 'ended';
        onItem(item);
      }
      return 'ended';
    } catch (error) {
      if (!signal.aborted && onFailure?.(error) === false) return 'gaveUp';
      return 'failed';
    }
  };

  const follow = async () => {
    let failureCount = 0;
    while (!signal.aborted) {
      if (needsCore) await whenCoreConnected(signal);
      const outcome = await followOnce();
      if (outcome === 'gaveUp') return;
      failureCount = outcome === 'failed' ? failureCount + 1 : 0;
      await wait(Math.min(retryDelayMaxMs, retryDelayFirstMs * 2 ** Math.min(failureCount, 5)), signal);
    }
  };

  void follow();
  return () => stopping.abort();
}
