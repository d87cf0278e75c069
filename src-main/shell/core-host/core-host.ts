import type { MessagePortMain } from 'electron';
import type { CoreConfiguration, CoreOptions, PortChannel } from '../../core/host-protocol.ts';
import type { HubAccount } from '../../core/operations/hub-link/index.ts';
import type { Clock } from '../../core/platform/clock.ts';
import type { CoreProcess, ForkCoreProcess } from './core-process.ts';
import { restartDelayMs } from './restart-delay.ts';

interface Failure {
  readonly code: string;
  readonly message: string;
}

export type CoreState =
  | { readonly state: 'starting' | 'running'; readonly attempt: number; readonly failure: null }
  | {
      readonly state: 'restarting' | 'failed';
      readonly attempt: number;
      readonly failure: Failure;
    };

export interface CoreHost {
  /** Gives a desk's port to the running core; `false` when none is running (the desk is told when it is). */
  connect(channel: PortChannel, port: MessagePortMain): boolean;
  configure(configuration: CoreConfiguration): void;
  /** A person asks: forget earlier deaths and start again now. */
  restart(): void;
  stop(): Promise<void>;
}

const stopGraceMs = 5_000;

interface CoreHostDeps {
  readonly fork: ForkCoreProcess;
  readonly options: Omit<CoreOptions, 'configuration'>;
  readonly configuration: CoreConfiguration;
  readonly clock: Clock;
  readonly onState: (state: CoreState) => void;
  /** Answered by `configure`. */
  readonly keepHub: (account: HubAccount | null) => void;
}

/** Decides what follows a death and waits until it is due; a person's wish breaks the wait off. */
function createRestarts({ clock, onState }: CoreHostDeps, begin: () => void) {
  let diedAtMs: number[] = [];
  let pending = new AbortController();

  const fail = (failure: Failure) => onState({ state: 'failed', attempt: diedAtMs.length, failure });
  const forget = () => {
    pending.abort();
    pending = new AbortController();
    diedAtMs = [];
  };
  const afterDeath = async (description: string) => {
    diedAtMs = [...diedAtMs.slice(-20), clock.nowMs()];
    const failure = { code: 'shell/core-exited', message: description };
    const delayMs = restartDelayMs(diedAtMs, clock.nowMs());
    if (delayMs === null) {
      fail(failure);
      return;
    }
    onState({ state: 'restarting', attempt: diedAtMs.length, failure });
    const { signal } = pending;
    await clock.sleep(delayMs, signal);
    if (!signal.aborted) begin();
  };
  return { afterDeath, fail, forget, count: () => diedAtMs.length };
}

/** Keeps one core alive: forks it, restarts it with back-off when it dies, and says what happens. */
export function createCoreHost(deps: CoreHostDeps): CoreHost {
  let configuration = deps.configuration;
  let current: CoreProcess | null = null;
  let running = false;
  let stopping = false;

  const begin = () => {
    /** Set when the core itself said that starting it again is of no use. */
    let refusal: Failure | null = null;
    const core = deps.fork({
      message: (message) => {
        if (message.type === 'ready') {
          running = true;
          deps.onState({ state: 'running', attempt: restarts.count(), failure: null });
        } else if (message.type === 'failed') {
          refusal = { code: message.code, message: message.message };
        } else if (message.type === 'keepHub') {
          deps.keepHub(message.account);
        }
      },
      exited: (description) => {
        if (current === core) current = null;
        running = false;
        if (stopping) return;
        if (refusal) restarts.fail(refusal);
        else void restarts.afterDeath(description);
      },
    });
    current = core;
    core.start({ ...deps.options, configuration });
  };
  const restarts = createRestarts(deps, begin);

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
      restarts.forget();
      if (current) current.kill();
      else begin();
    },
    stop: async () => {
      stopping = true;
      restarts.forget();
      await current?.stop(stopGraceMs);
    },
  };
}
