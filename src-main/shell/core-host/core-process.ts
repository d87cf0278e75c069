import type { MessagePortMain } from 'electron';
import type { CoreMessage, CoreOptions, CoreConfiguration, PortChannel } from '../../core/host-protocol.ts';

/** Events of one life of the core's process. `exited` comes exactly once, last. */
export interface CoreProcessEvents {
  readonly message: (message: Exclude<CoreMessage, { type: 'portMessage' | 'portClosed' }>) => void;
  readonly exited: (description: string) => void;
}

/**
 * One life of the core, in whichever form the runtime can run it. Both forms speak `core/host-protocol.ts`.
 * `connect` gives one end of a channel to the core; the other end goes to a desk.
 */
export interface CoreProcess {
  readonly processId: number | undefined;
  start(options: CoreOptions): void;
  configure(configuration: CoreConfiguration): void;
  connect(channel: PortChannel, port: MessagePortMain): void;
  /** Asks the core to finish; the process is killed when it has not left after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
}

export type ForkCoreProcess = (events: CoreProcessEvents) => CoreProcess;
