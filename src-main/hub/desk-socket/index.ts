import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Core } from '../../core/index.ts';
import type { Clock } from '../../core/platform/clock.ts';
import type { Ids } from '../../core/platform/ids.ts';
import type { Logger } from '../../core/platform/logger.ts';
import { rpcMessageBytesMax, serveRouter } from '../../core/platform/rpc-server.ts';
import type { Access } from '../access/index.ts';
import { actorOf, type Identity } from '../access/identity.ts';
import type { HubRouters } from '../api/routers.ts';
import { contextOf } from '../web/api-routes.ts';
import type { RateLimits } from '../web/rate-limits.ts';
import { closeCodes, portOf } from './socket-port.ts';
import { admit, protocolOf, refuseUpgrade, type Admission } from './upgrade.ts';

export const pingIntervalMs = 25_000;
export const silenceMsMax = 120_000;
const tickMs = 5_000;
const socketCountMax = 2_000;

export interface DeskSocketsDeps {
  readonly access: Pick<Access, 'identify' | 'refresh'>;
  readonly core: Pick<Core, 'connect'>;
  readonly routers: HubRouters;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

export interface DeskSockets {
  attach(server: Server): void;
  /** Looks again whether those who are connected may still be. */
  recheck(): void;
  count(): number;
  stop(): Promise<void>;
}

interface Connection {
  readonly socket: WebSocket;
  readonly identity: Identity;
  readonly tokens: readonly string[];
  heardAtMs: number;
  pingedAtMs: number;
}

type Welcome = Extract<Admission, { kind: 'welcome' }>;

function createSocketServer() {
  const agreed = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: rpcMessageBytesMax,
    // Compression costs each socket memory and time; frames are dense already.
    perMessageDeflate: false,
    handleProtocols: (_protocols, request) => agreed.get(request) ?? false,
  });
  return {
    upgrade(
      request: IncomingMessage,
      raw: Duplex,
      head: Buffer,
      protocol: string,
      begin: (socket: WebSocket) => void,
    ): void {
      agreed.set(request, protocol);
      server.handleUpgrade(request, raw, head, begin);
    },
  };
}

/** Desks' WebSockets: calls on one, positions on another, pinged every 25 s and given up after 120 s of silence. */
export function createDeskSockets(deps: DeskSocketsDeps): DeskSockets {
  const { access, limits, clock, logger } = deps;
  const connections = new Set<Connection>();
  const stopping = new AbortController();
  const server = createSocketServer();

  function begin(socket: WebSocket, welcome: Welcome, address: string): void {
    const nowMs = clock.nowMs();
    const { identity, tokens } = welcome;
    const connection: Connection = { socket, identity, tokens, heardAtMs: nowMs, pingedAtMs: nowMs };
    connections.add(connection);
    const hear = () => {
      connection.heardAtMs = clock.nowMs();
    };
    socket.on('pong', hear).on('ping', hear).on('message', hear);
    socket.on('close', () => connections.delete(connection));
    // `ws` closes it too: 1009 for a message that is too large, 1002 for what is no WebSocket.
    socket.on('error', (error) => logger.info({ error, actor: actorOf(identity) }, 'a socket broke'));
    serve(deps, socket, welcome, address);
  }

  async function upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): Promise<void> {
    const address = request.socket.remoteAddress ?? '';
    const isFull = connections.size >= socketCountMax || stopping.signal.aborted;
    if (isFull || (await limits.refuse(address, '/desk')) !== null) {
      refuseUpgrade(raw, isFull ? 503 : 429, isFull ? 'hub/stopping' : 'hub/rate-limited');
      return;
    }
    const admission = await admit(request, access.identify);
    if (admission.kind === 'refused') refuseUpgrade(raw, admission.status, admission.code);
    else {
      server.upgrade(request, raw, head, protocolOf(admission.version), (socket) =>
        begin(socket, admission, address),
      );
    }
  }

  const recheckOne = createRecheck(deps);
  const watch = async () => {
    while (!stopping.signal.aborted) {
      await clock.sleep(tickMs, stopping.signal);
      for (const connection of connections) if (keepAlive(connection, clock.nowMs())) recheckOne(connection);
    }
  };
  const watching = watch();

  return {
    attach: (httpServer) => {
      httpServer.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
        raw.on('error', () => raw.destroy());
        upgrade(request, raw, head).catch((error: unknown) => {
          logger.error({ error }, 'bug in an upgrade');
          raw.destroy();
        });
      });
    },
    recheck: () => {
      for (const connection of connections) recheckOne(connection);
    },
    count: () => connections.size,
    stop: async () => {
      stopping.abort();
      await watching;
      const closed = [...connections].map(
        ({ socket }) => new Promise((resolve) => socket.once('close', resolve)),
      );
      for (const { socket } of connections) socket.close(closeCodes.goingAway, 'the hub stops');
      await Promise.race([Promise.all(closed), clock.sleep(1_000)]);
      for (const { socket } of connections) socket.terminate();
    },
  };
}

/** Pings when it is time, ends what has been silent. True when it was pinged. */
function keepAlive(connection: Connection, nowMs: number): boolean {
  const { socket } = connection;
  if (nowMs - connection.heardAtMs >= silenceMsMax) {
    socket.close(closeCodes.notHeard, 'not heard');
    socket.terminate();
    return false;
  }
  if (nowMs - connection.pingedAtMs < pingIntervalMs) return false;
  connection.pingedAtMs = nowMs;
  if (socket.readyState === socket.OPEN) socket.ping();
  return true;
}

/** Another hub on the same database may have revoked it, so everybody is looked at with each ping, too. */
function createRecheck({ access, logger }: DeskSocketsDeps) {
  return ({ socket, identity, tokens }: Connection): void => {
    access.refresh(identity, tokens).then(
      (now) => {
        if (JSON.stringify(now) !== JSON.stringify(identity))
          socket.close(closeCodes.notAllowed, 'not allowed any more');
      },
      (error: unknown) => logger.warn({ error }, 'who is connected could not be looked up'),
    );
  };
}

function serve(deps: DeskSocketsDeps, socket: WebSocket, welcome: Welcome, address: string): void {
  const { core, routers, ids, logger } = deps;
  const { channel, version, identity } = welcome;
  const port = portOf(socket);
  if (channel === 'frames') {
    if (identity.roles.includes('dispatcher')) core.connect('frames', port);
    else socket.close(closeCodes.notAllowed, 'needs the role dispatcher');
    return;
  }
  const context = contextOf(identity, { id: ids.next(), address }, logger);
  serveRouter(port, routers[version], context, {
    refused: (reason) =>
      logger.warn({ reason, actor: actorOf(identity) }, 'a desk broke the contract; its socket was closed'),
    failed: (error) => logger.warn({ error, actor: actorOf(identity) }, 'an answer to a desk was lost'),
    answerBytesMax: rpcMessageBytesMax,
  });
}
