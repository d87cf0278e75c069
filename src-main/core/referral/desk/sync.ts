import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { isAppError } from '../../platform/errors.ts';
import type { Random } from '../../platform/random.ts';
import { createState, type State } from '../../platform/state.ts';
import type { CommandAnswer } from '../contract.ts';
import { createFrontier } from '../ledger/merkle.ts';
import type { Mirror, MirrorFault } from '../ledger/mirror.ts';
import { reject } from '../ledger/rejection.ts';
import type { LedgerLink } from './ledger-link.ts';
import type { Outbox } from './outbox.ts';

/** What the desk keeps of its hub besides the log. */
export interface HubMemory {
  hasKey(): boolean;
  /** The first one stays: another key is another hub. */
  setKey(publicKey: string): Promise<void>;
  /** A person has let this desk in at a hub: one with another key, or another history, is begun with anew. */
  begin(publicKey: string): Promise<void>;
  fault(): Promise<{ readonly fault: string; readonly seq: number | null } | null>;
  setFault(fault: MirrorFault, seq: number | null): Promise<void>;
  setSeen(atMs: number): Promise<void>;
}

export type SyncState =
  | { readonly state: 'noHub' }
  | { readonly state: 'starting' }
  | { readonly state: 'live'; readonly sinceMs: number }
  | { readonly state: 'stale'; readonly sinceMs: number; readonly reason: string }
  /** The hub's history is not the one this desk has seen: a person must look, nothing is overwritten. */
  | { readonly state: 'stopped'; readonly fault: string; readonly seq: number | null };

export interface DeskSync {
  readonly state: State<SyncState>;
  /** Sends what waits and takes what is new; rejects when the hub cannot be reached. */
  turn(): Promise<void>;
  /** A person has asked for something: do not wait for the next turn. */
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

export interface SyncDeps {
  readonly outbox: Outbox;
  readonly mirror: Mirror;
  readonly memory: HubMemory;
  readonly link: LedgerLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Something is in this desk's copy or outbox that was not, or the state is another. */
  readonly onChanged: () => void;
}

const sendCountMax = 100;
const pullCountMax = 500;
const turnIntervalMs = 5_000;
const backOffMaxMs = 60_000;
/** Whoever enrols this desk wakes it. */
const noHubIntervalMs = 60_000;
const emptyRoot = createFrontier().root();

const shortReason = (error: unknown) =>
  isAppError(error) ? error.code : error instanceof Error ? error.name : 'unknown';

/** In the order of asking; the first that cannot be sent holds up those behind it, so that none overtakes another. */
async function sendWaiting({ outbox, link }: SyncDeps): Promise<void> {
  const userId = link.userId();
  if (userId === null) return;
  for (const { key, name, input } of await outbox.waiting(userId, sendCountMax)) {
    const answer = await link.submit({ key, name, input }).catch((error: unknown): CommandAnswer => {
      if (!isAppError(error) || error.code !== 'referral/key-reused') throw error;
      return { state: 'rejected', rejection: { code: 'referral/bad-command', data: { key } } };
    });
    // An acceptance is believed when its entry is in the log, not before.
    if (answer.state === 'rejected') {
      const { code, data } = answer.rejection;
      await outbox.reject(key, reject(code, data as ReturnType<typeof reject>['data']));
    }
  }
}

async function stopFor(deps: SyncDeps, fault: MirrorFault, seq: number | null): Promise<false> {
  await deps.memory.setFault(fault, seq);
  deps.logger.error({ fault, seq }, "the hub's referral ledger is not the one this desk has seen");
  return false;
}

/** One page; true when there may be more. */
async function pullPage(deps: SyncDeps): Promise<boolean> {
  const head = await deps.mirror.head();
  const size = head?.size ?? 0;
  const root = head ? createFrontier(head.size, head.peaks).root() : emptyRoot;
  const answer = await deps.link.pull({ size, root }, pullCountMax);
  if (answer.state === 'empty') return size === 0 ? false : stopFor(deps, 'rolledBack', 0);
  if (answer.state === 'behind') return stopFor(deps, 'rolledBack', answer.size);
  if (answer.state === 'otherHistory') return stopFor(deps, 'forked', size);
  const outcome = await deps.mirror.take(answer.page, size);
  if (outcome.state === 'refused') return stopFor(deps, outcome.fault, outcome.seq);
  // Somebody else has taken it meanwhile, or it was for another moment: ask again in the next turn.
  if (outcome.state === 'gap') return false;
  await deps.memory.setSeen(answer.page.checkpoint.atMs);
  deps.onChanged();
  // A page is cut by its bytes as well as by its count: the last one is empty.
  return answer.page.bodies.length > 0;
}

/** The way of a desk's wishes to the hub, and of the hub's log to the desk. */
export function createDeskSync(deps: SyncDeps): DeskSync {
  const { clock, random, logger, memory, link, onChanged } = deps;
  const state = createState<SyncState>({ state: 'starting' });
  const closing = new AbortController();
  let waking = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let begunCount = 0;

  async function turn(): Promise<void> {
    if (!link.isEnrolled()) {
      state.set({ state: 'noHub' });
      return;
    }
    const enrolmentCount = link.enrolmentCount();
    if (enrolmentCount > begunCount) await memory.begin(await link.publicKey());
    begunCount = enrolmentCount;
    const stopped = await memory.fault();
    if (stopped) {
      state.set({ state: 'stopped', ...stopped });
      return;
    }
    if (!memory.hasKey()) await memory.setKey(await link.publicKey());
    await sendWaiting(deps);
    while (!closing.signal.aborted && (await pullPage(deps)));
    const found = await memory.fault();
    if (found) state.set({ state: 'stopped', ...found });
    else state.update((was) => (was.state === 'live' ? was : { state: 'live', sinceMs: clock.nowMs() }));
  }

  async function run(): Promise<void> {
    let failureCount = 0;
    while (!closing.signal.aborted) {
      waking = new AbortController();
      try {
        await turn();
        failureCount = 0;
      } catch (error) {
        failureCount += 1;
        const reason = shortReason(error);
        logger.warn({ reason, failureCount }, 'the hub could not be asked for the referral ledger');
        state.update((was) =>
          was.state === 'stale' && was.reason === reason
            ? was
            : { state: 'stale', sinceMs: clock.nowMs(), reason },
        );
      }
      onChanged();
      const backOffMs = Math.min(backOffMaxMs, turnIntervalMs * 2 ** Math.min(failureCount, 10));
      // Full jitter, so that an office's desks do not all come back in the same moment.
      const restMs = link.isEnrolled() ? turnIntervalMs : noHubIntervalMs;
      const pauseMs = failureCount === 0 ? restMs : random() * backOffMs;
      await clock.sleep(pauseMs, waking.signal);
    }
  }

  return {
    state,
    turn,
    wake: () => waking.abort(),
    start: () => {
      running = run();
    },
    stop: async () => {
      closing.abort();
      waking.abort();
      await running;
    },
  };
}
