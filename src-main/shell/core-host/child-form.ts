import { fork } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import type { CoreMessage, HostMessage } from '../../core/host-protocol.ts';
import type { CoreProcess, ForkCoreProcess } from './core-process.ts';
import { createStop } from './stop.ts';

/**
 * Old-runtime form: the same core in a plain Node process, because an Electron before 37 cannot load the database addon
 * (Node-API 10). Ports cannot cross into a child process, so the shell keeps them and relays every message.
 *
 * @param nodePath a Node 24 executable.
 */
export function childForm(
  entryPath: string,
  nodePath: string,
  environment: Readonly<Record<string, string>>,
): ForkCoreProcess {
  return (events) => {
    const child = fork(entryPath, [], {
      execPath: nodePath,
      execArgv: [],
      env: { ...process.env, ...environment },
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ports = new Map<number, MessagePortMain>();
    let portCount = 0;
    let exited = false;

    // A message that cannot be sent belongs to a core that is going away; `exit` tells the rest.
    const send = (message: HostMessage) => {
      if (child.connected) child.send(message, () => undefined);
    };
    const closePort = (portId: number) => {
      ports.get(portId)?.close();
      ports.delete(portId);
    };
    const finish = (description: string) => {
      if (exited) return;
      exited = true;
      for (const portId of [...ports.keys()]) closePort(portId);
      events.exited(description);
    };

    child.on('message', (message) => {
      const fromCore = message as CoreMessage;
      if (fromCore.type === 'portMessage') ports.get(fromCore.portId)?.postMessage(fromCore.data);
      else if (fromCore.type === 'portClosed') closePort(fromCore.portId);
      else events.message(fromCore);
    });
    child.on('exit', (code, signal) => finish(signal ? `killed by ${signal}` : `exit code ${String(code)}`));
    child.on('error', (error) => finish(error.message));

    const connect: CoreProcess['connect'] = (channel, port) => {
      portCount += 1;
      const portId = portCount;
      ports.set(portId, port);
      send({ type: 'connect', channel, portId });
      port.on('message', (event) => send({ type: 'portMessage', portId, data: event.data }));
      port.on('close', () => {
        if (ports.delete(portId)) send({ type: 'portClosed', portId });
      });
      port.start();
    };

    return {
      processId: child.pid,
      start: (options) => send({ type: 'start', options }),
      configure: (configuration) => send({ type: 'configure', configuration }),
      connect,
      stop: createStop({
        askToStop: () => send({ type: 'stop' }),
        onExit: (listener) => child.once('exit', listener),
        kill: () => child.kill('SIGKILL'),
      }),
      kill: () => child.kill('SIGKILL'),
    };
  };
}
