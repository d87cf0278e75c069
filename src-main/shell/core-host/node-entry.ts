import type { HostMessage } from '../../core/host-protocol.ts';
import type { Port } from '../../core/platform/ports.ts';
import { serveCore } from '../../core/serve.ts';
import { keepHeapSmall } from './frugal-heap.ts';

/** The core as a plain Node child process (old Electron runtime). Desk ports are relayed by the shell, by number. */
interface RelayedPort {
  readonly deliver: (data: unknown) => void;
  readonly closed: () => void;
}
const relayedPorts = new Map<number, RelayedPort>();

function send(message: unknown): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

function relayedPort(portId: number): Port {
  const messageListeners: ((data: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  const forget = () => {
    if (!relayedPorts.delete(portId)) return;
    for (const listener of closeListeners) listener();
  };
  relayedPorts.set(portId, {
    deliver: (data) => {
      for (const listener of messageListeners) listener(data);
    },
    closed: forget,
  });
  return {
    postMessage: (data) => send({ type: 'portMessage', portId, data }),
    onMessage: (listener) => messageListeners.push(listener),
    onClose: (listener) => closeListeners.push(listener),
    close: () => {
      send({ type: 'portClosed', portId });
      forget();
    },
  };
}

keepHeapSmall();

const core = serveCore({
  // Node's own, whose code lies in the Node binary: the package would take 3 MB of this process alone.
  fetch: globalThis.fetch,
  // Node's own takes headers, which the standard's does not; it knows no proxy.
  openSocket: (url, options) => new WebSocket(url, options as never),
  send,
  exit: (code) => process.exit(code),
});

process.on('message', (data) => {
  const message = data as HostMessage;
  if (message.type === 'connect') core.connect(message.channel, relayedPort(message.portId));
  else if (message.type === 'portMessage') relayedPorts.get(message.portId)?.deliver(message.data);
  else if (message.type === 'portClosed') relayedPorts.get(message.portId)?.closed();
  else core.receive(message);
});
// The shell is gone: nobody is left to serve.
process.on('disconnect', () => core.receive({ type: 'stop' }));
// A terminal's Ctrl-C reaches the whole process group; the shell decides when the core stops.
process.on('SIGINT', () => undefined);
