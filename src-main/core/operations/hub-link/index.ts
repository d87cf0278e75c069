import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient, AnyContractRouter } from '@orpc/contract';
import type { Clock } from '../../platform/clock.ts';
import { isAppError } from '../../platform/errors.ts';
import { createHttpClient } from '../../platform/http.ts';
import { implementContract, type Session } from '../../platform/implementer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Random } from '../../platform/random.ts';
import { createState, type State } from '../../platform/state.ts';
import { hubLinkContract, type HubState } from './contract.ts';
import { knock } from './door.ts';
import { closedSignal, whenOpen, type HubSocket, type OpenSocket } from './socket.ts';

export type { OpenSocket } from './socket.ts';

export interface HubAccount {
  readonly url: string;
  /** The desk's. */
  readonly token: string;
}

/** Calls of the hub while the link is live. */
export interface HubConnection {
  /** Typed by the contract of what is called; the hub checks every call anyway. */
  client<T extends AnyContractRouter>(): ContractRouterClient<T>;
  /** For whom it was opened besides the desk itself. */
  readonly userId: string | null;
  /** Aborts when the connection is over. */
  readonly ended: AbortSignal;
}

export interface HubLinkDeps {
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const checkIntervalMs = 25_000;
const checkMsMax = 20_000;
const pauseMsFirst = 1_000;
const pauseMsMax = 30_000;
/** Nothing changes until a person acts; asked again now and then, as they may have. */
const refusedPauseMs = 60_000;
const limits = { global: { perSecond: 5, burst: 10 }, endpoints: {} };

const failureOf = (error: unknown): NonNullable<HubState['failure']> =>
  isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'hub/unreachable', message: error instanceof Error ? error.message : String(error) };

/** One connection from the knock until it is over; resolves when the hub has ended it, throws what went wrong. */
function createConnector(
  deps: HubLinkDeps,
  connection: State<HubConnection | null>,
  onLive: (url: string) => void,
): (account: HubAccount, signal: AbortSignal) => Promise<void> {
  const { openSocket, clock, random, logger, metrics } = deps;
  const http = createHttpClient({
    fetch: deps.fetch,
    clock,
    random,
    logger,
    metrics,
    limits,
    retry: { attemptCountMax: 1 },
  });

  async function stayConnected(socket: HubSocket, url: string, signal: AbortSignal): Promise<void> {
    const { RPCLink } = await import('@orpc/client/websocket');
    const ended = AbortSignal.any([closedSignal(socket), signal]);
    const client = createORPCClient(new RPCLink({ websocket: socket as never }));
    const asks = client as unknown as ContractRouterClient<typeof hubLinkContract> & {
      access: { getMyself(input: undefined, options: { signal: AbortSignal }): Promise<unknown> };
    };
    connection.set({ client: () => client as never, userId: null, ended });
    onLive(url);
    while (!ended.aborted) {
      await clock.sleep(checkIntervalMs, ended);
      if (ended.aborted) break;
      // A peer that is gone without a word is found out by asking.
      await asks.access.getMyself(undefined, {
        signal: AbortSignal.any([ended, AbortSignal.timeout(checkMsMax)]),
      });
    }
  }

  async function connectOnce({ url, token }: HubAccount, signal: AbortSignal): Promise<void> {
    await knock(http, { url, token }, signal);
    const address = new URL('/desk/api', url.replace(/^http/, 'ws')).href;
    const socket = openSocket(address, {
      protocols: ['switchyard.v1'],
      headers: { authorization: `Bearer ${token}` },
    });
    try {
      await whenOpen(socket, signal);
      await stayConnected(socket, url, signal);
    } finally {
      connection.set(null);
      socket.close();
    }
  }

  return connectOnce;
}

/** Keeps this desk connected to its office's hub, and says how that fares. Without a hub it does nothing. */
export function createHubLink(deps: HubLinkDeps) {
  const { clock, random } = deps;
  const logger = deps.logger.child({ module: 'hub-link' });
  const state = createState<HubState>({
    state: 'notConfigured',
    sinceMs: clock.nowMs(),
    url: null,
    failure: null,
  });
  const connection = createState<HubConnection | null>(null);
  let session: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  let account: HubAccount | null = null;

  const set = (next: HubState['state'], url: string | null, failure: HubState['failure'] = null) => {
    const { state: before, sinceMs } = state.get();
    state.set({ state: next, sinceMs: before === next ? sinceMs : clock.nowMs(), url, failure });
  };
  let failedCount = 0;
  const connectOnce = createConnector(deps, connection, (url) => {
    failedCount = 0;
    set('live', url);
  });

  async function run(to: HubAccount, signal: AbortSignal): Promise<void> {
    failedCount = 0;
    set('connecting', to.url);
    while (!signal.aborted) {
      let failure: HubState['failure'] = { code: 'hub/unreachable', message: 'the hub ended the connection' };
      try {
        await connectOnce(to, signal);
      } catch (error) {
        failure = failureOf(error);
        failedCount += 1;
      }
      if (signal.aborted) return;
      const isRefused = failure.code === 'hub/refused' || failure.code === 'hub/unsafe-address';
      set(isRefused ? 'refused' : 'stale', to.url, failure);
      logger.info({ failure }, 'not connected to the hub');
      const pauseMs = Math.min(pauseMsMax, pauseMsFirst * 2 ** Math.min(failedCount, 10));
      await clock.sleep(isRefused ? refusedPauseMs : Math.ceil(random() * pauseMs), signal);
    }
  }

  const stop = async () => {
    session?.stop.abort();
    await session?.ended;
    session = null;
  };
  let turn: Promise<void> = Promise.resolve();

  const base = implementContract(hubLinkContract);
  return {
    router: { watchHub: base.watchHub.handler(({ signal }) => state.watch(signal)) },
    state,
    /** `null` while there is none. */
    connection,
    isEnrolled: () => account !== null,
    /** Who is signed in at this desk: nobody can yet. */
    person: (): Session | null => null,
    /** `null`: this desk works on its own. */
    configure(next: HubAccount | null): void {
      if (next?.url === account?.url && next?.token === account?.token) return;
      account = next;
      turn = turn.then(async () => {
        await stop();
        if (next === null) return set('notConfigured', null);
        const stopping = new AbortController();
        session = { stop: stopping, ended: run(next, stopping.signal) };
      });
    },
    stop: async (): Promise<void> => {
      await turn;
      await stop();
    },
  };
}

export type HubLink = ReturnType<typeof createHubLink>;
