import type { Key } from './repository.ts';

/**
 * Which parts may have to be closed, so that nobody looks through all of them every few minutes: buckets up to some were
 * looked at, and of those only such as got another part since have to be looked at again. In memory: after a start all are
 * looked at once.
 */
export function createWaiting() {
  const checkedBefore = new Map<number, number>();
  const touched = new Map<number, Map<string, Key>>();
  return {
    /** Buckets before this one were looked at. */
    checkedBefore: (family: number): number => checkedBefore.get(family) ?? Number.MIN_SAFE_INTEGER,
    noteChecked: (family: number, beforeBucket: number) => checkedBefore.set(family, beforeBucket),
    touch(family: number, [slot, bucket]: Key) {
      if (bucket >= (checkedBefore.get(family) ?? Number.MIN_SAFE_INTEGER)) return;
      const keys = touched.get(family) ?? new Map<string, Key>();
      touched.set(family, keys.set(`${slot} ${bucket}`, [slot, bucket]));
    },
    touched: (family: number): readonly Key[] => [...(touched.get(family)?.values() ?? [])],
    /** Those that were told so far have been looked at. */
    forgetTouched: (family: number) => touched.delete(family),
    clear() {
      checkedBefore.clear();
      touched.clear();
    },
  };
}

export type Waiting = ReturnType<typeof createWaiting>;
