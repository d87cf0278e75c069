import type { AnyRouter, Context } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import {
  decodeRequestMessage,
  encodeResponseMessage,
  type EncodedMessage,
  MessageType,
  experimental_ServerPeerWithoutCodec as ServerPeer,
} from '@orpc/standard-server-peer';
import type { Port } from './ports.ts';
import { AppError, type ErrorCode } from './errors.ts';

/** One message on an API port may be this large; the hub's WebSocket has the same limit. */
export const rpcMessageBytesMax = 1_048_576;

/** Why a port was closed by us. A client that keeps to the contract never sees one. */
export type RpcRefusal = 'not-a-message' | 'message-too-large' | 'undecodable-message';

function byteLength(message: EncodedMessage): number {
  return typeof message === 'string' ? message.length : message.byteLength;
}

const tooLarge: { readonly code: ErrorCode; readonly message: string } = {
  code: 'platform/message-too-large',
  message: 'The answer is larger than a message may be.',
};

/** In place of an answer that does not fit: the error as a client of oRPC reads it, for a call or for a stream. */
function encodeTooLarge(id: string, type: MessageType): ReturnType<typeof encodeResponseMessage> {
  const body = { json: { defined: false, status: 500, ...tooLarge }, meta: [] };
  if (type === MessageType.EVENT_ITERATOR) {
    return encodeResponseMessage(id, type, { event: 'error', data: body });
  }
  return encodeResponseMessage(id, MessageType.RESPONSE, { status: 500, headers: {}, body });
}

function asEncodedMessage(data: unknown): EncodedMessage | null {
  if (typeof data === 'string' || data instanceof Uint8Array || data instanceof ArrayBuffer) {
    return data as EncodedMessage;
  }
  return null;
}

/**
 * Serves an oRPC router on a port. oRPC's own MessagePort adapter is not used because it leaves the rejection of an
 * undecodable message unhandled, which ends a Node process: here a message that is none closes the port and nothing else.
 *
 * @param events.refused told once, with the reason, before the port is closed.
 * @param events.failed an answer or a stream could not be delivered; the port stays open.
 */
export function serveRouter<T extends Context>(
  port: Port,
  router: AnyRouter,
  context: T,
  events: {
    refused: (reason: RpcRefusal) => void;
    failed: (error: unknown) => void;
    /** A larger answer becomes an error with a code. Left out: a window's port takes any. */
    answerBytesMax?: number;
  },
): void {
  const { answerBytesMax = Number.POSITIVE_INFINITY } = events;
  const handler = new StandardRPCHandler(router, {});
  const handleRequest = createServerPeerHandleRequestFn(handler, { context } as never);
  const peer = new ServerPeer(async ([id, type, payload]) => {
    const whole = await encodeResponseMessage(id, type, payload);
    const isFitting = byteLength(whole) <= answerBytesMax;
    const message = isFitting ? whole : await encodeTooLarge(id, type);
    // A stream is asked for its next item only then: a slow reader skips, and nothing queues up.
    await port.whenWritable?.();
    port.postMessage(message);
    // What follows in a stream would be of no use.
    if (!isFitting && type === MessageType.EVENT_ITERATOR)
      throw new AppError(tooLarge.code, tooLarge.message);
  });
  let closed = false;

  const close = () => {
    if (closed) return;
    closed = true;
    peer.close();
    port.close();
  };
  const refuse = (reason: RpcRefusal) => {
    if (closed) return;
    events.refused(reason);
    close();
  };

  port.onMessage((data) => {
    if (closed) return;
    const message = asEncodedMessage(data);
    if (message === null) refuse('not-a-message');
    else if (byteLength(message) > rpcMessageBytesMax) refuse('message-too-large');
    else
      decodeRequestMessage(message).then(
        (request) => peer.message(request, handleRequest).catch(events.failed),
        () => refuse('undecodable-message'),
      );
  });
  port.onClose(close);
}
