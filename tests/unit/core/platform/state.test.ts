import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createState } from '../../../../src-main/core/platform/state.ts';
import { createManualClock, settle } from '../../../support/manual-clock.ts';

const value = <T>(item: T) => ({ done: false, value: item });
const ended = { done: true, value: undefined };

describe('a watcher', () => {
  it('gets the current value first, then each change', async () => {
    const state = createState('a');
    state.set('b');
    const watcher = state.watch();
    expect(await watcher.next()).toEqual(value('b'));
    const next = watcher.next();
    state.update((text) => `${text}c`);
    expect(await next).toEqual(value('bc'));
  });

  it('that is slow skips what it missed', async () => {
    const state = createState(0);
    const watcher = state.watch();
    await watcher.next();
    for (let count = 1; count <= 1_000; count += 1) state.set(count);
    expect(await watcher.next()).toEqual(value(1_000));
    const next = watcher.next();
    await settle();
    state.set(1_001);
    expect(await next).toEqual(value(1_001));
  });

  it('is not woken by the value it has', async () => {
    const state = createState('a');
    const watcher = state.watch();
    await watcher.next();
    let isWoken = false;
    void watcher.next().then(() => (isWoken = true));
    state.set('a');
    await settle();
    expect(isWoken).toBe(false);
  });

  it('ends while it waits: by its signal, and by return', async () => {
    const state = createState('a');
    const ending = new AbortController();
    const bySignal = state.watch(ending.signal);
    const byReturn = state.watch();
    await Promise.all([bySignal.next(), byReturn.next()]);
    const waiting = [bySignal.next(), byReturn.next()];
    expect(state.watcherCount()).toBe(2);
    ending.abort();
    expect(await byReturn.return()).toEqual(ended);
    expect(await Promise.all(waiting)).toEqual([ended, ended]);
    expect(state.watcherCount()).toBe(0);
  });

  it('with a signal that is aborted already gets nothing', async () => {
    expect(await createState('a').watch(AbortSignal.abort()).next()).toEqual(ended);
  });

  it('is closed by leaving a for-await loop', async () => {
    const state = createState('a');
    for await (const item of state.watch()) {
      expect(item).toBe('a');
      break;
    }
    expect(state.watcherCount()).toBe(0);
  });

  it('that ended leaves nothing behind on a signal that lives on', async () => {
    const ending = new AbortController();
    const state = createState('a');
    for (let count = 0; count < 3; count += 1) {
      const watcher = state.watch(ending.signal);
      await watcher.next();
      const waiting = watcher.next();
      await watcher.return();
      await waiting;
    }
    expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
  });

  it('does not hold up another', async () => {
    const state = createState(0);
    const [stalled, quick] = [state.watch(), state.watch()];
    await Promise.all([stalled.next(), quick.next()]);
    for (const item of [1, 2, 3]) {
      state.set(item);
      expect(await quick.next()).toEqual(value(item));
    }
    expect(await stalled.next()).toEqual(value(3));
  });
});

describe('with a least interval', () => {
  it('gives one value per interval, and always the last', async () => {
    const clock = createManualClock();
    const state = createState(0, { clock, minIntervalMs: 250 });
    const seen: [number, number][] = [];
    const startMs = clock.nowMs();
    const ending = new AbortController();
    const reading = (async () => {
      for await (const item of state.watch(ending.signal)) seen.push([clock.nowMs() - startMs, item]);
    })();
    for (let count = 1; count <= 10; count += 1) {
      await clock.advance(60);
      state.set(count);
    }
    await clock.advance(1_000);
    ending.abort();
    await reading;
    expect(seen.map(([atMs]) => atMs)).toEqual([0, 250, 500, 750]);
    expect(seen.at(-1)?.[1]).toBe(10);
    expect(clock.sleeperCount()).toBe(0);
  });
});

it('every watcher sees a subsequence of what was set, ending with the last', async () => {
  const steps = fc.array(fc.oneof(fc.constant('read' as const), fc.integer()), {
    maxLength: 40,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const state = createState<number | null>(null);
      const history: (number | null)[] = [null];
      const watcher = state.watch();
      const seen: (number | null)[] = [];
      let isReading = false;
      const read = () => {
        if (isReading) return;
        isReading = true;
        void watcher.next().then((result) => {
          isReading = false;
          if (!result.done) seen.push(result.value);
        });
      };
      for (const step of script) {
        if (step === 'read') read();
        else {
          state.set(step);
          history.push(step);
        }
        await settle();
      }
      read();
      await settle();
      expect(seen.at(-1)).toBe(history.at(-1));
      let from = 0;
      for (const item of seen) {
        const found = history.indexOf(item, from);
        expect(found).toBeGreaterThanOrEqual(from);
        from = found + 1;
      }
      await watcher.return();
    }),
    { numRuns: 50 },
  );
});
