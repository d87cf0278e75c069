import type { ReceptionReport } from '../../src-main/core/operations/twilio/tokens/contract.ts';

/** From the REST call to the ring here. */
const arrivesWithinMs = 20_000;
/** Not more often by itself: every one is a phone call of the account. */
const pauseMs = 60_000;

type TestRing = NonNullable<ReceptionReport['testRing']>;

/** Lets the telephone service ring this desk: the whole way is measured, not parts of it. */
export function createTestRing(deps: {
  readonly begin: () => Promise<{ readonly testId: string }>;
  readonly onChange: () => void;
  readonly nowMs: () => number;
}) {
  let current: TestRing | null = null;
  /** A ring may overtake the answer that names it. */
  const rangEarly = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (testId: string, state: TestRing['state']) => {
    current = { testId, state, atMs: deps.nowMs() };
    deps.onChange();
  };

  return {
    state: () => current,
    /** By a person: always; by itself: not again within a minute. */
    async begin(isByPerson: boolean): Promise<void> {
      if (!isByPerson && current !== null && deps.nowMs() - current.atMs < pauseMs) return;
      const { testId } = await deps.begin();
      clearTimeout(timer);
      if (rangEarly.delete(testId)) return set(testId, 'passed');
      set(testId, 'waiting');
      timer = setTimeout(() => {
        if (current?.testId === testId && current.state === 'waiting') set(testId, 'failed');
      }, arrivesWithinMs);
    },
    rang(testId: string) {
      if (current?.testId !== testId) {
        rangEarly.add(testId);
        return;
      }
      clearTimeout(timer);
      set(testId, 'passed');
    },
  };
}

export type TestRingRunner = ReturnType<typeof createTestRing>;
