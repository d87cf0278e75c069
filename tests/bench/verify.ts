import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src-main/core/platform/clock.ts';
import { sha256 } from '../../src-main/core/referral/ledger/hash.ts';
import { readEntries, readProof } from '../../src-main/core/referral/ledger/log-repository.ts';
import { consistencyParts } from '../../src-main/core/referral/ledger/merkle.ts';
import type { Database } from '../../src-main/core/referral/ledger/repository.ts';
import { verifyLedger } from '../../src-main/core/referral/ledger/verify.ts';
import { createOurs } from './points-ledger/contestants.ts';
import { createCommands } from './points-ledger/workload.ts';
import { benchTargets } from './targets.ts';

const { workload, ratios: targets } = benchTargets.verify;
const batchCount = 1_000;
const proofCount = 300;

const medianOf = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function fill(ours: Awaited<ReturnType<typeof createOurs>>, entryCount: number) {
  const commands = createCommands(workload.userCount);
  for (let done = 0; done < entryCount; done += batchCount) {
    await ours.post(commands.take(Math.min(batchCount, entryCount - done)));
    if (done % 50_000 === 0) await ours.server.signHead();
  }
  await ours.server.signHead();
}

/** Every row read as `verify` reads it, and hashed once. */
async function readAndHash(db: Database): Promise<number> {
  let seq = 0;
  for (;;) {
    const rows = await readEntries(db, seq, batchCount);
    for (const row of rows) sha256(row.body);
    seq = rows.at(-1)?.seq ?? seq;
    if (rows.length < batchCount) return seq;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Proofs between pseudo-random lengths of a log, in turns with those of the other log. */
async function proofTimes(
  long: Database,
  short: Database,
  sizes: { readonly long: number; readonly short: number },
) {
  const longMs: number[] = [];
  const shortMs: number[] = [];
  for (let turn = 0; turn < proofCount; turn += 1) {
    // The golden ratio spreads them evenly, and every run asks the same.
    const place = ((turn + 1) * 0.618_033_988_7) % 1;
    const ask = (db: Database, size: number) =>
      timed(() => readProof(db, consistencyParts(1 + Math.floor(place * (size - 1)), size)));
    longMs.push(await ask(long, sizes.long));
    shortMs.push(await ask(short, sizes.short));
  }
  return { longMs: medianOf(longMs), shortMs: medianOf(shortMs) };
}

/**
 * `npm run bench -- verify [--quick]`: a whole ledger verified from its first entry, against reading the same rows and
 * hashing each once; a consistency proof in it against one in a log of 10,000.
 */
export async function runVerifyBench(benchArguments: readonly string[] = []) {
  const isQuick = benchArguments.includes('--quick');
  const entryCount = isQuick ? workload.entryCount / 20 : workload.entryCount;
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-verify-'));
  const ours = await createOurs(folder);
  const short = await createOurs(folder, 'short');
  try {
    await fill(ours, entryCount);
    await fill(short, workload.shortCount);
    const { db } = ours.database;
    const verify = async () => {
      const report = await verifyLedger(db, { isSigned: ours.isSigned, clock: systemClock });
      if (
        report.findings.length > 0 ||
        report.entryCount !== entryCount ||
        report.signedSize !== entryCount
      ) {
        throw new Error(`verification failed: ${JSON.stringify(report).slice(0, 500)}`);
      }
    };
    await readAndHash(db);
    const turns: { verifyMs: number; readMs: number }[] = [];
    for (let turn = 0; turn < workload.turnCount; turn += 1) {
      turns.push({ readMs: await timed(() => readAndHash(db)), verifyMs: await timed(verify) });
    }
    const sizes = { long: entryCount, short: workload.shortCount };
    const proofs = await proofTimes(db, short.database.db, sizes);
    const ratios = {
      verifyToRead: Number(medianOf(turns.map(({ verifyMs, readMs }) => verifyMs / readMs)).toFixed(3)),
      proofToShort: Number((proofs.longMs / proofs.shortMs).toFixed(3)),
    };
    return {
      bench: 'verify',
      figures: { entries: entryCount, turns, proofs },
      ratios,
      targets,
      holds:
        ratios.verifyToRead <= targets.verifyToReadAtMost &&
        ratios.proofToShort <= targets.proofToShortAtMost,
    };
  } finally {
    await ours.close();
    await short.close();
    await rm(folder, { recursive: true, force: true });
  }
}
