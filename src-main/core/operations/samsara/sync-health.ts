import type { ResourceHealth, SyncHealth, SyncResource } from './contract.ts';
import { syncResources } from './contract.ts';
import type { Outcome } from './loop.ts';

/** Asked for and silent for this long, the main feed counts as late, before any time-out says so. */
export const lateAfterMs = 20_000;

const waiting = (resource: SyncResource): ResourceHealth => ({
  resource,
  state: 'waiting',
  lastSuccessAtMs: null,
  nextAttemptAtMs: null,
  itemCount: 0,
  failure: null,
});

export function healthAtStart(baseUrl: string | null, nowMs: number): SyncHealth {
  return {
    connection: baseUrl === null ? 'notConfigured' : 'connecting',
    sinceMs: nowMs,
    organization: null,
    isSandbox: false,
    baseUrl: baseUrl ?? '',
    failure: null,
    fixCount: 0,
    clockOffsetMs: 0,
    resources: syncResources.map(waiting),
  };
}

export const resourceOf = (health: SyncHealth, resource: SyncResource): ResourceHealth =>
  health.resources.find((its) => its.resource === resource) ?? waiting(resource);

function resourceAfter(
  known: ResourceHealth,
  outcome: Outcome,
  nextAttemptAtMs: number | null,
  nowMs: number,
): ResourceHealth {
  if (outcome.kind === 'done') {
    const { itemCount } = outcome;
    return { ...known, state: 'live', lastSuccessAtMs: nowMs, nextAttemptAtMs, itemCount, failure: null };
  }
  const state = outcome.kind === 'failed' ? 'stale' : outcome.kind === 'denied' ? 'denied' : 'stopped';
  return { ...known, state, nextAttemptAtMs, failure: outcome.failure };
}

/** The whole after one resource's turn. */
export function healthAfter(
  health: SyncHealth,
  resource: SyncResource,
  outcome: Outcome,
  nextAttemptAtMs: number | null,
  nowMs: number,
): SyncHealth {
  const resources = health.resources.map((known) =>
    known.resource === resource ? resourceAfter(known, outcome, nextAttemptAtMs, nowMs) : known,
  );
  return withConnection({ ...health, resources }, nowMs);
}

/** Positions that should have come by now and did not: late counts as stale, whoever is to blame. */
export function healthWhenLate(health: SyncHealth, nowMs: number): SyncHealth {
  const positions = resourceOf(health, 'positions');
  const isLate = nowMs - (positions.lastSuccessAtMs ?? nowMs) > lateAfterMs;
  if (positions.state !== 'live' || !isLate) return health;
  const failure = { code: 'samsara/unreachable', message: 'Samsara has not answered for a while.' };
  const late: ResourceHealth = { ...positions, state: 'stale', failure };
  const resources = health.resources.map((known) => (known.resource === 'positions' ? late : known));
  return withConnection({ ...health, resources }, nowMs, 'stale');
}

/** Of what can be so that nobody was asked for it, success says nothing about the connection. */
const sayNothing: readonly SyncResource[] = ['trips', 'backfill'];

type Verdict = Pick<SyncHealth, 'connection' | 'failure'>;

/** The connection is as well as the most telling resource: positions, else what comes before them. */
function verdictOn(health: SyncHealth): Verdict {
  const resources = health.resources.filter(({ resource }) => !sayNothing.includes(resource));
  const stopped = health.resources.find((known) => known.state === 'stopped');
  if (stopped) return { connection: 'stopped', failure: stopped.failure };
  const asked = resources.filter((known) => known.state !== 'waiting');
  const allowed = asked.filter((known) => known.state !== 'denied');
  if (asked.length === resources.length && allowed.length === 0) {
    return { connection: 'stopped', failure: asked[0]?.failure ?? null };
  }
  const telling = ['positions', 'vehicles', 'organization'].map((name) =>
    allowed.find((known) => known.resource === name),
  );
  const first = telling.find((known) => known !== undefined) ?? allowed[0];
  if (!first) return { connection: 'connecting', failure: null };
  if (first.state === 'live') {
    // Until the main feed has been asked there is nothing to show yet.
    const isReady = asked.some((known) => known.resource === 'positions');
    return { connection: isReady ? 'live' : 'connecting', failure: null };
  }
  const isOffline = first.failure?.code === 'samsara/unreachable';
  return { connection: isOffline ? 'offline' : 'stale', failure: first.failure };
}

function withConnection(health: SyncHealth, nowMs: number, forced?: SyncHealth['connection']): SyncHealth {
  const verdict = verdictOn(health);
  const connection = forced ?? verdict.connection;
  const sinceMs = connection === health.connection ? health.sinceMs : nowMs;
  return { ...health, connection, failure: verdict.failure, sinceMs };
}
