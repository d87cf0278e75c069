/** The window's connections to the shell and the core. The preload (src-preload/index.ts) delivers the ports. */
const channel = 'switchyard:ports';

type PortName = 'shell' | 'core-api' | 'core-frames';

export interface PortListeners {
  readonly onPort: (name: PortName, port: MessagePort) => void;
  readonly onCoreLost: () => void;
}

function isPortName(name: unknown): name is PortName {
  return name === 'shell' || name === 'core-api' || name === 'core-frames';
}

/** Asks for ports and goes on listening: new ones come whenever the core was restarted. */
export function openConnection(listeners: PortListeners): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || typeof event.data !== 'object' || event.data === null) return;
    if (!('type' in event.data) || event.data.type !== channel || !('name' in event.data)) return;
    const { name } = event.data;
    const [port] = event.ports;
    if (name === 'core-lost') listeners.onCoreLost();
    else if (isPortName(name) && port) listeners.onPort(name, port);
  });
  window.postMessage('switchyard:hello', window.location.origin);
}
