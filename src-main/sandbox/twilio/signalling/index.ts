import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Exchange } from '../exchange/index.ts';
import type { TwilioFaults } from '../faults.ts';
import {
  authenticationFailed,
  readAccessToken,
  tokenExpired,
  tokenInvalid,
  TokenRefused,
  type Grants,
} from './access-token.ts';
import { heartbeat, readFrame, type ClientFrame } from './frames.ts';
import { createLegs } from './legs.ts';
import { createSession, type Session } from './session.ts';

export { createInsights, type InsightsPost } from './insights.ts';

const signallingPath = '/signal';
/** A browser gives up after 15 s without a frame. */
const defaultHeartbeatMs = 8_000;
const messageBytesMax = 256 * 1024;
const signallingError = 53_000;

export interface SignallingOptions {
  readonly exchange: Exchange;
  readonly faults: TwilioFaults;
  readonly heartbeatMs?: number;
}

export interface Signalling {
  /** False when the request is not for this end. */
  takeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Sockets that are registered for incoming calls, by identity. */
  registered(): Readonly<Record<string, number>>;
  stop(): void;
}

const refusals: ReadonlyArray<readonly ['20101' | '20104' | '20151', number]> = [
  ['20101', tokenInvalid],
  ['20104', tokenExpired],
  ['20151', authenticationFailed],
];

function readGrants(token: string, exchange: Exchange, faults: TwilioFaults): Grants {
  for (const [name, code] of refusals) {
    if (faults.isOn(name)) throw new TokenRefused(code, `refused by the fault ${name}`);
  }
  if (faults.isOn('53000')) throw new TokenRefused(signallingError, 'refused by the fault 53000');
  return readAccessToken(token, exchange.account, Date.now());
}

/** Lets a session in, and out again when its token has expired. */
function createGate({ exchange, faults }: SignallingOptions) {
  const expiryTimers = new Map<Session, NodeJS.Timeout>();
  const refuse = (session: Session, { code, message }: TokenRefused) => {
    session.grants = null;
    session.isRegistered = false;
    session.send({ type: 'error', payload: { error: { code, message } } });
    // Without it the SDK's register() waits for ever (issue 445 of twilio-voice.js).
    if (!faults.isOn('silent-refusal')) session.send({ type: 'close', payload: {} });
  };
  const expire = (session: Session) => {
    session.isRegistered = false;
    session.send({
      type: 'error',
      payload: { error: { code: tokenExpired, message: 'AccessTokenExpired' } },
    });
    session.send({ type: 'offline', payload: {} });
  };
  return {
    listen(session: Session, token: string, reconnectTimeoutSeconds: number) {
      clearTimeout(expiryTimers.get(session));
      try {
        session.grants = readGrants(token, exchange, faults);
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        refuse(session, error);
        return;
      }
      session.reconnectTimeoutSeconds = Math.min(reconnectTimeoutSeconds, 30);
      const { identity, expiresAtMs } = session.grants;
      const leftMs = expiresAtMs - Date.now();
      expiryTimers.set(session, setTimeout(() => expire(session), leftMs).unref());
      session.onGone(() => clearTimeout(expiryTimers.get(session)));
      session.send({
        type: 'connected',
        payload: {
          edge: 'ashburn',
          gateway: 'sandbox-gateway',
          home: 'us1',
          region: 'US_EAST_VIRGINIA',
          token: { identity, ttl: Math.round(leftMs / 1_000) },
        },
      });
    },
    register(session: Session, isWanted: boolean) {
      session.isRegistered = isWanted && session.grants?.isIncomingAllowed === true;
      if (isWanted && !session.isRegistered) {
        const error = { code: authenticationFailed, message: 'The token does not allow incoming calls' };
        session.send({ type: 'error', payload: { error } });
        return;
      }
      session.send({ type: isWanted ? 'ready' : 'offline', payload: {} });
    },
  };
}

/** Twilio's signalling: `/signal` over WebSocket, as the SDK speaks it. */
export function createSignalling(options: SignallingOptions): Signalling {
  const { exchange, faults, heartbeatMs = defaultHeartbeatMs } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: messageBytesMax });
  const sessions = new Set<Session>();
  const gate = createGate(options);
  const legs = createLegs({
    exchange,
    faults,
    reachable: (identity) =>
      [...sessions]
        .filter((session) => session.isRegistered && session.grants?.identity === identity)
        .sort((left, right) => right.id - left.id),
  });
  let sessionCount = 0;

  const take = async (session: Session, frame: ClientFrame) => {
    if (frame.type === 'listen') {
      gate.listen(session, frame.payload.token, frame.payload.reconnectTimeout);
    } else if (session.grants === null) {
      const error = { code: tokenInvalid, message: 'Not listening' };
      session.send({ type: 'error', payload: { error } });
    } else if (frame.type === 'register') gate.register(session, frame.payload.media.audio);
    else await legs.take(session, frame);
  };
  server.on('connection', (socket) => {
    sessionCount += 1;
    const session = createSession(sessionCount, socket, faults, heartbeatMs);
    sessions.add(session);
    session.onGone(() => sessions.delete(session));
    socket.on('message', (data) => {
      // No fragments are asked for, so a message is one buffer.
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      const frame = text === heartbeat || faults.isOn('silent-socket') ? null : readFrame(text);
      if (frame === null) return;
      take(session, frame).catch((error: unknown) => {
        process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
      });
    });
  });
  const breakAll = () => {
    for (const session of [...sessions]) session.breakOff();
  };
  faults.onSwitchedOn((name) => {
    if (name === 'drop-socket' || name === 'region-down') breakAll();
    if (name === 'drop-socket') faults.switchOff(name);
  });
  return {
    takeUpgrade(request, socket, head) {
      if ((request.url ?? '').split('?', 1)[0] !== signallingPath) return false;
      if (faults.isOn('region-down')) socket.destroy();
      else
        server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
      return true;
    },
    registered() {
      const counts: Record<string, number> = {};
      for (const { isRegistered, grants } of sessions) {
        if (isRegistered && grants !== null) counts[grants.identity] = (counts[grants.identity] ?? 0) + 1;
      }
      return counts;
    },
    stop() {
      breakAll();
      server.close();
    },
  };
}
