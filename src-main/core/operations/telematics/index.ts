import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import { cacheTtlMs, createCache } from '../../platform/cache.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Port } from '../../platform/ports.ts';
import { createState } from '../../platform/state.ts';
import type { Trail, VehicleCard } from './contract.ts';
import type { FeedHealth, VehicleReadings } from './facts.ts';
import { createFleetLists, type FleetLists } from './fleet-lists.ts';
import { createFleetState } from './fleet-state.ts';
import { unknownU8 } from './fleet-frame.wire.ts';
import { readMeasurements, readTrail } from './fixes/repository.ts';
import { createFramePublisher } from './frames.ts';
import { createIngest, type AlsoWrite, type IngestOutcome } from './ingest.ts';
import { loadFleet } from './load-fleet.ts';
import { deleteEverything } from './repository.ts';
import { readRoster, readStoredCard } from './roster-repository.ts';
import { createRosterFeed } from './roster.ts';
import { createTelematicsRouter, type TelematicsRouter } from './router.ts';
import { createUpkeep } from './upkeep.ts';

export * from './facts.ts';
export type { AlsoWrite, IngestOutcome, TelematicsTransaction } from './ingest.ts';
export type { ListFacts } from './fleet-lists.ts';

export interface TelematicsDeps {
  readonly database: OpenDatabase<TelematicsSchema>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface Telematics extends FleetLists {
  readonly router: TelematicsRouter;
  /** Serves fleet frames on a port until it closes. */
  connectFrames(port: Port): void;
  /** Rebuilds the fleet from the database; the map is full, offline too, when this resolves. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stores a page and what `alsoWrite` writes in one transaction, then moves the fleet. Pages may overlap and come late. */
  ingest(page: readonly VehicleReadings[], alsoWrite?: AlsoWrite): Promise<IngestOutcome>;
  reportFeed(health: FeedHealth): void;
  /** Forgets every fact, for another fleet to come; in one transaction with what `alsoWrite` writes. */
  clear(alsoWrite?: AlsoWrite): Promise<void>;
}

/** Judging all vehicles more often than this would show nothing: thresholds are in seconds. */
const judgeIntervalMs = 1_000;
const cardIntervalMs = 1_000;
const trailCountMax = 64;

export function createTelematics(deps: TelematicsDeps): Telematics {
  const { database, clock, metrics } = deps;
  const logger = deps.logger.child({ module: 'telematics' });
  const fleet = createFleetState();
  const slots = new Map<string, number>();
  const factsVersion = createState(0, { minIntervalMs: cardIntervalMs, clock });
  let feed: FeedHealth = { state: 'down', lastSuccessAtMs: null, clockOffsetMs: 0 };
  let judgedAtMs = Number.NEGATIVE_INFINITY;
  let judgedRevision = -1;

  const serverNowMs = () => clock.nowMs() + feed.clockOffsetMs;
  const judge = () => {
    const nowMs = clock.nowMs();
    const isFull = Math.abs(nowMs - judgedAtMs) >= judgeIntervalMs;
    if (isFull) judgedAtMs = nowMs;
    fleet.judge(feed, serverNowMs(), isFull ? -1 : judgedRevision);
    judgedRevision = fleet.revision();
  };
  const frames = createFramePublisher({ fleet, judge, serverNowMs, clock });
  const roster = createRosterFeed({ read: () => readRoster(database.db), clock, logger });
  const upkeep = createUpkeep({ database, clock, serverNowMs, slotEnd: fleet.slotEnd, logger });
  const storePage = createIngest({
    database,
    fleet,
    slots,
    settledBeforeMs: upkeep.settledBeforeMs,
    onAddress: upkeep.noteAddress,
  });
  const lists = createFleetLists({
    database,
    fleet,
    slots,
    onChange: () => {
      roster.invalidate();
      factsVersion.update((version) => version + 1);
    },
  });
  const trails = createCache<string, Trail>({
    name: 'trail',
    ttlMs: cacheTtlMs.telematics,
    entryCountMax: trailCountMax,
    clock,
    metrics,
  });
  const storedFixes = metrics.counter('telematics.fixes');
  const pageDurations = metrics.histogram('telematics.ingest');

  function slotOf(vehicleId: string): number {
    const slot = slots.get(vehicleId);
    if (slot !== undefined) return slot;
    throw new AppError('telematics/unknown-vehicle', 'no vehicle with this id is known');
  }

  async function readCard(vehicleId: string): Promise<VehicleCard> {
    const slot = slotOf(vehicleId);
    const stored = await readStoredCard(database.db, vehicleId);
    if (!stored) throw new AppError('telematics/unknown-vehicle', 'no vehicle with this id is known');
    const { fuelPercent, fuelTimeMs } = fleet.table();
    const fuel = fuelPercent[slot] ?? unknownU8;
    return {
      ...stored,
      address: fleet.address(slot),
      fuelPercent: fuel === unknownU8 ? null : fuel,
      fuelSeenAtMs: fuel === unknownU8 ? null : (fuelTimeMs[slot] ?? null),
      ...(await readMeasurements(database.db, slot)),
    };
  }

  /** Its key names the state of the vehicle's history, so an answer is never served after a fix came in. */
  function readCachedTrail(span: { vehicleId: string; fromMs: number; toMs: number; pointCountMax: number }) {
    const slot = slotOf(span.vehicleId);
    const version = fleet.table().historyVersion[slot] ?? 0;
    const key = [fleet.generation(), slot, version, span.fromMs, span.toMs, span.pointCountMax].join();
    return trails.getOrLoad(key, () => readTrail(database.db, { ...span, slot }));
  }

  const router = createTelematicsRouter({
    watchRoster: roster.watch,
    readCard,
    watchFacts: factsVersion.watch,
    readTrail: readCachedTrail,
  });

  return {
    ...lists,
    router,
    connectFrames: frames.connect,
    async start() {
      await upkeep.settleAll();
      await loadFleet(database.db, fleet, slots);
      roster.invalidate();
      await roster.settled();
      frames.start();
      upkeep.start();
    },
    async stop() {
      await frames.stop();
      await upkeep.stop();
      await upkeep.settleAll();
      await roster.settled();
    },
    async ingest(page, alsoWrite) {
      const startedAtMs = clock.nowMs();
      const outcome = await storePage(page, alsoWrite);
      pageDurations.observe(clock.nowMs() - startedAtMs);
      storedFixes.add(outcome.storedFixCount);
      if (outcome.newVehicleCount > 0) roster.invalidate();
      factsVersion.update((version) => version + 1);
      return outcome;
    },
    reportFeed(health) {
      feed = health;
      judgedAtMs = Number.NEGATIVE_INFINITY;
    },
    async clear(alsoWrite) {
      await database.transaction(async (trx) => {
        await deleteEverything(trx);
        await alsoWrite?.(trx);
      });
      slots.clear();
      fleet.clear();
      upkeep.clear();
      trails.clear();
      roster.invalidate();
      factsVersion.update((version) => version + 1);
    },
  };
}
