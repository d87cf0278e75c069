import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createState, type State } from '../../platform/state.ts';
import { readHead } from '../ledger/repository.ts';
import { outboxShownMax, type OutboxView, type ReferralChanges, type ReferralSync } from './contract.ts';
import {
  readHub,
  readOutbox,
  readOutboxCounts,
  type DeskDatabase,
  type OutboxRow,
} from './outbox-repository.ts';
import type { SyncState } from './sync.ts';

/** What screens follow: how the copy fares, what waits, and when to ask again. */
export interface DeskOverview {
  readonly sync: State<ReferralSync>;
  readonly outbox: State<OutboxView>;
  readonly changes: State<ReferralChanges>;
  /** Something may have changed; several calls in a row are one reading. */
  refresh(): void;
  /** Resolves when nothing is read any more. */
  settled(): Promise<void>;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const setIfOther = <T>(state: State<T>, next: T) => state.update((was) => (isSame(was, next) ? was : next));

const viewOf = ({ key, name, input, userId, createdAtMs, state, rejection }: OutboxRow) => ({
  ...{ key, name, command: input, userId, createdAtMs, state },
  rejection: rejection && { code: rejection.code, data: { ...rejection.data } },
});

const beginning: Omit<ReferralSync, 'sinceMs'> = {
  ...{
    state: 'starting',
    asOfMs: null,
    size: 0,
    waitingCount: 0,
    rejectedCount: 0,
    failure: null,
    fault: null,
  },
};

export function createDeskOverview(deps: {
  readonly db: DeskDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly syncState: () => SyncState;
}): DeskOverview {
  const { db, clock, logger, syncState } = deps;
  const sync = createState<ReferralSync>({ ...beginning, sinceMs: clock.nowMs() });
  const outbox = createState<OutboxView>({ rows: [], rowCount: 0 });
  const changes = createState<ReferralChanges>({ size: 0, outboxRevision: 0 });

  async function read(): Promise<void> {
    const size = (await readHead(db))?.size ?? 0;
    const seenAtMs = (await readHub(db))?.seen_at_ms ?? 0;
    const counts = await readOutboxCounts(db);
    const rows = counts.waiting + counts.rejected === 0 ? [] : await readOutbox(db, outboxShownMax);
    const now = syncState();
    setIfOther(sync, {
      state: now.state,
      sinceMs: now.state === sync.get().state ? sync.get().sinceMs : clock.nowMs(),
      asOfMs: seenAtMs === 0 ? null : seenAtMs,
      size,
      waitingCount: counts.waiting,
      rejectedCount: counts.rejected,
      failure: now.state === 'stale' ? { code: now.reason } : null,
      fault: now.state === 'stopped' ? { name: now.fault, seq: now.seq } : null,
    });
    const before = outbox.get();
    setIfOther(outbox, { rows: rows.map(viewOf), rowCount: counts.waiting + counts.rejected });
    const outboxRevision = changes.get().outboxRevision + (outbox.get() === before ? 0 : 1);
    setIfOther(changes, { size, outboxRevision });
  }

  let reading: Promise<void> | null = null;
  let isAskedAgain = false;
  async function readUntilSettled(): Promise<void> {
    do {
      isAskedAgain = false;
      await read().catch((error: unknown) => logger.error({ error }, 'the referral copy could not be read'));
    } while (isAskedAgain);
    reading = null;
  }
  return {
    sync,
    outbox,
    changes,
    refresh: () => {
      if (reading) isAskedAgain = true;
      else reading = readUntilSettled();
    },
    settled: () => reading ?? Promise.resolve(),
  };
}
