import { ipcMain, MessageChannelMain, type WebContents } from 'electron';
import type { PortChannel } from '../core/host-protocol.ts';
import type { Port } from '../core/platform/ports.ts';
import { isAppUrl } from './app-origin.ts';
import { portOf } from './ports.ts';

/** The only IPC channel of the app (src-preload/index.ts speaks the other half). */
const channel = 'switchyard:ports';

export interface PortBroker {
  /** The core runs (again): every desk gets new ports to it. */
  announceCore(): void;
  /** The core died: desks stop waiting for its answers. */
  announceCoreLost(): void;
}

/**
 * Gives ports to windows that ask for them. Only the top frame of a page of ours is answered; what it may then do is
 * decided by the router behind each port.
 */
export function createPortBroker(deps: {
  readonly serveShell: (port: Port) => void;
  /** The phone's hidden page: it gets the shell's calls for it in place of a desk's, and no fleet frames. */
  readonly isPhoneHost: (contents: WebContents) => boolean;
  readonly servePhoneHost: (port: Port) => void;
  readonly connectCore: (channel: PortChannel, port: Electron.MessagePortMain) => boolean;
  readonly onRefused: (url: string) => void;
}): PortBroker {
  const desks = new Set<WebContents>();

  const sendPort = (desk: WebContents, name: string): Electron.MessagePortMain => {
    const { port1, port2 } = new MessageChannelMain();
    desk.postMessage(channel, name, [port2]);
    return port1;
  };

  const connectToCore = (desk: WebContents) => {
    const names = deps.isPhoneHost(desk) ? (['api'] as const) : (['api', 'frames'] as const);
    for (const name of names) {
      const { port1, port2 } = new MessageChannelMain();
      if (deps.connectCore(name, port1)) desk.postMessage(channel, `core-${name}`, [port2]);
    }
  };

  ipcMain.on(channel, (event) => {
    const frame = event.senderFrame;
    if (!frame || frame !== event.sender.mainFrame || !isAppUrl(frame.url)) {
      deps.onRefused(frame?.url ?? 'unknown');
      return;
    }
    const desk = event.sender;
    if (!desks.has(desk)) {
      desks.add(desk);
      desk.once('destroyed', () => desks.delete(desk));
    }
    const port = portOf(sendPort(desk, 'shell'));
    if (deps.isPhoneHost(desk)) deps.servePhoneHost(port);
    else deps.serveShell(port);
    connectToCore(desk);
  });

  return {
    announceCore: () => desks.forEach(connectToCore),
    announceCoreLost: () => {
      for (const desk of desks) desk.postMessage(channel, 'core-lost');
    },
  };
}
