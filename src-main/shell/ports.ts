import type { MessagePortMain } from 'electron';
import type { Port } from '../core/platform/ports.ts';

/** Electron's main-side message port as the core's `Port`. */
export function portOf(port: MessagePortMain): Port {
  port.start();
  return {
    postMessage: (data) => port.postMessage(data),
    onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}
