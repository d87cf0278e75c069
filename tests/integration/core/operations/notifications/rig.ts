import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import { createNotifications } from '../../../../../src-main/core/operations/notifications/index.ts';
import type { IncidentReport } from '../../../../../src-main/core/operations/notifications/index.ts';
import type { Roster, Vehicle } from '../../../../../src-main/core/operations/telematics/contract.ts';
import type {
  Observation,
  ObservationListener,
} from '../../../../../src-main/core/operations/telematics/index.ts';
import { roles, type Role } from '../../../../../src-main/core/platform/contract-base.ts';
import { createIds } from '../../../../../src-main/core/platform/ids.ts';
import { createMetrics } from '../../../../../src-main/core/platform/metrics.ts';
import { createJobQueue } from '../../../../../src-main/core/platform/queue/index.ts';
import { systemRandom } from '../../../../../src-main/core/platform/random.ts';
import { createState } from '../../../../../src-main/core/platform/state.ts';
import { createManualClock, settle } from '../../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** The module on a real ledger file; the fleet is told by the test. `restart` is a new process on the same file. */
export function createAlertRig(vehicles: readonly Vehicle[], startMs: number) {
  const folder = temporaryFolder();
  const clock = createManualClock(startMs);
  const logger = createRecordingLogger();
  const roster = createState<Roster>({ rosterVersion: 1, vehicles: [...vehicles] });
  let listener: ObservationListener | null = null;
  const fleet = {
    watchRoster: (signal?: AbortSignal) => roster.watch(signal),
    onObserved(next: ObservationListener) {
      listener = next;
      return () => {
        listener = null;
      };
    },
  };

  async function start() {
    const ids = createIds({ clock, random: systemRandom });
    const metrics = createMetrics();
    const path = join(folder, 'ledger.db');
    const database = await openDatabase({ kind: 'ledger', path, clock, logger });
    const jobs = createJobQueue({ database, clock, ids, logger, random: () => 1, metrics });
    const notifications = createNotifications({ database, jobs, clock, ids, logger, metrics, fleet });
    await jobs.start();
    await notifications.start();
    await settle();
    const asUser = (userId: string, its: readonly Role[] = roles) =>
      createRouterClient(notifications.router, { context: { session: { userId, roles: its }, logger } });
    const stop = async () => {
      await notifications.stop();
      await jobs.stop();
      await database.close();
    };
    return { database, jobs, metrics, notifications, asUser, client: asUser('dana'), stop };
  }

  let running = start();
  onTestFinished(async () => (await running).stop());

  return {
    clock,
    logger,
    roster,
    running: () => running,
    async restart() {
      await (await running).stop();
      running = start();
      return running;
    },
    /** One round of telematics. */
    async observe(observations: readonly Observation[]) {
      listener?.(observations, clock.nowMs());
      for (let turn = 0; turn < 10; turn += 1) await settle();
    },
  };
}

export type Running = Awaited<ReturnType<ReturnType<typeof createAlertRig>['running']>>;

const everything = {
  states: [],
  kinds: [],
  severities: [],
  vehicleId: null,
  fromMs: null,
  toMs: null,
  cursor: null,
};

export const listAll = async ({ client }: Running) => (await client.listAlerts(everything)).alerts;

export const harshBraking = (
  change: Partial<Pick<IncidentReport, 'key' | 'happenedAtMs' | 'subject' | 'source'>>,
) =>
  ({
    kind: 'harshEvent',
    key: 'harsh-1',
    subject: { vehicleId: 'a', driverId: 'd1' },
    happenedAtMs: 0,
    isResolved: true,
    resolvedAtMs: null,
    source: 'samsara',
    details: { label: 'Harsh braking', gForce: 0.6, url: null },
    ...change,
  }) as const satisfies IncidentReport;
