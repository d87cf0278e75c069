import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createState } from '../../platform/state.ts';
import type { Roster, Vehicle } from './contract.ts';

const minIntervalMs = 1_000;

/** The roster as a stream: read again when something in it may have changed, published when it has. */
export function createRosterFeed(deps: {
  readonly read: () => Promise<Vehicle[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}) {
  const state = createState<Roster | null>(null, { minIntervalMs, clock: deps.clock });
  let fingerprint = '';
  let isDirty = false;
  let reading: Promise<void> | null = null;

  async function readWhileDirty() {
    try {
      while (isDirty) {
        isDirty = false;
        const vehicles = await deps.read();
        const its = createHash('sha1').update(JSON.stringify(vehicles)).digest('base64');
        if (its === fingerprint) continue;
        fingerprint = its;
        state.update((roster) => ({ rosterVersion: (roster?.rosterVersion ?? 0) + 1, vehicles }));
      }
    } catch (error) {
      // The roster shown stays; the next change reads again.
      deps.logger.error({ error }, 'the roster could not be read');
    } finally {
      reading = null;
    }
  }

  return {
    invalidate() {
      isDirty = true;
      reading ??= readWhileDirty();
    },
    settled: () => reading ?? Promise.resolve(),
    /** What was changed before the call is in its first roster. */
    async *watch(signal?: AbortSignal): AsyncGenerator<Roster, void, void> {
      await reading;
      for await (const roster of state.watch(signal)) if (roster !== null) yield roster;
    },
  };
}
