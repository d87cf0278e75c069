import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src-main/core/database/connection.ts';
import { createCallBook } from '../../../src-main/core/operations/twilio/calls/call-book.ts';
import { createCallLog, type LogQuestion } from '../../../src-main/core/operations/twilio/calls/call-log.ts';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { createIds } from '../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { systemRandom } from '../../../src-main/core/platform/random.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { figuresOf, pairedRatio, takeTurns, type Reader } from '../reads/turns.ts';
import { benchTargets } from '../targets.ts';
import { fillCallLog } from './fill.ts';
import { createQuestions } from './questions.ts';

const seed = 20_261_130;
const questionCount = 40;
/** Of so many the first are taken that both logs can answer with a full page: a short one would flatter its log. */
const candidateCount = 160;
const { workload, ratios: targets } = benchTargets['call-log'];

async function openLog(folder: string, name: string, callCount: number) {
  const path = join(folder, `${name}-${String(callCount)}.db`);
  const tools = { clock: systemClock, logger: createSilentLogger() };
  const startMs = performance.now();
  if (!existsSync(path)) {
    await (await openDatabase({ kind: 'ledger', path, ...tools })).close();
    fillCallLog(path, callCount);
  }
  const fillMs = Math.round(performance.now() - startMs);
  const database = await openDatabase({ kind: 'ledger', path, ...tools });
  const ids = createIds({ clock: systemClock, random: systemRandom });
  const book = createCallBook({
    database,
    clock: systemClock,
    ids,
    identity: () => 'desk',
    nameOf: () => null,
  });
  const log = createCallLog({ database, book });
  const { size: bytes } = await stat(path);
  const read: Reader<LogQuestion> = async (question) => {
    const { calls } = await log.list(question);
    return () => String(calls.length);
  };
  const countFound = async (question: LogQuestion) => (await log.list(question)).calls.length;
  return { read, countFound, figures: { calls: callCount, fillMs, bytes }, close: () => database.close() };
}

/** To fill on a busy machine and to measure on a quiet one: the filled logs stay in a folder that is named. */
async function openFolder(benchArguments: readonly string[]) {
  const at = benchArguments.indexOf('--folder');
  const named = at === -1 ? undefined : benchArguments[at + 1];
  if (named !== undefined) {
    await mkdir(named, { recursive: true });
    return { folder: named, remove: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-call-log-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * `npm run bench -- call-log [--quick] [--folder PATH]`: pages of the call log as the desk asks for them, of a long log and of one a
 * hundredth as long with the same people. Ratios are of processor time, question by question; the worst kind counts.
 */
export async function runCallLogBench(benchArguments: readonly string[] = []) {
  const callCount = benchArguments.includes('--quick') ? workload.callCount / 10 : workload.callCount;
  const { folder, remove } = await openFolder(benchArguments);
  const small = await openLog(folder, 'small', workload.smallCallCount);
  const large = await openLog(folder, 'large', callCount);
  try {
    terminalLog(`${String(callCount)} calls stand in the large log`);
    const byKind: Record<string, object> = {};
    const timeToSmall: Record<string, number> = {};
    const isFull = async (question: LogQuestion) =>
      (await small.countFound(question)) === question.countMax &&
      (await large.countFound(question)) === question.countMax;
    for (const [kind, candidates] of createQuestions(candidateCount, seed)) {
      const questions: LogQuestion[] = [];
      for (const question of candidates) {
        if (questions.length < questionCount && (kind === 'searchNothing' || (await isFull(question))))
          questions.push(question);
      }
      const readers = { large: large.read, small: small.read };
      const samples = await takeTurns(readers, questions, { mayDiffer: true });
      timeToSmall[kind] = pairedRatio(samples.large, samples.small, 'cpuMs');
      byKind[kind] = {
        questions: questions.length,
        large: figuresOf(samples.large).ms,
        small: figuresOf(samples.small).ms,
      };
    }
    const ratios = { timeToSmall: Math.max(...Object.values(timeToSmall)) };
    return {
      bench: 'call-log',
      figures: { large: large.figures, small: small.figures, timeToSmall, msByKind: byKind },
      ratios,
      targets,
      holds: ratios.timeToSmall <= targets.timeToSmallAtMost,
    };
  } finally {
    await small.close();
    await large.close();
    await remove();
  }
}
