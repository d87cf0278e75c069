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

/** Aborts when the socket is closed, by whichever side. */
export function closedSignal(socket: HubSocket): AbortSignal {
  const closed = new AbortController();
  socket.addEventListener('close', () => closed.abort(), { once: true });
  return closed.signal;
}
