import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { FleetState } from './fleet-state.ts';
import { dayMs, type Retention } from './retention.ts';
import { forgetTrips } from './trips/repository.ts';
import { forgetOldLogs } from './hours/index.ts';
import { saveLastAddresses } from './fixes/repository.ts';
import { countRecent, deleteOld, dropSettled, settle } from './fixes/upkeep-repository.ts';

const minuteMs = 60_000;
const roundIntervalMs = minuteMs;
const settleIntervalMs = 5 * minuteMs;
const retentionIntervalMs = 10 * minuteMs;
/** What is younger stays in order of time, where stragglers are cheap. */
const settleAgeMs = 2 * minuteMs;
const rowsPerTransaction = 20_000;
const slotsPerRetentionBatch = 50;
const endOfTimeMs = Number.MAX_SAFE_INTEGER;

export interface UpkeepDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly clock: Clock;
  readonly serverNowMs: () => number;
  readonly fleet: Pick<FleetState, 'slotEnd' | 'takeNewAddresses'>;
  readonly retention: () => Retention;
  readonly logger: Logger;
}

/** Moves what came in by time into order by vehicle, and forgets what is too old; in small transactions, in the background. */
export function createUpkeep(deps: UpkeepDeps) {
  const { database, fleet, clock, serverNowMs, logger } = deps;
  let settledBeforeMs = 0;
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;

  async function saveAddresses() {
    const rows = fleet
      .takeNewAddresses()
      .map(({ slot, timeMs, address }) => [slot, timeMs, address] as const);
    if (rows.length > 0) await database.transaction((trx) => saveLastAddresses(trx, rows));
  }

  async function run(signal: AbortSignal) {
    let settledAtMs = clock.nowMs();
    let forgotAtMs = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      await clock.sleep(roundIntervalMs, signal);
      if (signal.aborted) return;
      const nowMs = clock.nowMs();
      try {
        await saveAddresses();
        if (nowMs - settledAtMs >= settleIntervalMs) {
          settledAtMs = nowMs;
          await settleRecent();
        }
        if (nowMs - forgotAtMs >= retentionIntervalMs) {
          forgotAtMs = nowMs;
          await forgetOld(deps);
        }
      } catch (error) {
        // Nothing is lost by a round that failed: the next one does its work.
        logger.error({ error }, 'upkeep of telematics failed');
      }
    }
  }

  /**
   * The bound moves before the first transaction: from then on pages put older rows among the settled ones, so nothing
   * comes in behind what is copied and then dropped.
   */
  async function settleRecent() {
    settledBeforeMs = Math.max(settledBeforeMs, Math.floor(serverNowMs() - settleAgeMs));
    await settleBefore(deps, settledBeforeMs);
  }

  return {
    settledBeforeMs: () => settledBeforeMs,
    /** Everything, whatever its age. Only while nothing is coming in: at start and stop. */
    settleAll: async () => {
      await saveAddresses();
      await settleBefore(deps, endOfTimeMs);
    },
    clear: () => {
      settledBeforeMs = 0;
    },
    start: () => {
      if (running) return;
      const stop = new AbortController();
      running = { stop, ended: run(stop.signal) };
    },
    stop: async () => {
      running?.stop.abort();
      await running?.ended;
      running = null;
    },
  };
}

/** Others get their turn between the transactions. */
async function settleBefore({ database, clock }: UpkeepDeps, beforeMs: number) {
  const { rowCount, slotEnd } = await countRecent(database.db);
  const slotsPerBatch = Math.max(1, Math.floor((rowsPerTransaction * slotEnd) / Math.max(1, rowCount)));
  for (let slot = 0; rowCount > 0 && slot < slotEnd; slot += slotsPerBatch) {
    await database.transaction((trx) => settle(trx, beforeMs, slot, slot + slotsPerBatch));
    await clock.sleep(0);
  }
  let deletedCount = rowCount;
  while (deletedCount > 0) {
    deletedCount = await database.transaction((trx) => dropSettled(trx, beforeMs, rowsPerTransaction));
    await clock.sleep(0);
  }
}

async function forgetOld({ database, clock, serverNowMs, fleet, retention }: UpkeepDeps) {
  const { positionDays, tripDays, dutyLogDays } = retention();
  const beforeMs = serverNowMs() - positionDays * dayMs;
  for (let slot = 0; slot < fleet.slotEnd(); slot += slotsPerRetentionBatch) {
    await database.transaction((trx) => deleteOld(trx, beforeMs, slot, slot + slotsPerRetentionBatch));
    await clock.sleep(0);
  }
  await database.transaction((trx) => forgetTrips(trx, serverNowMs() - tripDays * dayMs));
  await database.transaction((trx) => forgetOldLogs(trx, serverNowMs() - dutyLogDays * dayMs));
}
