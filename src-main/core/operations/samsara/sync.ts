import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { isAppError } from '../../platform/errors.ts';
import type { HttpClient } from '../../platform/http.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Random } from '../../platform/random.ts';
import type { State } from '../../platform/state.ts';
import type { IncidentReport } from '../notifications/index.ts';
import type { Telematics } from '../telematics/index.ts';
import type { SyncHealth, SyncResource } from './contract.ts';
import { announceMissing } from './backfill.ts';
import { createEventLoops } from './event-loops.ts';
import { createFeed } from './feed.ts';
import { fingerprintOf, isSameFleet, type Organization, type StoredAccount } from './fleet-identity.ts';
import { createSamsaraGateway, type Account, type SamsaraGateway } from './gateway.ts';
import { firstTurnDelayMs, type HeadStart } from './head-start.ts';
import { createListTurns, listIntervalsMs, type ListResource } from './list-turns.ts';
import { createLoop, type Loop, type Outcome } from './loop.ts';
import { forgetProgress, readAccount, readCursor, saveAccount } from './repository.ts';
import { createSyncReport, type SyncReport } from './sync-report.ts';

export interface SyncDeps {
  readonly telematics: Telematics;
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly http: HttpClient;
  readonly health: State<SyncHealth>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Resolves when it is durable; the same key again is harmless. */
  readonly onIncident: (incident: IncidentReport) => Promise<void>;
  /** How many days before the first start are fetched. Read anew each time. */
  readonly backfillDays: () => number;
  /** The map's start on the machine before lists and past are fetched. */
  readonly headStartMs: number;
  /** In the middle of a session the account turned out to be another one: it has to begin anew. */
  readonly onFleetChanged: () => void;
}

/** Syncing with one account, from the first question until `stop`. */
export interface SyncSession {
  readonly account: Account;
  readonly gateway: SamsaraGateway;
  /** Every loop takes its next turn at once. */
  wake(): void;
  stop(): Promise<void>;
}

/** The vendor asks for at least 5 s between the end of a drained feed and the next question. */
const feeds = {
  positions: { intervalMs: 5_000, types: ['gps', 'engineStates', 'fuelPercents'] },
  diagnostics: { intervalMs: 60_000, types: ['obdOdometerMeters', 'faultCodes', 'defLevelMilliPercent'] },
} as const;
const organizationIntervalMs = 30 * 60_000;

export function startSync(account: Account, deps: SyncDeps): SyncSession {
  const { http, clock } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const report = createSyncReport({ ...deps, signal });
  const gateway = createSamsaraGateway(account, {
    http,
    clock,
    clockOffsetMs: report.clockOffsetMs,
    onAnswer: report.noteAnswer,
  });
  const running: Promise<void>[] = [];
  const loops: Loop[] = [];

  function onOutcome(resource: SyncResource, outcome: Outcome, nextAttemptAtMs: number | null) {
    report.noteOutcome(resource, outcome, nextAttemptAtMs);
    if (deps.health.get().connection === 'stopped') stopping.abort();
  }

  function run(loop: Loop) {
    loops.push(loop);
    running.push(loop.run(signal));
  }

  const loopDeps = { clock, random: deps.random, logger: deps.logger, onOutcome };
  const announceMissingSpans = () =>
    announceMissing({ ...deps, days: deps.backfillDays, serverNowMs: report.serverNowMs });
  let isFleetStored = false;
  const beginOthers = once(() => {
    // Once more: another fleet's was forgotten.
    running.push(announceMissingSpans());
    const headStart = { headStartMs: deps.headStartMs, isFleetStored };
    for (const loop of createLoops(gateway, report, { ...deps, headStart }, loopDeps)) run(loop);
  });
  const forgetFleet = () => {
    isFleetStored = false;
    report.begin(null);
  };
  const organizationTurn = createOrganizationTurn(
    account,
    gateway,
    report,
    { ...deps, forgetFleet },
    beginOthers,
  );
  const intervalMs = organizationIntervalMs;
  running.push(
    announceMissingSpans(),
    readCursor(deps.database.db, 'positions').then((cursor) => {
      report.begin(cursor?.savedAtMs ?? null);
      isFleetStored = cursor !== null;
      run(
        createLoop(
          { resource: 'organization', intervalMs, isMinimum: false, turn: organizationTurn },
          loopDeps,
        ),
      );
    }),
    report.watchForLateness(),
  );

  return {
    account,
    gateway,
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    stop: async () => {
      stopping.abort();
      // Loops are added while earlier ones end, so by index and not at once.
      for (let index = 0; index < running.length; index += 1) await running[index];
    },
  };
}

interface Once {
  (): void;
  isDone(): boolean;
}

function once(work: () => void): Once {
  let isDone = false;
  const run = () => {
    if (isDone) return;
    isDone = true;
    work();
  };
  return Object.assign(run, { isDone: () => isDone });
}

function createLoops(
  gateway: SamsaraGateway,
  report: SyncReport,
  deps: SyncDeps & { readonly headStart: HeadStart },
  loopDeps: Parameters<typeof createLoop>[1],
): readonly Loop[] {
  const { telematics, database, logger, headStart } = deps;
  const { serverNowMs } = report;
  const feedLoops = (['positions', 'diagnostics'] as const).map((feed, place) => {
    const { types, intervalMs } = feeds[feed];
    const onPage = (storedCount: number, rejectedCount: number) =>
      report.notePage(feed, storedCount, rejectedCount);
    const { turn } = createFeed(
      { feed, types },
      { gateway, telematics, database, serverNowMs, logger, onPage },
    );
    const delayMs = firstTurnDelayMs(feed, place, headStart);
    return createLoop({ resource: feed, intervalMs, isMinimum: true, delayMs, turn }, loopDeps);
  });
  const turns = createListTurns({ gateway, telematics, serverNowMs, onRejected: report.noteRejected });
  const listLoops = (Object.keys(turns) as ListResource[]).map((resource, place) => {
    const intervalMs = listIntervalsMs[resource];
    const delayMs = firstTurnDelayMs(resource, place, headStart);
    return createLoop({ resource, intervalMs, isMinimum: false, delayMs, turn: turns[resource] }, loopDeps);
  });
  return [...feedLoops, ...listLoops, ...createEventLoops({ ...deps, gateway, report }, loopDeps)];
}

/** Nothing else is asked for until it is known whose fleet this is, or that it is the one that is stored. */
function createOrganizationTurn(
  account: Account,
  gateway: SamsaraGateway,
  report: SyncReport,
  deps: SyncDeps & { readonly forgetFleet: () => void },
  beginOthers: Once,
) {
  const { database, telematics, logger } = deps;
  const tokenFingerprint = fingerprintOf(account.token);
  const identity = (organization: Organization | null): StoredAccount => ({
    organization,
    tokenFingerprint,
    isSandbox: deps.health.get().isSandbox,
  });

  async function adopt(now: StoredAccount) {
    const stored = await readAccount(database.db);
    if (stored && !isSameFleet(stored, now)) {
      if (beginOthers.isDone()) {
        deps.onFleetChanged();
        return;
      }
      logger.info('another fleet: what was stored of the last one is forgotten');
      await telematics.clear(async (trx) => {
        await forgetProgress(trx);
        await saveAccount(trx, now);
      });
      deps.forgetFleet();
    } else {
      await database.transaction((trx) => saveAccount(trx, now));
    }
    report.noteOrganization(now.organization);
    beginOthers();
  }

  return async (signal: AbortSignal): Promise<number> => {
    try {
      const organization = await gateway.fetchOrganization(signal);
      await adopt(identity(organization));
      return 1;
    } catch (error) {
      const code = isAppError(error) ? error.code : null;
      if (code === 'samsara/forbidden') await adopt(identity(null));
      // The rest may well be in order; and with the same token it is the same fleet.
      const mayBeHealthy = code === 'samsara/unexpected-answer' || code === 'samsara/rate-limited';
      const stored = mayBeHealthy ? await readAccount(database.db) : null;
      if (stored?.tokenFingerprint === tokenFingerprint) beginOthers();
      throw error;
    }
  };
}
