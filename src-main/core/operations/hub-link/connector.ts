import { createORPCClient } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import type { Clock } from '../../platform/clock.ts';
import { isAppError } from '../../platform/errors.ts';
import type { State } from '../../platform/state.ts';
import type { HubAccount } from './account.ts';
import { tokenHeaders, type Door, type Myself } from './door.ts';
import { closedSignal, forMessages, whenOpen, type HubSocket, type OpenSocket } from './socket.ts';

/** Calls of the hub while the link is live. */
export interface HubConnection {
  /** Typed by the contract of what is called; the hub checks every call anyway. */
  client<T extends AnyContractRouter>(): ContractRouterClient<T>;
  /** For whom it was opened besides the desk itself. */
  readonly userId: string | null;
  /** Aborts when the connection is over. */
  readonly ended: AbortSignal;
}

const checkIntervalMs = 25_000;
const checkMsMax = 20_000;

interface ConnectorDeps {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly door: Door;
  readonly connection: State<HubConnection | null>;
  /** The hub knows the desk but not its session any more. */
  readonly sessionEnded: (account: HubAccount) => void;
  /** At first, and again at every check. */
  readonly isLive: (account: HubAccount, myself: Myself) => void;
}

/** A session that is over must not keep the desk out. */
async function knock(
  { door, sessionEnded }: ConnectorDeps,
  account: HubAccount,
  signal: AbortSignal,
): Promise<Myself | null> {
  try {
    return await door.knock(account, signal);
  } catch (error) {
    if (account.session === null || !isAppError(error) || error.code !== 'hub/refused') throw error;
    await door.knock({ ...account, session: null }, signal);
    sessionEnded(account);
    return null;
  }
}

/** One connection from the knock until it is over; resolves when the hub has ended it, throws what went wrong. */
export function createConnector(deps: ConnectorDeps) {
  const { openSocket, clock, connection, isLive } = deps;

  async function stayConnected(socket: HubSocket, account: HubAccount, myself: Myself, signal: AbortSignal) {
    const { RPCLink } = await import('@orpc/client/websocket');
    const client = createORPCClient(new RPCLink({ websocket: forMessages(socket) as never }));
    // After the link has listened for the end: what is called ends by that first, and tells nobody any more.
    const ended = AbortSignal.any([closedSignal(socket), signal]);
    const asks = client as unknown as {
      access: { getMyself(input: undefined, options: { signal: AbortSignal }): Promise<Myself> };
    };
    connection.set({ client: () => client as never, userId: myself.person?.id ?? null, ended });
    isLive(account, myself);
    while (!ended.aborted) {
      await clock.sleep(checkIntervalMs, ended);
      if (ended.aborted) break;
      // A peer that is gone without a word is found out by asking. Not given up with the socket: oRPC would say so on it.
      const now = await asks.access.getMyself(undefined, { signal: AbortSignal.timeout(checkMsMax) });
      isLive(account, now);
    }
  }

  return async (account: HubAccount, signal: AbortSignal): Promise<void> => {
    const myself = await knock(deps, account, signal);
    if (myself === null) return;
    const address = new URL('/desk/api', account.url.replace(/^http/, 'ws')).href;
    const socket = openSocket(address, { protocols: ['switchyard.v1'], headers: tokenHeaders(account) });
    try {
      await whenOpen(socket, signal);
      await stayConnected(socket, account, myself, signal);
    } finally {
      connection.set(null);
      socket.close();
    }
  };
}
