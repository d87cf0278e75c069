import type { Clock } from '../../platform/clock.ts';
import { AppError, isAppError } from '../../platform/errors.ts';
import { createHttpClient } from '../../platform/http.ts';
import type { Session } from '../../platform/implementer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Random } from '../../platform/random.ts';
import { createState } from '../../platform/state.ts';
import { isSameAccess, personNow, type HubAccount } from './account.ts';
import { createConnector, type HubConnection } from './connector.ts';
import type { HubState } from './contract.ts';
import { createDoor, type Myself } from './door.ts';
import { createHubState } from './hub-state.ts';
import { createKeeping, type KeepHubAccount } from './keeping.ts';
import { createRenewal } from './renewal.ts';
import { createHubRouter } from './router.ts';
import type { OpenSocket } from './socket.ts';

export type { HubAccount } from './account.ts';
export type { KeepHubAccount } from './keeping.ts';
export type { OpenSocket } from './socket.ts';

export interface HubLinkDeps {
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
  readonly keepHub: KeepHubAccount;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const pauseMsFirst = 1_000;
const pauseMsMax = 30_000;
/** Nothing changes until a person acts; asked again now and then, as they may have. */
const refusedPauseMs = 60_000;
const limits = { global: { perSecond: 5, burst: 10 }, endpoints: {} };

const failureOf = (error: unknown): NonNullable<HubState['failure']> =>
  isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'hub/unreachable', message: error instanceof Error ? error.message : String(error) };

const endedByHub = { code: 'hub/unreachable', message: 'the hub ended the connection' };

type Connect = (account: HubAccount, signal: AbortSignal) => Promise<void>;

/** Connects again and again, with pauses that grow while it fails. */
function createLoop(
  { clock, random, logger }: Pick<HubLinkDeps, 'clock' | 'random' | 'logger'>,
  connectOnce: Connect,
  set: (state: HubState['state'], failure?: HubState['failure']) => void,
) {
  let failedCount = 0;

  async function run(to: HubAccount, signal: AbortSignal): Promise<void> {
    failedCount = 0;
    set('connecting');
    while (!signal.aborted) {
      const failure = await connectOnce(to, signal).then(
        () => endedByHub,
        (error: unknown) => {
          failedCount += 1;
          return failureOf(error);
        },
      );
      if (signal.aborted) return;
      const isRefused = failure.code === 'hub/refused' || failure.code === 'hub/unsafe-address';
      set(isRefused ? 'refused' : 'stale', failure);
      logger.info({ failure }, 'not connected to the hub');
      const pauseMs = Math.min(pauseMsMax, pauseMsFirst * 2 ** Math.min(failedCount, 10));
      await clock.sleep(isRefused ? refusedPauseMs : Math.ceil(random() * pauseMs), signal);
    }
  }

  return {
    run,
    /** A connection that held forgets what failed before it. */
    held: () => {
      failedCount = 0;
    },
  };
}

/** Keeps this desk connected to its office's hub, and says how that fares. Without a hub it does nothing. */
export function createHubLink(deps: HubLinkDeps) {
  const { clock } = deps;
  const logger = deps.logger.child({ module: 'hub-link' });
  const http = createHttpClient({ ...deps, logger, limits, retry: { attemptCountMax: 1 } });
  const door = createDoor(http);
  const keeping = createKeeping(deps.keepHub, clock);
  const { state, set } = createHubState(clock);
  const connection = createState<HubConnection | null>(null);
  let session: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  let account: HubAccount | null = null;

  const renew = createRenewal({ door, clock, logger, keep: keeping.keep, present: () => account });

  function isLive(its: HubAccount, myself: Myself): void {
    loop.held();
    const now = account !== null && isSameAccess(account, its) ? account : its;
    if (now.session && JSON.stringify(now.session.person.roles) !== JSON.stringify(myself.roles)) {
      const person = { ...now.session.person, roles: myself.roles };
      account = { ...now, session: { ...now.session, person } };
    }
    set(account, 'live', { deskName: myself.desk?.name ?? null });
    renew(now);
  }

  const connectOnce = createConnector({
    ...{ ...deps, door, connection, isLive },
    sessionEnded: (its) =>
      void keeping
        .keep({ ...its, session: null })
        .catch((error: unknown) => logger.warn({ error }, 'the end of a session could not be kept')),
  });

  const loop = createLoop({ clock, random: deps.random, logger }, connectOnce, (next, failure = null) =>
    set(account, next, { failure }),
  );
  const stop = async () => {
    session?.stop.abort();
    await session?.ended;
    session = null;
  };
  let turn: Promise<void> = Promise.resolve();

  const enrolments = createState(0);
  const known = () => {
    if (account === null) throw new AppError('referral/no-hub', 'this desk has no hub yet');
    return account;
  };
  return {
    router: createHubRouter({ ...{ state, connection, door, clock, keep: keeping.keep, known, enrolments } }),
    state,
    /** `null` while there is none. */
    connection,
    isEnrolled: () => account !== null,
    enrolmentCount: enrolments.get,
    /** Who is signed in at this desk, also while the hub is away. */
    person: (): Session | null => {
      const person = personNow(account, clock.nowMs());
      return person && { userId: person.id, roles: person.roles };
    },
    /** `null`: this desk works on its own. */
    configure(next: HubAccount | null): void {
      const isSame = isSameAccess(account, next);
      account = next;
      keeping.configured(next);
      if (isSame) return;
      turn = turn.then(async () => {
        await stop();
        if (next === null) return set(null, 'notConfigured');
        const stopping = new AbortController();
        session = { stop: stopping, ended: loop.run(next, stopping.signal) };
      });
    },
    stop: async (): Promise<void> => {
      await turn;
      await stop();
    },
  };
}

export type HubLink = ReturnType<typeof createHubLink>;
