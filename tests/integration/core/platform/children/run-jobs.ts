/**
 * Run as a child process that a test kills while jobs run: the effect of a job is a line in a file, synced, then the
 * handler takes its time. Arguments: folder, number of jobs to enqueue first. Ends by itself when nothing waits.
 */
import { appendFileSync } from 'node:fs';
import { z } from 'zod';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import { systemClock } from '../../../../../src-main/core/platform/clock.ts';
import { createIds } from '../../../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../../../src-main/core/platform/logger.ts';
import { createJobQueue } from '../../../../../src-main/core/platform/queue/index.ts';
import { systemRandom } from '../../../../../src-main/core/platform/random.ts';

const [folder = '', jobCount = '0'] = process.argv.slice(2);
const clock = systemClock;
const random = systemRandom;
const logger = createSilentLogger();
const database = await openDatabase({ kind: 'ledger', path: `${folder}/ledger.db`, clock, logger });
const ids = createIds({ clock, random });
const queue = createJobQueue({ database, clock, ids, logger, random });

queue.register('effect', {
  queue: 'calls',
  schema: z.object({ number: z.number() }),
  handler: async ({ number }) => {
    appendFileSync(`${folder}/effects.txt`, `${number}\n`, { flush: true });
    process.stdout.write(`${number}\n`);
    await clock.sleep(5);
  },
});

for (let number = 1; number <= Number(jobCount); number += 1) {
  await queue.enqueue({ kind: 'effect', payload: { number }, key: String(number) });
}
await queue.start();
for (;;) {
  const { waiting, running, dead } = await queue.counts();
  if (waiting + running === 0) {
    process.stdout.write(`finished ${dead}\n`);
    break;
  }
  await clock.sleep(10);
}
await queue.stop();
await database.close();
