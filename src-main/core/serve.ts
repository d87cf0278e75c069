import { createCore, type Core } from './index.ts';
import type { CoreConfiguration, CoreMessage, HostMessage, PortChannel } from './host-protocol.ts';
import { isAppError } from './platform/errors.ts';
import type { OpenSocket } from './operations/hub-link/index.ts';
import type { Port } from './platform/ports.ts';

/** What the entry file of a host process hands in; everything else the core makes itself. */
export interface CoreHostBindings {
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
  readonly send: (message: CoreMessage) => void;
  readonly exit: (code: number) => void;
}

export interface ServedCore {
  receive(message: HostMessage): void;
  connect(channel: PortChannel, port: Port): void;
}

/** Runs one core for one host process: obeys the host's messages, serves the ports it hands over. */
export function serveCore(host: CoreHostBindings): ServedCore {
  let core: Core | null = null;
  let stopping = false;
  /** A configuration that came while the core was still opening its files. */
  let configuredMeanwhile: CoreConfiguration | null = null;

  const start = async (options: Extract<HostMessage, { type: 'start' }>['options']) => {
    try {
      const created = await createCore({
        fetch: host.fetch,
        openSocket: host.openSocket,
        keepHub: (account) => host.send({ type: 'keepHub', account }),
        options,
      });
      await created.start();
      core = created;
      if (configuredMeanwhile) core.configure(configuredMeanwhile);
      host.send({ type: 'ready' });
    } catch (error) {
      const failure = isAppError(error)
        ? { code: error.code, message: error.message }
        : {
            code: 'platform/bug',
            message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          };
      host.send({ type: 'failed', ...failure });
      host.exit(1);
    }
  };

  const configure = (configuration: CoreConfiguration) => {
    if (core) core.configure(configuration);
    else configuredMeanwhile = configuration;
  };

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      await core?.stop();
      host.send({ type: 'stopped' });
    } finally {
      host.exit(0);
    }
  };

  return {
    receive: (message) => {
      if (message.type === 'start') void start(message.options);
      else if (message.type === 'configure') configure(message.configuration);
      else if (message.type === 'stop') void stop();
    },
    connect: (channel, port) => {
      if (core) core.connect(channel, port);
      else port.close();
    },
  };
}
