/** When a voice socket was last heard; `null`: never. */
let heardAtMs: number | null = null;
export const signallingHeardAtMs = (): number | null => heardAtMs;

const heartbeat = '\n';

/** The SDK parses every other frame and lets a SyntaxError escape at what is no JSON (2.18.5): such frames are left out. */
function isReadable(data: unknown): boolean {
  if (data === heartbeat) return true;
  if (typeof data !== 'string') return false;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

/** Only this very host may be spoken to in the clear; everything else stays as it was asked for. */
export function signallingAddress(wanted: string, plainHost: string | null): string {
  const url = new URL(wanted);
  if (plainHost === null || url.protocol !== 'wss:' || url.host !== plainHost) return wanted;
  url.protocol = 'ws:';
  return url.href;
}

/**
 * Stands between the SDK and its socket: measures when the other end was last heard, and leads the sandbox's address (and
 * no other) to plain WebSocket. Must run before the SDK is evaluated, which takes `WebSocket` at once and for good.
 */
export function installSignallingSocket(plainHost: string | null): void {
  class SignallingSocket extends WebSocket {
    readonly #wrapped = new Map<unknown, EventListener>();

    constructor(address: string | URL, protocols?: string | string[]) {
      super(signallingAddress(String(address), plainHost), protocols);
    }

    override addEventListener(
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: AddEventListenerOptions | boolean,
    ): void {
      if (type !== 'message' || typeof listener !== 'function') {
        super.addEventListener(type, listener, options);
        return;
      }
      const wrapped: EventListener = (event) => {
        heardAtMs = Date.now();
        if (isReadable((event as MessageEvent<unknown>).data)) listener.call(this, event);
      };
      this.#wrapped.set(listener, wrapped);
      super.addEventListener(type, wrapped, options);
    }

    override removeEventListener(
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: EventListenerOptions | boolean,
    ): void {
      super.removeEventListener(type, this.#wrapped.get(listener) ?? listener, options);
    }
  }
  globalThis.WebSocket = SignallingSocket;
}
