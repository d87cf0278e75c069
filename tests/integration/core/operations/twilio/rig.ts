import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import type { Roster } from '../../../../../src-main/core/operations/telematics/contract.ts';
import type { DutyBoard } from '../../../../../src-main/core/operations/telematics/hours/contract.ts';
import type { Observation } from '../../../../../src-main/core/operations/telematics/index.ts';
import {
  createPhone,
  type PhoneAccount,
  type PhoneConfiguration,
} from '../../../../../src-main/core/operations/twilio/index.ts';
import { roles } from '../../../../../src-main/core/platform/contract-base.ts';
import { createIds } from '../../../../../src-main/core/platform/ids.ts';
import { createMetrics } from '../../../../../src-main/core/platform/metrics.ts';
import { createJobQueue } from '../../../../../src-main/core/platform/queue/index.ts';
import { systemRandom } from '../../../../../src-main/core/platform/random.ts';
import { createState } from '../../../../../src-main/core/platform/state.ts';
import { createManualClock, settle } from '../../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

export const startMs = Date.UTC(2026, 10, 28, 12);

export const testAccount: PhoneAccount = {
  accountSid: `AC${'1'.repeat(32)}`,
  apiKeySid: `SK${'2'.repeat(32)}`,
  apiKeySecret: 'a secret of thirty-two letters ..',
  authToken: 'f'.repeat(32),
  applicationSid: `AP${'3'.repeat(32)}`,
  apiBaseUrl: 'http://127.0.0.1:9',
  isSandbox: true,
  chunderw: null,
  edge: null,
};

export const testConfiguration: PhoneConfiguration = {
  account: testAccount,
  policy: {
    identity: 'dana',
    deskGroup: ['dana', 'sam'],
    callerIds: ['+15125550100'],
    country: 'US',
    ringSeconds: 20,
    servesCallFlow: false,
    recording: 'onDemand',
    recordingNotice: true,
    recordingKeptDays: 30,
  },
  recordingKey: null,
};

type Driver = DutyBoard['drivers'][number];
export const driver = (
  id: string,
  name: string,
  phone: string | null,
  vehicle: Driver['vehicle'] = null,
): Driver => ({
  id,
  name,
  phone,
  vehicle,
  clocks: null,
  violations: [],
});

/** The module on a real ledger file; the fleet is told by the test. `restart` is a new process on the same file. */
export function createPhoneRig(drivers: readonly Driver[] = [], configuration = testConfiguration) {
  const folder = temporaryFolder();
  const clock = createManualClock(startMs);
  const logger = createRecordingLogger();
  const board = createState<DutyBoard>({ drivers: [...drivers], asOfMs: startMs });
  const roster = createState<Roster>({ rosterVersion: 1, vehicles: [] });
  const observations: Observation[] = [];
  const fleet = {
    watchRoster: roster.watch,
    watchDutyBoard: board.watch,
    observations: () => observations,
    nowMs: clock.nowMs,
  };

  async function start(change: Partial<PhoneConfiguration> = {}) {
    const ids = createIds({ clock, random: systemRandom });
    const metrics = createMetrics();
    const path = join(folder, 'ledger.db');
    const database = await openDatabase({ kind: 'ledger', path, clock, logger });
    const jobs = createJobQueue({ database, clock, ids, logger, random: () => 1, metrics });
    const phone = createPhone({
      database,
      jobs,
      dataFolder: folder,
      fleet,
      fetch: () => Promise.reject(new Error('this test has no network')),
      clock,
      random: systemRandom,
      ids,
      logger,
      metrics,
    });
    phone.configure({ ...configuration, ...change });
    await jobs.start();
    await phone.start();
    await settle();
    const client = createRouterClient(phone.router, {
      context: { session: { userId: 'dana', roles }, logger },
    });
    const stop = async () => {
      await phone.stop();
      await jobs.stop();
      await database.close();
    };
    return { database, jobs, metrics, phone, client, stop };
  }

  let running = start();
  onTestFinished(async () => (await running).stop());

  return {
    clock,
    logger,
    board,
    roster,
    observations,
    running: () => running,
    async restart(change: Partial<PhoneConfiguration> = {}) {
      await (await running).stop();
      running = start(change);
      return running;
    },
  };
}
