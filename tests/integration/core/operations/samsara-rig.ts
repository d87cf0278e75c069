import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import type { SyncHealth, SyncResource } from '../../../../src-main/core/operations/samsara/contract.ts';
import type { IncidentReport } from '../../../../src-main/core/operations/notifications/index.ts';
import { createSamsara } from '../../../../src-main/core/operations/samsara/index.ts';
import { createTelematics } from '../../../../src-main/core/operations/telematics/index.ts';
import { AppError } from '../../../../src-main/core/platform/errors.ts';
import { createMetrics } from '../../../../src-main/core/platform/metrics.ts';
import { createSandboxClock } from '../../../../src-main/sandbox/clock.ts';
import { createFleet } from '../../../../src-main/sandbox/fleet/index.ts';
import { createSamsaraSandbox, type SamsaraSandbox } from '../../../../src-main/sandbox/samsara/index.ts';
import { createManualClock, settle, type ManualClock } from '../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { context, firstOf } from './telematics-rig.ts';

const startMs = Date.UTC(2026, 10, 23, 15);

export async function startSandbox(
  clock: ManualClock,
  options: { vehicleCount?: number; seed?: number } = {},
) {
  const { vehicleCount = 12, seed = 1 } = options;
  const sandbox = createSamsaraSandbox({
    fleet: createFleet({ vehicleCount, seed }),
    clock: createSandboxClock({ startMs: clock.nowMs(), speed: 0 }),
    updatesPerPage: 40,
    // Its limits per second are meant for the seconds that its client counts.
    wallNowMs: clock.nowMs,
  });
  await sandbox.start();
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

/** The real sync on a real file, with time in our hand; the sandbox speaks HTTP. */
export async function openSync(options: { folder?: string; clock?: ManualClock; headStartMs?: number } = {}) {
  const { folder = temporaryFolder(), clock = createManualClock(startMs), headStartMs = 0 } = options;
  const logger = createRecordingLogger();
  const metrics = createMetrics();
  const path = join(folder, 'telematics.db');
  const database = await openDatabase({ kind: 'telematics', path, clock, logger });
  const telematics = createTelematics({ database, clock, logger, metrics });
  await telematics.start();
  let requestsUnderWay = 0;
  const countingFetch = async (...request: Parameters<typeof fetch>) => {
    requestsUnderWay += 1;
    try {
      return await fetch(...request);
    } finally {
      requestsUnderWay -= 1;
    }
  };
  const incidents: IncidentReport[] = [];
  let isRefusing = false;
  const samsara = createSamsara({
    telematics,
    onIncident: async (incident) => {
      if (isRefusing) throw new AppError('database/busy', 'the ledger cannot be written');
      incidents.push(incident);
    },
    database,
    fetch: countingFetch,
    clock,
    random: () => 0.5,
    logger,
    metrics,
    headStartMs,
  });
  samsara.start();
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await samsara.stop();
    await telematics.stop();
    await database.close();
  };
  onTestFinished(close);
  const client = createRouterClient(
    { samsara: samsara.router, telematics: telematics.router },
    { context: context(logger) },
  );
  const health = async (): Promise<SyncHealth> => firstOf(await client.samsara.watchSyncHealth());
  const resource = async (name: SyncResource) => {
    const found = (await health()).resources.find((its) => its.resource === name);
    if (!found) throw new Error(`no resource ${name}`);
    return found;
  };
  return {
    folder,
    clock,
    logger,
    metrics,
    database,
    telematics,
    samsara,
    client,
    health,
    resource,
    close,
    /** Reports as they were handed over. */
    incidents,
    refuseIncidents: (isWanted: boolean) => {
      isRefusing = isWanted;
    },
    underWay: () => requestsUnderWay,
  };
}

export type SyncRig = Awaited<ReturnType<typeof openSync>>;

/** Lets time pass for both ends, a second at a time, with real time for the answers in between. */
export async function pass(rig: SyncRig, sandbox: SamsaraSandbox | null, durationMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < durationMs; passedMs += 1_000) {
    sandbox?.clock.advance(1_000);
    await rig.clock.advance(1_000);
    await quiet(rig);
  }
}

/** No request under way, and nothing follows from the last one but waiting. */
async function quiet(rig: SyncRig): Promise<void> {
  for (let calm = 0; calm < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await settle();
    calm = rig.underWay() === 0 ? calm + 1 : 0;
  }
}

export async function passUntil(
  rig: SyncRig,
  sandbox: SamsaraSandbox | null,
  isSo: () => Promise<boolean>,
): Promise<void> {
  for (let seconds = 0; seconds < 300; seconds += 1) {
    if (await isSo()) return;
    await pass(rig, sandbox, 1_000);
  }
  throw new Error(`it never came to be so: ${JSON.stringify(await rig.health())}`);
}

export const connectionIs = (rig: SyncRig, wanted: SyncHealth['connection']) => async () =>
  (await rig.health()).connection === wanted;

/** Configured and live. */
export async function openLiveSync(options: Parameters<typeof openSync>[0] & { vehicleCount?: number } = {}) {
  const rig = await openSync(options);
  const sandbox = await startSandbox(rig.clock, options);
  rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
  await passUntil(rig, sandbox, connectionIs(rig, 'live'));
  await pass(rig, sandbox, 6_000);
  return { rig, sandbox };
}
