import type { HubAccount } from './operations/hub-link/index.ts';
import type { PhoneConfiguration } from './operations/twilio/index.ts';

/**
 * What the process that hosts the core and the core say to each other. The same messages cross a utility process's
 * parent port and a child process's IPC channel; only the way a desk's port arrives differs (see `connect`).
 */
export interface CoreConfiguration {
  /** `null` until a token is known: the sync then reports `notConfigured`. */
  readonly samsara: { readonly baseUrl: string; readonly token: string } | null;
  /** How many days before the first start are fetched. Left out: none. */
  readonly backfillDays?: number;
  /** How long each kind is kept. Left out: as after installation. */
  readonly retention?: {
    readonly positionDays: number;
    readonly tripDays: number;
    readonly dutyLogDays: number;
  };
  /** This desk's place at the office's hub. Left out or `null`: the desk works on its own. */
  readonly hub?: HubAccount | null;
  /** Left out: there is no telephone. */
  readonly phone?: PhoneConfiguration;
}

export interface CoreOptions {
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly appVersion: string;
  readonly configuration: CoreConfiguration;
}

/** `api` carries oRPC messages, `frames` carries binary fleet frames. */
export type PortChannel = 'api' | 'frames';

export type HostMessage =
  | { readonly type: 'start'; readonly options: CoreOptions }
  | { readonly type: 'configure'; readonly configuration: CoreConfiguration }
  /** Utility process: the port itself is transferred along. Child process: the host relays by `portId`. */
  | { readonly type: 'connect'; readonly channel: PortChannel; readonly portId: number }
  | { readonly type: 'portMessage'; readonly portId: number; readonly data: unknown }
  | { readonly type: 'portClosed'; readonly portId: number }
  | { readonly type: 'stop' };

export type CoreMessage =
  | { readonly type: 'ready' }
  /** The core cannot run until a person acts (for example: the database is newer than this app). */
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'portMessage'; readonly portId: number; readonly data: unknown }
  | { readonly type: 'portClosed'; readonly portId: number }
  /** To be kept over a restart, as it holds secrets; answered by `configure` with it, or with what there is instead. */
  | { readonly type: 'keepHub'; readonly account: HubAccount | null }
  | { readonly type: 'stopped' };
