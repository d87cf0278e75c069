import { createAlertTurn, createSafetyTurn } from './alert-turn.ts';
import { createBackfillTurn } from './backfill.ts';
import type { SyncResource } from './contract.ts';
import type { SamsaraGateway } from './gateway.ts';
import { firstTurnDelayMs, type HeadStart } from './head-start.ts';
import { createLoop, type Loop, type LoopDeps } from './loop.ts';
import { createDutyLogTurn, createSpeedLimitTurn, createTripTurn } from './record-turns.ts';
import type { SyncDeps } from './sync.ts';
import type { SyncReport } from './sync-report.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
export interface EventLoopDeps extends SyncDeps {
  readonly gateway: SamsaraGateway;
  readonly report: SyncReport;
  readonly headStart: HeadStart;
}

interface Plan {
  readonly turn: (signal: AbortSignal) => Promise<number>;
  readonly intervalMs: () => number;
}

/** What happens, and what happened before we were there: one loop each, so that none of them holds up another. */
export function createEventLoops(deps: EventLoopDeps, loopDeps: LoopDeps): Loop[] {
  const { report, backfillDays } = deps;
  const turnDeps = { ...deps, serverNowMs: report.serverNowMs, onRejected: report.noteRejected };
  const every = (intervalMs: number) => () => intervalMs;
  const plans: Partial<Record<SyncResource, Plan>> = {
    alerts: { turn: createAlertTurn(turnDeps), intervalMs: every(15 * secondMs) },
    safetyEvents: { turn: createSafetyTurn(turnDeps), intervalMs: every(minuteMs) },
    speedLimits: { turn: createSpeedLimitTurn(turnDeps), intervalMs: every(30 * secondMs) },
    trips: createTripTurn(turnDeps),
    dutyLogs: { turn: createDutyLogTurn(turnDeps), intervalMs: every(10 * minuteMs) },
    backfill: createBackfillTurn({
      ...turnDeps,
      days: backfillDays,
      onProgress: (progress) => report.noteBackfill({ days: backfillDays(), ...progress }),
    }),
  };
  return (Object.entries(plans) as [SyncResource, Plan][]).map(([resource, { turn, intervalMs }], place) =>
    createLoop(
      {
        resource,
        turn,
        isMinimum: false,
        delayMs: firstTurnDelayMs(resource, place, deps.headStart),
        get intervalMs() {
          return intervalMs();
        },
      },
      loopDeps,
    ),
  );
}
