import { AppError } from '../../platform/errors.ts';

/** What the link needs of a WebSocket; Node's own and Chromium's have it. */
export interface HubSocket {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: unknown) => void, options?: { once?: boolean }): void;
  removeEventListener(type: string, listener: (event: unknown) => void): void;
  send(data: string | ArrayBufferLike | Uint8Array): void;
  close(): void;
}

/** Handed in by whoever hosts the core, as `fetch` is. */
export type OpenSocket = (
  url: string,
  options: { readonly protocols: readonly string[]; readonly headers: Readonly<Record<string, string>> },
) => HubSocket;

/** Resolves when it is open. Throws `hub/unreachable`. */
export function whenOpen(socket: HubSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new AppError('hub/unreachable', 'the hub does not take the connection'));
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', fail, { once: true });
    socket.addEventListener('close', fail, { once: true });
    signal.addEventListener('abort', fail, { once: true });
  });
}

const openState = 1;
const closedState = 3;

/**
 * For oRPC's link: it throws for what it cannot send, also where nobody can catch that (a stream that is given up while
 * the socket closes), and that would end the process. What is said to a socket that is closing is lost without a word.
 */
export function forMessages(socket: HubSocket): HubSocket {
  return {
    get readyState() {
      return socket.readyState === closedState ? closedState : openState;
    },
    addEventListener: (type, listener, options) => socket.addEventListener(type, listener, options),
    removeEventListener: (type, listener) => socket.removeEventListener(type, listener),
    send: (data) => {
      if (socket.readyState === openState) socket.send(data);
    },
    close: () => socket.close(),
  };
}

/** Aborts when the socket is closed, by whichever side. */
export function closedSignal(socket: HubSocket): AbortSignal {
  const closed = new AbortController();
  if (socket.readyState === closedState) closed.abort();
  socket.addEventListener('close', () => closed.abort(), { once: true });
  return closed.signal;
}
