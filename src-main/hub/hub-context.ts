import type { RequestContext } from '../core/platform/implementer.ts';
import type { Identity } from './access/identity.ts';

/** What the hub knows of a request beyond what the modules need. */
export interface HubContext extends RequestContext {
  readonly identity: Identity;
  readonly requestId: string;
  /** Where it came from, as the connection says. */
  readonly address: string;
}
