import type { MessagePortMain } from 'electron';
import type { CoreConfiguration, CoreOptions, PortChannel } from '../../core/host-protocol.ts';
import type { Clock } from '../../core/platform/clock.ts';
import type { CoreProcess, ForkCoreProcess } from './core-process.ts';
import { restartDelayMs } from './restart-delay.ts';

export type CoreState =
  | { readonly state: 'starting' | 'running'; readonly attempt: number; readonly failure: null }
  | {
      readonly state: 'restarting' | 'failed';
      readonly attempt: number;
      readonly failure: { readonly code: string; readonly message: string };
    };

export interface CoreHost {
  /** Gives a desk's port to the running core; `false` when none is running (the desk is told when it is). */
  connect(channel: PortChannel, port: MessagePortMain): boolean;
  configure(configuration: CoreConfiguration): void;
  /** A person asks: forget earlier deaths and start again now. */
  restart(): void;
  stop(): Promise<void>;
  processId(): number | undefined;
}

const stopGraceMs = 5_000;

/** Keeps one core alive: forks it, restarts it with back-off when it dies, and says what happens. */
export function createCoreHost(deps: {
  readonly fork: ForkCoreProcess;
  readonly options: Omit<CoreOptions, 'configuration'>;
  readonly configuration: CoreConfiguration;
  readonly clock: Clock;
  readonly onState: (state: CoreState) => void;
}): CoreHost {
  let configuration = deps.configuration;
  let current: CoreProcess | null = null;
  let running = false;
  let stopping = false;
  /** Set when the core itself said that starting it again is of no use. */
  let refusal: { code: string; message: string } | null = null;
  let diedAtMs: number[] = [];
  let pendingStart = new AbortController();

  const fail = (failure: { code: string; message: string }) =>
    deps.onState({ state: 'failed', attempt: diedAtMs.length, failure });

  const begin = () => {
    refusal = null;
    const core = deps.fork({
      message: (message) => {
        if (message.type === 'ready') {
          running = true;
          deps.onState({ state: 'running', attempt: diedAtMs.length, failure: null });
        } else if (message.type === 'failed') {
          refusal = { code: message.code, message: message.message };
        }
      },
      exited: (description) => {
        if (current === core) current = null;
        running = false;
        if (!stopping) void afterDeath(description);
      },
    });
    current = core;
    core.start({ ...deps.options, configuration });
  };

  const afterDeath = async (description: string) => {
    if (refusal) {
      fail(refusal);
      return;
    }
    diedAtMs = [...diedAtMs.slice(-20), deps.clock.nowMs()];
    const failure = { code: 'shell/core-exited', message: description };
    const delayMs = restartDelayMs(diedAtMs, deps.clock.nowMs());
    if (delayMs === null) {
      fail(failure);
      return;
    }
    deps.onState({ state: 'restarting', attempt: diedAtMs.length, failure });
    const { signal } = pendingStart;
    await deps.clock.sleep(delayMs, signal);
    if (!signal.aborted) begin();
  };

  deps.onState({ state: 'starting', attempt: 0, failure: null });
  begin();

  return {
    connect: (channel, port) => {
      if (!current || !running) return false;
      current.connect(channel, port);
      return true;
    },
    configure: (next) => {
      configuration = next;
      current?.configure(next);
    },
    restart: () => {
      pendingStart.abort();
      pendingStart = new AbortController();
      diedAtMs = [];
      if (current) current.kill();
      else begin();
    },
    stop: async () => {
      stopping = true;
      pendingStart.abort();
      await current?.stop(stopGraceMs);
    },
    processId: () => current?.processId,
  };
}
