import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import {
  createCheckpointSigner,
  generateCheckpointKey,
  type Checkpoint,
} from '../../../../src-main/core/referral/ledger/checkpoint.ts';
import { entryBody, entryLeaf, parseEntry } from '../../../../src-main/core/referral/ledger/entry.ts';
import { createFrontier } from '../../../../src-main/core/referral/ledger/merkle.ts';
import { createMirror, type LogPage } from '../../../../src-main/core/referral/ledger/mirror.ts';
import { readAllBalances } from '../../../../src-main/core/referral/ledger/repository.ts';
import { verifyLedger } from '../../../../src-main/core/referral/ledger/verify.ts';
import { createSilentLogger } from '../../../../src-main/core/platform/logger.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { available, commandOf, give, isSigned, key, liability, openLedger, reserve } from './ledger-rig.ts';

async function openFile() {
  const path = join(temporaryFolder(), 'ledger.db');
  const database = await openDatabase({
    kind: 'ledger',
    path,
    clock: createManualClock(),
    logger: createSilentLogger(),
  });
  onTestFinished(() => database.close());
  return database;
}

const project = () => Promise.resolve();
const empty = { size: 0, root: createFrontier().root() };

async function openDesk() {
  const database = await openFile();
  return { database, mirror: createMirror({ database, isSigned, project }) };
}

async function openHub() {
  const database = await openFile();
  return { database, ...openLedger(database) };
}

/** Gives, holds, posts, voids and undoes: forty entries. */
async function fill(hub: Awaited<ReturnType<typeof openHub>>, name = '') {
  for (let index = 0; index < 10; index += 1) {
    const id = `${name}${index}`;
    await hub.run(commandOf(`a${id}`, give(`u${index % 3}`, 10 + index)));
    await hub.run(commandOf(`b${id}`, reserve(`u${index % 3}`, `h${id}`, 5)));
    await hub.run(
      commandOf(
        `c${id}`,
        index % 2 ? { kind: 'void', holdId: `h${id}` } : { kind: 'post', holdId: `h${id}`, amount: 3 },
      ),
    );
    await hub.run(commandOf(`d${id}`, give(`u${index % 3}`, 1)));
  }
}

async function pageOf(hub: Awaited<ReturnType<typeof openHub>>, from = empty, count = 500): Promise<LogPage> {
  const answer = await hub.server.pull(from, count);
  if (answer.state !== 'page') throw new Error(answer.state);
  return answer.page;
}

describe('a copy of the log', () => {
  it('takes pages as they come, and has the balances of the hub', async () => {
    const [hub, desk] = [await openHub(), await openDesk()];
    expect(await hub.server.pull(empty, 9)).toEqual({ state: 'empty' });
    await fill(hub);
    const first = await pageOf(hub, empty, 7);
    expect(await desk.mirror.take(first, 0)).toMatchObject({ state: 'taken', head: { size: 7 } });
    const second = await pageOf(hub, { size: 7, root: first.checkpoint.root }, 20);
    expect(await desk.mirror.take(second, 7)).toMatchObject({ state: 'taken', head: { size: 27 } });
    expect(await desk.mirror.take(first, 0)).toMatchObject({ state: 'nothingNew', head: { size: 27 } });
    expect(await desk.mirror.take(second, 7)).toMatchObject({ state: 'nothingNew' });
    const overlapping = await pageOf(hub, { size: 7, root: first.checkpoint.root });
    expect(await desk.mirror.take(overlapping, 7)).toMatchObject({ state: 'taken', head: { size: 40 } });
    const balances = async (db: typeof hub.database.db) =>
      Object.fromEntries((await readAllBalances(db)).map(({ account, balance }) => [account, balance]));
    expect(await balances(desk.database.db)).toEqual(await balances(hub.database.db));
    const report = await verifyLedger(desk.database.db, { isSigned, clock: createManualClock() });
    expect(report).toMatchObject({ findings: [], entryCount: 40, signedSize: 40, checkpointCount: 3 });
  });

  it('asks again for what is missing in between', async () => {
    const [hub, desk] = [await openHub(), await openDesk()];
    await fill(hub);
    const first = await pageOf(hub, empty, 7);
    const later = await pageOf(hub, { size: 7, root: first.checkpoint.root });
    expect(await desk.mirror.take(later, 0)).toEqual({ state: 'gap' });
    expect(await desk.mirror.head()).toBeNull();
  });

  it('finds a hub that has gone back, or has another past', async () => {
    const [hub, desk, restored] = [await openHub(), await openDesk(), await openHub()];
    await fill(hub);
    const whole = await pageOf(hub);
    await desk.mirror.take(whole, 0);
    const head = { size: 40, root: whole.checkpoint.root };
    await fill(restored, 'other');
    expect(await restored.server.pull(head, 9)).toMatchObject({ state: 'otherHistory' });
    expect(await desk.mirror.take(await pageOf(restored), 0)).toMatchObject({ fault: 'forked' });
    await restored.run(commandOf('more', give('u', 1)));
    const forked = await pageOf(restored);
    expect(await desk.mirror.take({ ...forked, bodies: forked.bodies.slice(-1) }, 40)).toMatchObject({
      state: 'refused',
      fault: 'forked',
    });

    const young = await openHub();
    await young.run(commandOf('a0', give('u0', 10)));
    expect(await young.server.pull(head, 9)).toEqual({ state: 'behind', size: 1 });
    // A hub that hides it by answering with an old page is found by what it was asked.
    expect(await desk.mirror.take(await pageOf(hub, empty, 7), 40)).toMatchObject({ fault: 'rolledBack' });
    expect(await desk.mirror.head()).toMatchObject({ size: 40 });
  });

  it('is fooled by no changed byte, and by no entry dropped, doubled, moved or made up', async () => {
    const [hub, desk] = [await openHub(), await openDesk()];
    await fill(hub);
    const page = await pageOf(hub);
    const kinds = ['changed', 'dropped', 'doubled', 'moved', 'made up'] as const;
    const change = fc.record({
      kind: fc.constantFrom(...kinds),
      at: fc.nat(38),
      other: fc.nat(39),
      place: fc.nat(),
      bits: fc.integer({ min: 1, max: 127 }),
    });
    const changed = ({
      kind,
      at,
      other,
      place,
      bits,
    }: typeof change extends fc.Arbitrary<infer T> ? T : never) => {
      const { bodies } = page;
      const body = bodies[at]!;
      if (kind === 'changed') {
        const bytes = Buffer.from(body);
        bytes[place % bytes.length]! ^= bits;
        return bodies.with(at, bytes.toString('latin1'));
      }
      if (kind === 'dropped') return bodies.toSpliced(at, 1);
      if (kind === 'doubled') return bodies.toSpliced(at, 0, body);
      if (kind === 'moved') return bodies.with(at, bodies[other]!).with(other === at ? 39 : other, body);
      const entry = parseEntry(body)!;
      return bodies.toSpliced(at + 1, 0, entryBody({ ...entry, seq: entry.seq + 1, key: 'made up' }));
    };
    await fc.assert(
      fc.asyncProperty(change, async (wanted) => {
        const { state } = await desk.mirror.take({ ...page, bodies: changed(wanted) }, 0);
        expect(['refused', 'gap']).toContain(state);
        expect(await desk.mirror.head()).toBeNull();
      }),
      { numRuns: 150 },
    );
    expect(await desk.mirror.take(page, 0)).toMatchObject({ state: 'taken' });
  });

  it('believes not even the hub: what breaks the rules is refused, whoever has signed it', async () => {
    const [hub, desk] = [await openHub(), await openDesk()];
    await fill(hub);
    const page = await pageOf(hub);
    const last = parseEntry(page.bodies[39]!)!;
    const signed = (body: string, sign = createCheckpointSigner(key.privateKey)): LogPage => {
      const bodies = page.bodies.with(39, body);
      const frontier = createFrontier();
      for (const one of bodies) frontier.append(entryLeaf(one));
      return { bodies, attachments: [], checkpoint: sign({ ...page.checkpoint, root: frontier.root() }) };
    };
    const printed = { from: available('u0'), to: liability, amount: 10_000 };
    const rich = entryBody({
      ...last,
      steps: [{ kind: 'transfer', move: printed, caps: [] }],
      moves: [printed],
    });
    expect(await desk.mirror.take(signed(rich), 0)).toEqual({
      state: 'refused',
      fault: 'againstTheRules',
      seq: 40,
    });
    const more = entryBody({ ...last, moves: last.moves.map((move) => ({ ...move, amount: 99 })) });
    expect(await desk.mirror.take(signed(more), 0)).toMatchObject({ fault: 'againstTheRules' });
    expect(await desk.mirror.take(signed(entryBody({ ...last, atMs: 5 })), 0)).toMatchObject({
      fault: 'outOfOrder',
    });
    const stranger = createCheckpointSigner(generateCheckpointKey().privateKey);
    expect(await desk.mirror.take(signed(page.bodies[39]!, stranger), 0)).toMatchObject({
      fault: 'badSignature',
    });
    const other: Checkpoint = createCheckpointSigner(key.privateKey)({
      ...page.checkpoint,
      ledgerId: 'other',
    });
    await desk.mirror.take(page, 0);
    expect(await desk.mirror.take({ ...page, checkpoint: other }, 0)).toMatchObject({ fault: 'otherLedger' });
  });
});

describe('verifying a ledger that somebody has changed', () => {
  async function tampered(change: (run: (text: string) => Promise<unknown>) => Promise<unknown>) {
    const hub = await openHub();
    await fill(hub);
    await hub.server.signHead();
    await fill(hub, 'more');
    await hub.server.signHead();
    const { db } = hub.database;
    const run = (text: string) => sql.raw(text).execute(db);
    for (const table of ['ledger_entry', 'ledger_checkpoint', 'ledger_posting']) {
      await run(`DROP TRIGGER ${table}_no_update`);
      await run(`DROP TRIGGER ${table}_no_delete`);
    }
    await change(run);
    return (await verifyLedger(db, { isSigned, clock: { ...hub.clock, sleep: () => Promise.resolve() } }))
      .findings;
  }

  it('finds nothing where nothing was changed', async () => {
    expect(await tampered(() => Promise.resolve())).toEqual([]);
  });

  it('names the entry whose text was changed', async () => {
    const findings = await tampered((run) =>
      run(`UPDATE ledger_entry SET body = replace(body, '"amount":5', '"amount":6') WHERE seq = 10`),
    );
    expect(findings).toEqual([{ kind: 'changedEntry', seq: 10 }]);
  });

  it('names the stretch between two checkpoints when text and hash were changed together', async () => {
    const findings = await tampered(async (run) => {
      const { rows } = (await run('SELECT body FROM ledger_entry WHERE seq = 50')) as {
        rows: { body: string }[];
      };
      const body = rows[0]!.body.replace('desk-1', 'desk-2');
      const leaf = entryLeaf(body).toString('hex');
      await run(`UPDATE ledger_entry SET body = '${body}', leaf_hash = x'${leaf}' WHERE seq = 50`);
    });
    expect(findings).toEqual([{ kind: 'otherHistory', afterSeq: 40, toSeq: 80 }]);
  });

  it('names the entry that is missing, and the end that was cut off', async () => {
    expect(await tampered((run) => run('DELETE FROM ledger_entry WHERE seq = 17'))).toEqual([
      { kind: 'missingEntry', seq: 17 },
    ]);
    expect(await tampered((run) => run('DELETE FROM ledger_entry WHERE seq > 78'))).toEqual([
      { kind: 'cutOff', size: 78, knownSize: 80 },
    ]);
  });

  it('names the account whose balance was changed, and a checkpoint that nobody has signed', async () => {
    const findings = await tampered((run) =>
      run(`UPDATE ledger_account SET balance = balance + 7 WHERE account = '${available('u1')}'`),
    );
    expect(findings).toMatchObject([{ kind: 'otherBalance', account: available('u1') }]);
    expect(await tampered((run) => run(`UPDATE ledger_checkpoint SET at_ms = 1 WHERE size = 40`))).toEqual([
      { kind: 'badSignature', size: 40 },
    ]);
  });
});
