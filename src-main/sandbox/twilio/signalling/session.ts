import type { WebSocket } from 'ws';
import type { TwilioFaults } from '../faults.ts';
import type { Grants } from './access-token.ts';
import { heartbeat, writeFrame, type ServerFrame } from './frames.ts';

/** One socket of one client, from `listen` on with its rights. */
export interface Session {
  readonly id: number;
  grants: Grants | null;
  isRegistered: boolean;
  /** Seconds its calls survive the loss of the socket, from the client's own `listen`. */
  reconnectTimeoutSeconds: number;
  send(frame: ServerFrame): void;
  isOpen(): boolean;
  /** Without a closing handshake, as networks break. */
  breakOff(): void;
  /** Runs once, when the socket is gone. */
  onGone(listener: () => void): void;
}

export function createSession(
  id: number,
  socket: WebSocket,
  faults: TwilioFaults,
  heartbeatMs: number,
): Session {
  const goneListeners: (() => void)[] = [];
  const sendText = (text: string) => {
    if (socket.readyState === socket.OPEN && !faults.isOn('silent-socket')) socket.send(text);
  };
  const timer = setInterval(() => sendText(heartbeat), heartbeatMs);
  socket.once('close', () => {
    clearInterval(timer);
    for (const listener of goneListeners) listener();
  });
  // A broken connection is followed by `close`, which is what counts.
  socket.on('error', () => socket.terminate());
  return {
    id,
    grants: null,
    isRegistered: false,
    reconnectTimeoutSeconds: 0,
    send(frame) {
      const lateMs = faults.setting('slow-signalling') ?? 0;
      const text = writeFrame(frame);
      if (lateMs === 0) sendText(text);
      else setTimeout(() => sendText(text), lateMs).unref();
    },
    isOpen: () => socket.readyState === socket.OPEN,
    breakOff: () => socket.terminate(),
    onGone: (listener) => void goneListeners.push(listener),
  };
}
