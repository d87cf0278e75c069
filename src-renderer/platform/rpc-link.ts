import { ORPCError } from '@orpc/client';
import { StandardRPCLink, type StandardLinkClient } from '@orpc/client/standard';
import { ClientPeer } from '@orpc/standard-server-peer';

/** The other end refuses larger messages and closes the port (core/platform/rpc-server.ts). */
const messageBytesMax = 1_048_576;

export interface RpcLink {
  readonly link: StandardRPCLink<Record<never, never>>;
  /** `null`: the other end is gone; whatever waits for an answer is refused now, with `platform/core-down`. */
  setPort(port: MessagePort | null): void;
}

const goneError = () =>
  new ORPCError('platform/core-down', { message: 'The core process is not running right now.' });

/** One oRPC link over ports that come and go: the client made from it stays the same when the core is restarted. */
export function createRpcLink(): RpcLink {
  let peer: ClientPeer | null = null;
  let currentPort: MessagePort | null = null;

  const linkClient: StandardLinkClient<Record<never, never>> = {
    call: async (request) => {
      if (!peer) throw goneError();
      const response = await peer.request(request);
      return { ...response, body: () => Promise.resolve(response.body) };
    },
  };

  const setPort = (port: MessagePort | null) => {
    peer?.close({ reason: goneError() });
    currentPort?.close();
    currentPort = port;
    if (!port) {
      peer = null;
      return;
    }
    const nextPeer = new ClientPeer((message) => {
      const bytes = typeof message === 'string' ? message.length : message.byteLength;
      if (bytes > messageBytesMax) {
        throw new ORPCError('platform/message-too-large', { message: 'This request is too large to send.' });
      }
      port.postMessage(message);
    });
    port.addEventListener(
      'message',
      (event: MessageEvent<string | ArrayBuffer>) => void nextPeer.message(event.data),
    );
    port.start();
    peer = nextPeer;
  };

  return { link: new StandardRPCLink(linkClient, { url: 'http://orpc' }), setPort };
}
