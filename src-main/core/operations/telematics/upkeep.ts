import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { FleetState } from './fleet-state.ts';
import { dayMs, type Retention } from './retention.ts';
import { forgetTrips } from './trips/repository.ts';
import { forgetOldLogs } from './hours/index.ts';
import { saveLastAddresses } from './measurement-repository.ts';
import type { TrackStore } from './store/index.ts';

const minuteMs = 60_000;
const roundIntervalMs = minuteMs;
const retentionIntervalMs = 10 * minuteMs;

export interface UpkeepDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'transaction'>;
  readonly store: Pick<TrackStore, 'tend' | 'prune'>;
  readonly clock: Clock;
  readonly serverNowMs: () => number;
  readonly fleet: Pick<FleetState, 'takeNewAddresses'>;
  readonly retention: () => Retention;
  readonly logger: Logger;
}

/** Moves what came in by page into chunks by vehicle, and forgets what is too old; in small transactions, in the background. */
export function createUpkeep(deps: UpkeepDeps) {
  const { database, store, fleet, clock, serverNowMs, logger } = deps;
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;

  async function saveAddresses() {
    const rows = fleet
      .takeNewAddresses()
      .map(({ slot, timeMs, address }) => [slot, timeMs, address] as const);
    if (rows.length > 0) await database.transaction((trx) => saveLastAddresses(trx, rows));
  }

  async function round(nowMs: number, forgotAtMs: number): Promise<number> {
    await saveAddresses();
    const { damagedCount } = await store.tend(Math.floor(serverNowMs()));
    if (damagedCount > 0) logger.error({ damagedCount }, 'chunks of telematics cannot be read');
    if (nowMs - forgotAtMs < retentionIntervalMs) return forgotAtMs;
    await forgetOld(deps);
    return nowMs;
  }

  async function run(signal: AbortSignal) {
    let forgotAtMs = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      await clock.sleep(roundIntervalMs, signal);
      if (signal.aborted) return;
      try {
        forgotAtMs = await round(clock.nowMs(), forgotAtMs);
      } catch (error) {
        // Nothing is lost by a round that failed: the next one does its work.
        logger.error({ error }, 'upkeep of telematics failed');
      }
    }
  }

  return {
    start: () => {
      if (running) return;
      const stop = new AbortController();
      running = { stop, ended: run(stop.signal) };
    },
    stop: async () => {
      running?.stop.abort();
      await running?.ended;
      running = null;
      await saveAddresses();
    },
  };
}

async function forgetOld({ database, store, serverNowMs, retention }: UpkeepDeps) {
  const { positionDays, tripDays, dutyLogDays } = retention();
  const beforeMs = Math.floor(serverNowMs() - positionDays * dayMs);
  await store.prune({ fixesBeforeMs: beforeMs, readingsBeforeMs: beforeMs });
  await database.transaction((trx) => forgetTrips(trx, serverNowMs() - tripDays * dayMs));
  await database.transaction((trx) => forgetOldLogs(trx, serverNowMs() - dutyLogDays * dayMs));
}
