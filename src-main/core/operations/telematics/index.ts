import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Port } from '../../platform/ports.ts';
import { createState } from '../../platform/state.ts';
import { createAccuracy } from './accuracy/index.ts';
import { createCommitTeller, type CommitListener } from './commits.ts';
import type { Roster } from './contract.ts';
import type { FeedHealth, VehicleReadings } from './facts.ts';
import { createFleetLists, type FleetLists } from './fleet-lists.ts';
import { createFleetState, type FleetState } from './fleet-state.ts';
import { isFeedCurrent } from './freshness.ts';
import { createFramePublisher } from './frames.ts';
import type { DutyBoard } from './hours/contract.ts';
import { createHours } from './hours/index.ts';
import { createIngest, type AlsoWrite, type IngestOutcome } from './ingest.ts';
import { loadFleet } from './load-fleet.ts';
import { createObserver, type Observation, type ObservationListener } from './observations.ts';
import { createReads } from './reads.ts';
import { defaultRetention, type Retention } from './retention.ts';
import { createReviewModule } from './review/index.ts';
import { deleteEverything } from './repository.ts';
import { readRoster } from './roster-repository.ts';
import { createRosterFeed } from './roster.ts';
import { createTelematicsRouter, type TelematicsRouter } from './router.ts';
import { createTrackStore } from './store/index.ts';
import { createUpkeep } from './upkeep.ts';

export * from './facts.ts';
export type { CommitListener } from './commits.ts';
export type { AlsoWrite, IngestOutcome } from './ingest.ts';
export type { ListFacts } from './fleet-lists.ts';
export type { Observation, ObservationListener } from './observations.ts';

/** `history`: asked for afterwards, so its coming late and again says nothing of the vehicle. */
export type PageOrigin = 'feed' | 'history';

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
  /** Rebuilds the fleet from the database; the map is full, offline too, when this resolves. Before anything is put in. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stores a page and what `alsoWrite` writes in one transaction, then moves the fleet. Pages may overlap and come late. */
  ingest(
    page: readonly VehicleReadings[],
    alsoWrite?: AlsoWrite,
    origin?: PageOrigin,
  ): Promise<IngestOutcome>;
  reportFeed(health: FeedHealth): void;
  /** How long what is stored is kept; counts with the next round of upkeep. */
  setRetention(retention: Retention): void;
  retention(): Retention;
  /** Spans of time that history is still to fill, as one who fills them knows it; an empty list when all are filled. */
  reportMissing(reporter: string, spans: readonly { fromMs: number; toMs: number }[]): void;
  /** The newest of every vehicle, then of those that changed, once a second. Returns how to stop listening. */
  onObserved(listener: ObservationListener): () => void;
  /** The newest of every vehicle, now. */
  observations(): readonly Observation[];
  /** The vendor's clock now. */
  nowMs(): number;
  /** What was committed, right after it was. Returns how to stop listening. */
  onCommitted(listener: CommitListener): () => void;
  watchRoster(signal?: AbortSignal): AsyncGenerator<Roster, void, void>;
  /** Active drivers with telephone, truck and clocks; again when any of it changed. */
  watchDutyBoard(signal?: AbortSignal): AsyncGenerator<DutyBoard, void, void>;
  /** Forgets every fact, for another fleet to come; in one transaction with what `alsoWrite` writes. */
  clear(alsoWrite?: AlsoWrite): Promise<void>;
}

const cardIntervalMs = 1_000;

function createParts(deps: TelematicsDeps) {
  const { database, clock, metrics } = deps;
  const logger = deps.logger.child({ module: 'telematics' });
  const fleet = createFleetState();
  const slots = new Map<string, number>();
  const factsVersion = createState(0, { minIntervalMs: cardIntervalMs, clock });
  const judge = createJudge(fleet, clock);
  const { serverNowMs } = judge;
  const frames = createFramePublisher({ fleet, judge: judge.run, serverNowMs, clock });
  const observer = createObserver({ fleet, slots, judge: judge.run, serverNowMs, clock, logger });
  const roster = createRosterFeed({ read: () => readRoster(database.db), clock, logger });
  const retention = createState(defaultRetention);
  const store = createTrackStore({ database, pause: () => clock.sleep(0) });
  const upkeep = createUpkeep({
    ...{ database, store, clock, serverNowMs, fleet, logger },
    retention: retention.get,
  });
  const pages = createIngest({ database, store, fleet, slots, clock, metrics });
  const commits = createCommitTeller({ logger });
  const reads = createReads({ database, store, fleet, slots, clock, metrics });
  const review = createReviewModule({ database, store, fleet, slots, serverNowMs });
  const hours = createHours({ database, clock, serverNowMs });
  const accuracy = createAccuracy({ ...deps, fleet, slots, judge: judge.run, serverNowMs, logger });

  return {
    ...{ fleet, slots, factsVersion, judge, frames, observer, roster },
    ...{ store, upkeep, pages, commits, reads, review, hours, accuracy, retention },
  };
}

export function createTelematics(deps: TelematicsDeps): Telematics {
  const { database } = deps;
  const parts = createParts(deps);
  const { fleet, slots, factsVersion, judge, frames, observer, roster, pages, commits, reads } = parts;
  const { store, review, hours, accuracy } = parts;
  const { serverNowMs } = judge;

  const wakeCards = () => factsVersion.update((version) => version + 1);
  const onChange = () => {
    roster.invalidate();
    hours.invalidate();
    wakeCards();
  };

  return {
    ...commits.tellingOf(
      createFleetLists({ database, fleet, slots, inTurn: pages.inTurn, serverNowMs, onChange }),
    ),
    router: createTelematicsRouter({
      watchRoster: roster.watch,
      watchFacts: factsVersion.watch,
      readCard: reads.readCard,
      readTrail: reads.readTrail,
      review: review.router,
      hours: hours.router,
      accuracy: accuracy.router,
    }),
    connectFrames: frames.connect,
    reportFeed: judge.setFeed,
    setRetention: parts.retention.set,
    retention: parts.retention.get,
    reportMissing: review.missing.report,
    onObserved: observer.onObserved,
    observations: observer.observations,
    nowMs: serverNowMs,
    onCommitted: commits.onCommitted,
    watchRoster: roster.watch,
    watchDutyBoard: hours.watchBoard,
    ...createLife({ ...parts, load: () => loadFleet({ db: database.db, store }, fleet, slots) }),
    async ingest(page, alsoWrite, origin = 'feed') {
      const outcome = await pages.store(page, alsoWrite);
      if (origin === 'feed') accuracy.takePage(page);
      if (outcome.newVehicleCount > 0) roster.invalidate();
      wakeCards();
      commits.tell({ kind: 'page', page });
      return outcome;
    },
    async clear(alsoWrite) {
      await pages.inTurn(async () => {
        await store.whileResting(() =>
          database.transaction(async (trx) => {
            await deleteEverything(trx);
            await store.deleteEverything(trx);
            await alsoWrite?.(trx);
          }),
        );
        slots.clear();
        fleet.clear();
        reads.forget();
        review.missing.clear();
        accuracy.clear();
      });
      commits.tell({ kind: 'cleared' });
      onChange();
    },
  };
}

/** In which order the parts come to life and come to rest. */
function createLife(
  parts: Pick<ReturnType<typeof createParts>, 'upkeep' | 'roster' | 'frames' | 'observer' | 'accuracy'> & {
    readonly load: () => Promise<void>;
  },
): Pick<Telematics, 'start' | 'stop'> {
  const { load, upkeep, roster, frames, observer, accuracy } = parts;
  return {
    async start() {
      await load();
      roster.invalidate();
      await roster.settled();
      frames.start();
      observer.start();
      await accuracy.start();
      upkeep.start();
    },
    async stop() {
      await observer.stop();
      await accuracy.stop();
      await frames.stop();
      await upkeep.stop();
      await roster.settled();
    },
  };
}

/** Thresholds are in seconds: judging vehicles that did not change more often than this would show nothing. */
const judgeIntervalMs = 1_000;

/** Time passes for every vehicle, so all are judged each second; in between only those that changed. */
function createJudge(fleet: FleetState, clock: Clock) {
  let feed: FeedHealth = { state: 'down', lastSuccessAtMs: null, clockOffsetMs: 0 };
  let judgedAtMs = Number.NEGATIVE_INFINITY;
  let judgedRevision = -1;
  const serverNowMs = () => clock.nowMs() + feed.clockOffsetMs;
  return {
    serverNowMs,
    setFeed(health: FeedHealth) {
      feed = health;
      judgedAtMs = Number.NEGATIVE_INFINITY;
    },
    run() {
      const nowMs = clock.nowMs();
      const isFull = Math.abs(nowMs - judgedAtMs) >= judgeIntervalMs;
      if (isFull) judgedAtMs = nowMs;
      fleet.judge(feed, serverNowMs(), isFull ? -1 : judgedRevision);
      judgedRevision = fleet.revision();
      return { isFeedCurrent: isFeedCurrent(feed, serverNowMs()) };
    },
  };
}
