import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import { createIds } from '../../../../src-main/core/platform/ids.ts';
import { createJobQueue, type JobQueueOptions } from '../../../../src-main/core/platform/queue/index.ts';
import type { JobTables } from '../../../../src-main/core/platform/queue/tables.ts';
import { systemRandom } from '../../../../src-main/core/platform/random.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A real ledger file whose time stands still until told, and queues on it. */
export async function createQueueRig() {
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const ids = createIds({ clock, random: systemRandom });
  const database = await openDatabase({
    kind: 'ledger',
    path: join(temporaryFolder(), 'ledger.db'),
    clock,
    logger,
  });
  const createQueue = (change: Partial<JobQueueOptions<JobTables>> = {}) => {
    const queue = createJobQueue<JobTables>({ database, clock, ids, logger, random: () => 1, ...change });
    onTestFinished(() => queue.stop());
    return queue;
  };
  onTestFinished(() => database.close());
  const { db } = database;
  return { clock, logger, ids, database, db, createQueue };
}
