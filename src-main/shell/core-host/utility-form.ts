import { utilityProcess } from 'electron';
import type { CoreMessage, HostMessage } from '../../core/host-protocol.ts';
import type { CoreProcess, ForkCoreProcess } from './core-process.ts';
import { createStop } from './stop.ts';

/** Production form: an Electron utility process; a desk's port is transferred to it and no byte passes through the shell. */
export function utilityForm(
  entryPath: string,
  environment: Readonly<Record<string, string>>,
): ForkCoreProcess {
  return (events) => {
    const child = utilityProcess.fork(entryPath, [], {
      serviceName: 'Switchyard core',
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    const send = (message: HostMessage, ports: Electron.MessagePortMain[] = []) =>
      child.postMessage(message, ports);
    let portCount = 0;

    child.on('message', (message: CoreMessage) => {
      if (message.type !== 'portMessage' && message.type !== 'portClosed') events.message(message);
    });
    child.on('exit', (code) => events.exited(`exit code ${String(code)}`));

    const core: CoreProcess = {
      get processId() {
        return child.pid;
      },
      start: (options) => send({ type: 'start', options }),
      configure: (configuration) => send({ type: 'configure', configuration }),
      connect: (channel, port) => {
        portCount += 1;
        send({ type: 'connect', channel, portId: portCount }, [port]);
      },
      stop: createStop({
        askToStop: () => send({ type: 'stop' }),
        onExit: (listener) => child.once('exit', listener),
        kill: () => core.kill(),
      }),
      // utilityProcess.kill is SIGTERM; a core that hangs in native code does not heed it.
      kill: () => {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
    return core;
  };
}
