import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { VehicleReadings } from '../facts.ts';
import type { FleetState } from '../fleet-state.ts';
import { createArrivals } from './arrivals.ts';
import type { Accuracy } from './contract.ts';
import { reportOf } from './report.ts';
import { hourMs } from './repository.ts';
import { createAccuracyRouter } from './router.ts';
import { sampleFleet, sampleSeconds } from './sampling.ts';
import { createStoredHours } from './stored-hours.ts';
import {
  addTally,
  createHourTally,
  createTallySum,
  growHourTally,
  slotCountOf,
  type TallySum,
} from './tally.ts';

const saveEveryMs = 5 * 60_000;
const watchIntervalMs = 10_000;
const slotsAtOnce = 256;

export interface AccuracyDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly fleet: FleetState;
  /** Vehicle id → slot. */
  readonly slots: ReadonlyMap<string, number>;
  /** Brings the status of every vehicle up to the present, and says whether our own feed is. */
  readonly judge: () => { readonly isFeedCurrent: boolean };
  /** The vendor's clock. */
  readonly serverNowMs: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
}

const hourOf = (timeMs: number): number => Math.floor(timeMs / hourMs) * hourMs;

/** The present hour of counting; the hours before it are rows. */
function createPresentHour(deps: AccuracyDeps) {
  const { fleet, slots, judge, serverNowMs } = deps;
  const stored = createStoredHours(deps.database);
  const arrivals = createArrivals();
  let hourStartMs = hourOf(serverNowMs());
  let tally = createHourTally(0);
  let openGaps = new Uint8Array(0);

  function reserve() {
    const needed = fleet.slotEnd();
    if (needed <= slotCountOf(tally)) return;
    const slotCount = Math.ceil(needed / slotsAtOnce) * slotsAtOnce;
    tally = growHourTally(tally, slotCount);
    const grown = new Uint8Array(slotCount);
    grown.set(openGaps);
    openGaps = grown;
    arrivals.reserve(slotCount);
  }

  return {
    stored,
    startMs: () => hourStartMs,
    tally: () => tally,
    /** Goes on where the last run stopped counting. */
    async resume() {
      hourStartMs = hourOf(serverNowMs());
      tally = (await stored.read(hourStartMs)) ?? tally;
      openGaps = new Uint8Array(slotCountOf(tally));
      arrivals.reserve(slotCountOf(tally));
      reserve();
      const { timeMs, latitudeE7, longitudeE7 } = fleet.table();
      for (let slot = 0; slot < fleet.slotEnd(); slot += 1) {
        arrivals.seed(slot, {
          timeMs: timeMs[slot]!,
          latitudeE6: latitudeE7[slot]! / 10,
          longitudeE6: longitudeE7[slot]! / 10,
        });
      }
    },
    take(page: readonly VehicleReadings[]) {
      reserve();
      for (const { vehicleId, fixes } of page) {
        const slot = slots.get(vehicleId);
        if (slot !== undefined && fixes.length > 0) arrivals.take(tally, slot, fixes);
      }
    },
    look() {
      reserve();
      if (!judge().isFeedCurrent) {
        tally.blindSeconds += sampleSeconds;
        return;
      }
      sampleFleet(tally, openGaps, { table: fleet.table(), slotEnd: fleet.slotEnd() }, serverNowMs());
    },
    save: () => stored.save(hourStartMs, tally),
    /** Begins the next hour once it is here, also when the clock was set back. Resolves to whether it has. */
    async turnHour(): Promise<boolean> {
      const nowMs = hourOf(serverNowMs());
      if (nowMs === hourStartMs) return false;
      const [overMs, over] = [hourStartMs, tally];
      hourStartMs = nowMs;
      tally = createHourTally(slotCountOf(over));
      await stored.save(overMs, over);
      return true;
    },
    clear() {
      tally = createHourTally(0);
      openGaps = new Uint8Array(0);
      arrivals.clear();
    },
  };
}

type PresentHour = ReturnType<typeof createPresentHour>;

/** Answers; the hours that are over are added up once an hour, and kept while somebody asks. */
function createAnswers({ fleet, serverNowMs }: AccuracyDeps, present: PresentHour) {
  let kept: { readonly key: string; readonly sum: TallySum; readonly firstMs: number | null } | null = null;

  async function pastOf(hours: number) {
    const startMs = present.startMs();
    const slotCount = slotCountOf(present.tally());
    const key = [startMs, slotCount, hours].join();
    if (kept?.key !== key) {
      kept = { key, ...(await present.stored.sum(startMs - (hours - 1) * hourMs, startMs, slotCount)) };
    }
    return kept;
  }

  return {
    async read(hours: number): Promise<Accuracy> {
      const { sum: past, firstMs } = await pastOf(hours);
      const sum = createTallySum(slotCountOf(present.tally()));
      addTally(sum, past);
      addTally(sum, present.tally());
      const span = { fromMs: firstMs ?? present.startMs(), toMs: serverNowMs() };
      return reportOf(sum, { table: fleet.table(), slotEnd: fleet.slotEnd() }, span);
    },
    forget: () => {
      kept = null;
    },
  };
}

/** Counts how far positions can be trusted, hour by hour. See README. */
export function createAccuracy(deps: AccuracyDeps) {
  const { clock, logger } = deps;
  const present = createPresentHour(deps);
  const answers = createAnswers(deps, present);
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  let watcherCount = 0;

  async function save() {
    try {
      await present.save();
    } catch (error) {
      // Counting goes on; what is counted is stored with the next round.
      logger.error({ error }, 'the accuracy of positions could not be stored');
    }
  }

  async function run(signal: AbortSignal) {
    let savedAtMs = clock.nowMs();
    while (!signal.aborted) {
      await clock.sleep(sampleSeconds * 1_000, signal);
      if (signal.aborted) return;
      try {
        if (await present.turnHour()) savedAtMs = clock.nowMs();
      } catch (error) {
        logger.error({ error }, 'an hour of accuracy could not be stored');
      }
      present.look();
      if (clock.nowMs() - savedAtMs < saveEveryMs) continue;
      savedAtMs = clock.nowMs();
      await save();
    }
  }

  async function* watch(hours: number, signal?: AbortSignal): AsyncGenerator<Accuracy, void, void> {
    watcherCount += 1;
    try {
      while (signal?.aborted !== true) {
        yield await answers.read(hours);
        await clock.sleep(watchIntervalMs, signal);
      }
    } finally {
      watcherCount -= 1;
      if (watcherCount === 0) answers.forget();
    }
  }

  return {
    router: createAccuracyRouter({ watch }),
    /** What the feed brought; not what was fetched from history. */
    takePage: present.take,
    async start() {
      await present.resume();
      const stop = new AbortController();
      running = { stop, ended: run(stop.signal) };
    },
    async stop() {
      if (running === null) return;
      running.stop.abort();
      await running.ended;
      running = null;
      await save();
    },
    clear: () => {
      present.clear();
      answers.forget();
    },
  };
}
