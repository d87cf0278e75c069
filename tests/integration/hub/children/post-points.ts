/**
 * Run as a child process that a test kills: the hub's ledger on its real file, asked by eight at once. Says each command's
 * number only after it was acknowledged. Arguments: data folder, first number.
 */
import { systemClock } from '../../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../../src-main/core/platform/logger.ts';
import { systemRandom } from '../../../../src-main/core/platform/random.ts';
import { createLedger } from '../../../../src-main/core/referral/ledger/ledger.ts';
import { submissionOf } from '../../../../src-main/core/referral/ledger/submission.ts';
import { openOffice } from '../../../../src-main/hub/database/index.ts';
import { commandOf, give } from '../../core/referral/ledger-rig.ts';

const [dataFolder = '', first = '1'] = process.argv.slice(2);
const clock = systemClock;
const tools = { clock, random: systemRandom, logger: createSilentLogger() };
const database = await openOffice({ databaseUrl: null, dataFolder, ...tools });
const project = () => Promise.resolve();
const ledger = createLedger({ database, clock, newLedgerId: () => 'ledger-1', project });

let next = Number(first);
const client = async () => {
  for (;;) {
    const number = next;
    next += 1;
    const answer = await ledger.submit(submissionOf(commandOf(`command ${number}`, give('ann', 1))));
    if (answer.state !== 'accepted') throw new Error(`refused: ${JSON.stringify(answer)}`);
    process.stdout.write(`${number}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, client));
