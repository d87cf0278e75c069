import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { V1Contract } from '../../src-main/core/api/v1-contract.ts';
import type { ShellContract } from '../../src-main/shell/contract.ts';
import { openConnection } from './connection.ts';
import { createRpcLink } from './rpc-link.ts';

const coreLink = createRpcLink();
export const shellLink = createRpcLink();

/** The core's API, version 1. Calls made while the core is down are refused with `platform/core-down`. */
export const coreClient: ContractRouterClient<V1Contract> = createORPCClient(coreLink.link);

/** The shell: settings, secrets (in only), the core's life, native dialogs. */
export const shellClient: ContractRouterClient<ShellContract> = createORPCClient(shellLink.link);

type CoreListener = () => void;
const connectedListeners = new Set<CoreListener>();
const framesListeners = new Set<(port: MessagePort | null) => void>();
let coreIsConnected = false;
let framesPort: MessagePort | null = null;

/** Resolves at once when the core is connected, else when it is again. */
export function whenCoreConnected(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (coreIsConnected || signal.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      connectedListeners.delete(finish);
      resolve();
    };
    connectedListeners.add(finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}

/** Told of the present frames port (if there is one) and of each later one; `null` while the core is down. */
export function onFramesPort(listener: (port: MessagePort | null) => void): () => void {
  framesListeners.add(listener);
  if (framesPort) listener(framesPort);
  return () => framesListeners.delete(listener);
}

function setFramesPort(port: MessagePort | null): void {
  framesPort?.close();
  framesPort = port;
  for (const listener of framesListeners) listener(port);
}

/** Call once, when the page starts. */
export function connect(): void {
  openConnection({
    onPort: (name, port) => {
      if (name === 'shell') shellLink.setPort(port);
      else if (name === 'core-frames') setFramesPort(port);
      else {
        coreLink.setPort(port);
        coreIsConnected = true;
        for (const listener of [...connectedListeners]) listener();
      }
    },
    onCoreLost: () => {
      coreIsConnected = false;
      coreLink.setPort(null);
      setFramesPort(null);
    },
  });
}
