import { net } from 'electron';
import type { HostMessage } from '../../core/host-protocol.ts';
import { serveCore } from '../../core/serve.ts';
import { portOf } from '../ports.ts';
import { keepHeapSmall } from './frugal-heap.ts';

/**
 * The core inside an Electron utility process. Chromium's network stack is used because only it follows the office's
 * proxy, PAC script and the trust store of the operating system.
 */
const fetchThroughChromium: typeof fetch = (input, init) => net.fetch(input as string, init);

keepHeapSmall();

const core = serveCore({
  fetch: fetchThroughChromium,
  // Node's own takes headers, which the standard's does not; it knows no proxy.
  openSocket: (url, options) => new WebSocket(url, options as never),
  send: (message) => process.parentPort.postMessage(message),
  exit: (code) => process.exit(code),
});

process.parentPort.on('message', (event) => {
  const message = event.data as HostMessage;
  const [port] = event.ports;
  if (message.type === 'connect' && port) core.connect(message.channel, portOf(port));
  else core.receive(message);
});
