import { connect } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';
import { hostClient } from './host-client.ts';
import { installSignallingSocket } from './signalling-socket.ts';

/**
 * The page nobody sees. The SDK takes the browser's WebSocket when it is evaluated, so ours is put in its place first, and
 * everything that knows the SDK is loaded after that.
 */
let isStarted = false;

const stop = followStream({
  open: (signal) => hostClient.watchHostOrders(undefined, { signal }),
  onItem: (first) => {
    if (isStarted) return;
    isStarted = true;
    installSignallingSocket(first.plainSignallingHost);
    void import('./host.ts').then(({ startPhoneHost }) => startPhoneHost(first)).finally(() => stop());
  },
  needsCore: false,
});
connect();
