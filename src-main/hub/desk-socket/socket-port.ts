import type { WebSocket } from 'ws';
import type { Port } from '../../core/platform/ports.ts';

/** Above this, streams wait. */
const bufferedBytesMax = 262_144;
/** Above this, somebody has stopped reading. */
const bufferedBytesLimit = 8 * 1_048_576;

/** Why the hub closes a socket, beside the codes of RFC 6455. 4000 to 4999 are free for applications. */
export const closeCodes = {
  goingAway: 1_001,
  brokeContract: 1_008,
  notAllowed: 4_401,
  notHeard: 4_408,
  tooSlow: 4_429,
} as const;

const toMessage = (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): unknown => {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  return isBinary ? new Uint8Array(bytes) : bytes.toString('utf8');
};

/** A desk's WebSocket as the port that the core knows. */
export function portOf(socket: WebSocket): Port {
  let waiting: (() => void)[] = [];
  const release = () => {
    for (const resume of waiting) resume();
    waiting = [];
  };
  socket.once('close', release);

  return {
    postMessage(data) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > bufferedBytesLimit) {
        socket.close(closeCodes.tooSlow, 'too slow');
        // It reads nothing, so it will not read the good-bye either.
        socket.terminate();
        return;
      }
      // A view of the same bytes: one frame goes to every desk without a copy for each.
      const bytes = data instanceof ArrayBuffer ? Buffer.from(data) : (data as string | Uint8Array);
      socket.send(bytes, () => {
        if (socket.bufferedAmount <= bufferedBytesMax) release();
      });
    },
    whenWritable: () => {
      if (socket.readyState !== socket.OPEN || socket.bufferedAmount <= bufferedBytesMax)
        return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    onMessage: (listener) => socket.on('message', (data, isBinary) => listener(toMessage(data, isBinary))),
    onClose: (listener) => socket.once('close', listener),
    close: () => socket.close(closeCodes.brokeContract),
  };
}
