import type { SharedDatabase } from '../../core/database/dialect.ts';
import type { Clock } from '../../core/platform/clock.ts';
import type { Ids } from '../../core/platform/ids.ts';
import type { Audit, Deed } from '../audit/index.ts';
import type { HubSchema } from '../database/schema.ts';
import type { HubContext } from '../hub-context.ts';
import { actorOf } from './identity.ts';

export interface AccessTools {
  readonly office: SharedDatabase<HubSchema>;
  readonly audit: Pick<Audit, 'write'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Somebody may no longer come in: whoever holds connections looks again. */
  readonly onRevoked: () => void;
}

/** Who asks, as the audit log names it. */
export const deedBy = ({
  identity,
  address,
  requestId,
}: HubContext): Pick<Deed, 'actor' | 'address' | 'requestId'> => ({
  actor: actorOf(identity),
  address,
  requestId,
});
