import { sql } from 'kysely';
import { expect, it } from 'vitest';
import {
  createFrontier,
  inclusionParts,
  consistencyParts,
} from '../../../../src-main/core/referral/ledger/merkle.ts';
import { isConsistent, isIncluded } from '../../../../src-main/core/referral/ledger/merkle-proof.ts';
import {
  readEntries,
  readLastPosting,
  readPostings,
  readProof,
  readRoot,
  readSeqAt,
} from '../../../../src-main/core/referral/ledger/log-repository.ts';
import {
  readBalances,
  readDueHolds,
  readHead,
} from '../../../../src-main/core/referral/ledger/repository.ts';
import { submissionOf } from '../../../../src-main/core/referral/ledger/submission.ts';
import { verifyLedger } from '../../../../src-main/core/referral/ledger/verify.ts';
import { describeOffice } from '../../../support/office-databases.ts';
import { available, commandOf, give, isSigned, openLedger, reserve, reserved } from './ledger-rig.ts';

describeOffice('the ledger of record', ({ dialect, makePlace }) => {
  const open = async () => {
    const office = await (await makePlace()).open();
    return { office, ...openLedger(office) };
  };
  const balanceOf = async (db: Parameters<typeof readBalances>[0], account: string) =>
    (await readBalances(db, [account]))[0]?.balance;

  it('answers the same key the same way, accepted or refused, and another wish under it not at all', async () => {
    const { office, codeOf, run } = await open();
    expect(await codeOf(commandOf('a', give('ann', 10)))).toBe('accepted 1');
    expect(await codeOf(commandOf('b', reserve('ann', 'h', 11)))).toBe('referral/insufficient-points');
    expect(await codeOf(commandOf('c', give('ann', 5)))).toBe('accepted 2');
    expect(await codeOf(commandOf('a', give('ann', 10)))).toBe('accepted 1');
    expect(await codeOf(commandOf('b', reserve('ann', 'h', 11)))).toBe('referral/insufficient-points');
    await expect(run(commandOf('a', give('ann', 11)))).rejects.toMatchObject({ code: 'referral/key-reused' });
    await expect(run(commandOf('b', give('ann', 11)))).rejects.toMatchObject({ code: 'referral/key-reused' });
    expect(await balanceOf(office.db, available('ann'))).toBe(15);
  });

  it('writes what comes at once together, each key once, and nobody loses or doubles points', async () => {
    const { office, ledger } = await open();
    const commands = Array.from({ length: 300 }, (_, index) =>
      commandOf(`k${index % 250}`, give(`u${(index % 250) % 7}`, 1 + ((index % 250) % 3))),
    );
    const answers = await Promise.all(commands.map((command) => ledger.submit(submissionOf(command))));
    expect(new Set(answers.map((answer) => answer.state === 'accepted' && answer.seq)).size).toBe(250);
    expect((await readHead(office.db))?.size).toBe(250);
    const report = await verifyLedger(office.db, { isSigned, clock: openLedger(office).clock });
    expect(report).toMatchObject({ findings: [], entryCount: 250 });
  });

  it('is one ledger for two hubs on one database', async () => {
    const place = await makePlace();
    const one = await place.open();
    // Two connections of one process to one SQLite file would wait for each other for ever.
    const two = dialect === 'postgres' ? await place.open() : one;
    const hubs = [openLedger(one), openLedger(two)];
    await hubs[0]!.run(commandOf('start', give('ann', 100)));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        hubs[index % 2]!.codeOf(commandOf(`r${index}`, reserve('ann', `h${index}`, 10))),
      ),
    );
    expect(answers.filter((answer) => answer.startsWith('accepted'))).toHaveLength(10);
    expect(await balanceOf(two.db, available('ann'))).toBe(0);
    expect(await balanceOf(one.db, reserved('ann'))).toBe(100);
  });

  it('goes on after a restart with holds, caps and undoing as if nothing had been', async () => {
    const place = await makePlace();
    const first = await place.open();
    const before = openLedger(first);
    const caps = [{ counter: 'day', limit: 20 }];
    await before.run(commandOf('1', { ...give('ann', 20), caps } as never));
    await before.run(commandOf('2', reserve('ann', 'h', 8)));
    const after = openLedger(await place.open());
    expect(await after.codeOf(commandOf('3', { ...give('bob', 1), caps } as never))).toBe(
      'referral/cap-reached',
    );
    expect(await after.codeOf(commandOf('4', { kind: 'post', holdId: 'h', amount: 3 }))).toBe('accepted 3');
    expect(await after.codeOf(commandOf('5', { kind: 'void', holdId: 'h' }))).toBe('referral/hold-closed');
    const again = openLedger(await place.open());
    expect(await again.codeOf(commandOf('6', { kind: 'reverse', seq: 3 }))).toBe('accepted 4');
    expect(await again.codeOf(commandOf('7', { kind: 'reverse', seq: 1 }))).toBe('accepted 5');
    const last = openLedger(await place.open());
    expect(await last.codeOf(commandOf('8', { kind: 'reverse', seq: 3 }))).toBe('referral/already-reversed');
    expect(await last.codeOf(commandOf('9', { ...give('bob', 20), caps } as never))).toBe('accepted 6');
  });

  it('refuses to change or delete what is written, whoever asks', async () => {
    const { office, run } = await open();
    await run(commandOf('a', give('ann', 10)));
    for (const table of ['ledger_entry', 'ledger_posting']) {
      await expect(sql`DELETE FROM ${sql.table(table)}`.execute(office.db)).rejects.toThrow('append-only');
      await expect(sql`UPDATE ${sql.table(table)} SET at_ms = 0`.execute(office.db)).rejects.toThrow(
        'append-only',
      );
    }
    if (office.dialect === 'sqlite') {
      // Which deletes the row that is in the way.
      await expect(
        sql`INSERT OR REPLACE INTO ledger_entry SELECT seq, 0, key, command_hash, leaf_hash, body FROM ledger_entry`.execute(
          office.db,
        ),
      ).rejects.toThrow('append-only');
    }
    await expect(
      sql`UPDATE ledger_account SET balance = -1 WHERE may_overdraw = 0`.execute(office.db),
    ).rejects.toThrow();
  });

  it('does not take others along when one cannot be written', async () => {
    const { office, ledger } = await open();
    // Half a character cannot be written down.
    const broken = { ...commandOf('broken', give('ann', 1)), reason: '\ud800' };
    const answers = await Promise.allSettled([
      ledger.submit(submissionOf(commandOf('a', give('ann', 1)))),
      ledger.submit({ key: 'broken', hash: Buffer.alloc(32), work: broken }),
      ledger.submit(submissionOf(commandOf('b', give('ann', 2)))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await balanceOf(office.db, available('ann'))).toBe(3);
  });

  it('knows any balance of the past and proves entries and earlier lengths', async () => {
    const { office, clock, run } = await open();
    for (let index = 1; index <= 75; index += 1) {
      await run(commandOf(`k${index}`, give(index % 2 ? 'ann' : 'bob', index)));
      clock.jumpTo(clock.nowMs() + (index === 40 ? -5_000 : 1_000));
    }
    const { db } = office;
    const entries = await readEntries(db, 0, 100);
    expect(entries.every((entry, index) => index === 0 || entry.atMs >= entries[index - 1]!.atMs)).toBe(true);
    const seq = await readSeqAt(db, entries[9]!.atMs);
    expect(seq).toBe(10);
    expect((await readLastPosting(db, available('ann'), seq))?.balanceAfter).toBe(1 + 3 + 5 + 7 + 9);
    const lines = await readPostings(db, available('bob'), { afterSeq: 2, toSeq: 6 });
    expect(lines.map(({ amount }) => amount)).toEqual([4, 6]);

    const frontier = createFrontier();
    for (const { leafHash } of entries) frontier.append(leafHash);
    const root = await readRoot(db, 75);
    expect(root).toEqual(frontier.root());
    for (const index of [0, 15, 16, 40, 74]) {
      const proof = await readProof(db, inclusionParts(index, 75));
      expect(isIncluded({ leaf: entries[index]!.leafHash, index, size: 75, root }, proof)).toBe(true);
    }
    for (const size of [1, 16, 33, 64, 74]) {
      const proof = await readProof(db, consistencyParts(size, 75));
      expect(isConsistent({ size, root: await readRoot(db, size) }, { size: 75, root }, proof)).toBe(true);
    }
  });

  it('reads past and present by its indexes', async () => {
    const { office, clock, codeOf } = await open();
    const due = { ...reserve('ann', 'h', 5), expiresAtMs: clock.nowMs() + 10 } as never;
    expect(await codeOf(commandOf('a', give('ann', 5), due))).toBe('accepted 1');
    expect(await readDueHolds(office.db, clock.nowMs() + 9, 10)).toEqual([]);
    expect(await readDueHolds(office.db, clock.nowMs() + 10, 10)).toEqual(['h']);
    if (dialect === 'postgres') return; // Its planner reads small tables whole, and rightly so.
    const plans = [
      sql`EXPLAIN QUERY PLAN SELECT seq FROM ledger_entry WHERE at_ms <= 5 ORDER BY at_ms DESC, seq DESC LIMIT 1`,
      sql`EXPLAIN QUERY PLAN SELECT * FROM ledger_posting WHERE account = 'a' AND seq <= 5 ORDER BY seq DESC LIMIT 1`,
      sql`EXPLAIN QUERY PLAN SELECT id FROM ledger_hold WHERE state = 'open' AND expires_at_ms IS NOT NULL AND expires_at_ms <= 5 ORDER BY expires_at_ms`,
      sql`EXPLAIN QUERY PLAN SELECT hash FROM ledger_node WHERE level = 4 AND position >= 0 AND position < 9 ORDER BY position`,
    ];
    for (const plan of plans) {
      const { rows } = await plan.execute(office.db);
      expect(JSON.stringify(rows)).not.toMatch(/SCAN|TEMP B-TREE/);
    }
  });
});
