import type { CoreStatus } from './contract.ts';
import type { OpenDatabase } from './database/connection.ts';
import type { Clock } from './platform/clock.ts';
import type { JobQueue } from './platform/queue/index.ts';
import { createState, type State } from './platform/state.ts';

const readIntervalMs = 5_000;

export interface CoreStatusFeed {
  readonly state: State<CoreStatus>;
  start(): void;
  stop(): Promise<void>;
}

/** What the core says of itself, read every few seconds: its files, its queues, its memory. */
export function createCoreStatus(deps: {
  readonly databases: readonly Pick<
    OpenDatabase<unknown, CoreStatus['databases'][number]['name']>,
    'kind' | 'bytes' | 'setAsidePath'
  >[];
  readonly jobs: JobQueue;
  readonly clock: Clock;
}): CoreStatusFeed {
  const { databases, jobs, clock } = deps;
  const stopping = new AbortController();
  const startedAtMs = clock.nowMs();

  const read = (counts: CoreStatus['jobs']): CoreStatus => ({
    startedAtMs,
    processId: process.pid,
    databases: databases.map((database) => ({
      name: database.kind,
      state: 'open',
      bytes: database.bytes(),
      setAsidePath: database.setAsidePath,
    })),
    jobs: counts,
    residentBytes: process.memoryUsage.rss(),
  });
  const state = createState<CoreStatus>(read({ waiting: 0, running: 0, dead: 0 }));

  const follow = async () => {
    while (!stopping.signal.aborted) {
      const { waiting, running, dead } = await jobs.counts();
      state.set(read({ waiting, running, dead }));
      await clock.sleep(readIntervalMs, stopping.signal);
    }
  };
  let following: Promise<void> = Promise.resolve();

  return {
    state,
    start: () => {
      following = follow();
    },
    stop: async () => {
      stopping.abort();
      await following;
    },
  };
}
