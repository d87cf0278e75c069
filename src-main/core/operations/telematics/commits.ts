import type { Logger } from '../../platform/logger.ts';
import type { VehicleReadings } from './facts.ts';
import type { FleetLists } from './fleet-lists.ts';

/** What has just been committed, for whoever derives something of it. Late and repeated fixes are in a page too. */
export type Committed =
  | { readonly kind: 'page'; readonly page: readonly VehicleReadings[] }
  /** `isComplete`: the list named all there are. */
  | { readonly kind: 'addresses'; readonly isComplete: boolean }
  | { readonly kind: 'tags' }
  /** Another fleet comes: nothing of the last one is left. */
  | { readonly kind: 'cleared' };

/** Must not be slow: whoever writes because of it does so in a turn of its own. */
export type CommitListener = (committed: Committed) => void;

export function createCommitTeller({ logger }: { readonly logger: Logger }) {
  const listeners = new Set<CommitListener>();

  function tell(committed: Committed): void {
    for (const listener of listeners) {
      try {
        listener(committed);
      } catch (error) {
        logger.error({ error, committed: committed.kind }, 'a listener to commits failed');
      }
    }
  }

  return {
    tell,
    onCommitted(listener: CommitListener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** The same lists, telling of those that somebody derives something of. */
    tellingOf: (lists: FleetLists): FleetLists => ({
      ...lists,
      async putAddresses(list) {
        await lists.putAddresses(list);
        tell({ kind: 'addresses', isComplete: list.isComplete });
      },
      async putTags(list) {
        await lists.putTags(list);
        tell({ kind: 'tags' });
      },
    }),
  };
}
