import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { State } from '../../platform/state.ts';
import type { FeedHealth, Telematics } from '../telematics/index.ts';
import type { SyncHealth, SyncResource } from './contract.ts';
import type { AnswerSigns } from './gateway.ts';
import type { Organization } from './fleet-identity.ts';
import type { Outcome } from './loop.ts';
import { createServerClock } from './server-clock.ts';
import { healthAfter, healthWhenLate } from './sync-health.ts';

const lateCheckIntervalMs = 5_000;

export interface SyncReportDeps {
  readonly health: State<SyncHealth>;
  readonly telematics: Pick<Telematics, 'reportFeed'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** After it aborts nothing is reported any more: another session may be speaking. */
  readonly signal: AbortSignal;
}

/** What a session's loops find out, made into state: sync health for people, feed health for judging vehicles. */
export function createSyncReport(deps: SyncReportDeps) {
  const { health, telematics, clock, logger, metrics, signal } = deps;
  const serverClock = createServerClock();
  const serverNowMs = () => clock.nowMs() + serverClock.offsetMs();
  let fixCount = 0;
  let feedSuccessAtMs: number | null = null;

  function reportFeed() {
    const { connection } = health.get();
    const state: FeedHealth['state'] =
      connection === 'live' ? 'live' : connection === 'offline' ? 'offline' : 'down';
    telematics.reportFeed({ state, lastSuccessAtMs: feedSuccessAtMs, clockOffsetMs: serverClock.offsetMs() });
  }

  function publish(next: SyncHealth) {
    const known = health.get();
    if (next === known || signal.aborted) return;
    if (next.connection !== known.connection) {
      const code = next.failure?.code ?? null;
      logger.info({ connection: next.connection, code }, 'connection to Samsara changed');
    }
    health.set({ ...next, fixCount, clockOffsetMs: serverClock.offsetMs() });
    reportFeed();
  }

  return {
    serverNowMs,
    clockOffsetMs: serverClock.offsetMs,
    /** Before the first poll: until when the stored fleet was followed (vendor's clock). */
    begin(followedUntilMs: number | null) {
      feedSuccessAtMs = followedUntilMs;
      reportFeed();
    },
    noteAnswer({ serverDateMs, isSandbox }: AnswerSigns) {
      if (serverDateMs !== null) serverClock.note(serverDateMs, clock.nowMs());
      const known = health.get();
      const isNews = isSandbox !== known.isSandbox || serverClock.offsetMs() !== known.clockOffsetMs;
      if (isNews) publish({ ...known, isSandbox });
    },
    noteOrganization(organization: Organization | null) {
      publish({ ...health.get(), organization });
    },
    noteOutcome(resource: SyncResource, outcome: Outcome, nextAttemptAtMs: number | null) {
      if (outcome.kind !== 'done') {
        const { code } = outcome.failure;
        logger.warn({ resource, outcome: outcome.kind, code }, 'a turn of sync brought nothing');
      }
      publish(healthAfter(health.get(), resource, outcome, nextAttemptAtMs, clock.nowMs()));
    },
    notePage(feed: 'positions' | 'diagnostics', pageFixCount: number, rejectedCount: number) {
      fixCount += pageFixCount;
      if (rejectedCount > 0) metrics.counter('samsara.rejected', { resource: feed }).add(rejectedCount);
      if (feed !== 'positions' || signal.aborted) return;
      feedSuccessAtMs = serverNowMs();
      reportFeed();
    },
    noteBackfill(backfill: NonNullable<SyncHealth['backfill']>) {
      const known = health.get();
      if (JSON.stringify(known.backfill) !== JSON.stringify(backfill)) publish({ ...known, backfill });
    },
    noteRejected(resource: SyncResource, rejectedCount: number) {
      metrics.counter('samsara.rejected', { resource }).add(rejectedCount);
      logger.warn({ resource, rejectedCount }, 'records that could not be read were left out');
    },
    /** Runs until `signal` aborts. */
    async watchForLateness() {
      while (!signal.aborted) {
        await clock.sleep(lateCheckIntervalMs, signal);
        publish(healthWhenLate(health.get(), clock.nowMs()));
      }
    },
  };
}

export type SyncReport = ReturnType<typeof createSyncReport>;
