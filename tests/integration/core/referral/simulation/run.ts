import { createCheckpointCheck } from '../../../../../src-main/core/referral/ledger/checkpoint.ts';
import { readEntries } from '../../../../../src-main/core/referral/ledger/log-repository.ts';
import { readAllBalances } from '../../../../../src-main/core/referral/ledger/repository.ts';
import { verifyLedger } from '../../../../../src-main/core/referral/ledger/verify.ts';
import { createRandom, createWorld, isExpected, type Mutation, type SimDesk, type World } from './world.ts';

export interface Templates {
  readonly hub: Buffer;
  readonly desk: Buffer;
}

/** Something that must never be was seen. */
export class Violated extends Error {}

function must(condition: boolean, what: string): void {
  if (!condition) throw new Violated(what);
}

interface Issued {
  readonly key: string;
  readonly desk: SimDesk;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Ids of things that the same desk has asked for before. */
  readonly needs: string | null;
}

interface Run {
  readonly world: World;
  readonly random: () => number;
  readonly issued: Issued[];
  readonly proposals: { readonly id: string; readonly desk: SimDesk }[];
  readonly redemptions: { readonly id: string; readonly desk: SimDesk }[];
  readonly sizes: Map<number, number>;
}

const pick = <T>(run: Run, list: readonly T[]): T | undefined => list[Math.floor(run.random() * list.length)];

/** A wish of somebody at a desk. */
function wish(run: Run, desk: SimDesk, count: number): Pick<Issued, 'name' | 'input' | 'needs'> {
  const drawn = run.random();
  const personId = run.random() < 0.5 ? 'ann' : 'bob';
  const proposal = pick(run, run.proposals);
  const redemption = pick(run, run.redemptions);
  const ownOf = (one: { id: string; desk: SimDesk }) => (one.desk === desk ? one.id : null);
  if (drawn < 0.35 && proposal) {
    const input = { proposalId: proposal.id, isApproved: run.random() < 0.85 };
    return { name: 'decideProposal', input, needs: ownOf(proposal) };
  }
  if (drawn < 0.55) {
    const redemptionId = `r${count}`;
    run.redemptions.push({ id: redemptionId, desk });
    return { name: 'redeemReward', input: { redemptionId, rewardId: 'cap', personId }, needs: null };
  }
  if (drawn < 0.65 && redemption) {
    const input = { redemptionId: redemption.id, reason: 'changed mind' };
    return { name: 'cancelRedemption', input, needs: null };
  }
  if (drawn < 0.72 && proposal) {
    return {
      name: 'reverseProposal',
      input: { proposalId: proposal.id, reason: 'wrong' },
      needs: ownOf(proposal),
    };
  }
  const proposalId = `p${count}`;
  run.proposals.push({ id: proposalId, desk });
  const points = 1 + Math.floor(run.random() * 60);
  const input = { companyId: 'acme', proposalId, personId, points, reason: 'because' };
  return { name: 'proposePoints', input, needs: null };
}

async function ask(run: Run, desk: SimDesk): Promise<void> {
  const wanted = wish(run, desk, run.issued.length + run.proposals.length + run.redemptions.length);
  const key = desk.newKey();
  await desk.outbox.add({ key, name: wanted.name, input: wanted.input, userId: desk.userId });
  // Only now has anybody read "saved".
  run.issued.push({ key, desk, ...wanted });
}

async function step(run: Run): Promise<void> {
  const { world, random } = run;
  const desk = pick(run, world.desks)!;
  const drawn = random();
  if (drawn < 0.4) await ask(run, desk);
  else if (drawn < 0.72) await desk.desk.sync.turn();
  else if (drawn < 0.8) await pick(run, world.late)?.();
  else if (drawn < 0.86) world.hub.database.dieAfter(Math.floor(random() * 25));
  else if (drawn < 0.92) desk.database.dieAfter(Math.floor(random() * 25));
  else if (drawn < 0.95) await world.restartDesk(desk);
  else {
    // Clocks go on, and now and then they are set.
    const clock = random() < 0.3 ? world.hub.clock : desk.clock;
    clock.jumpTo(clock.nowMs() + Math.floor((random() - 0.3) * 100_000));
  }
}

async function tryStep(run: Run, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isDead =
      run.world.desks.some(({ database }) => database.isDead()) || run.world.hub.database.isDead();
    if (!isExpected(error) && !isDead) throw error;
  }
  for (const desk of run.world.desks) if (desk.database.isDead()) await run.world.restartDesk(desk);
}

const keysOf = async (desk: SimDesk) => {
  const { db } = desk.database.database;
  const rows = await db.selectFrom('ledger_entry').select('key').execute();
  return new Set(rows.map(({ key }) => key));
};

/** What must hold at every moment. */
async function checkMoment(run: Run): Promise<void> {
  for (const desk of run.world.desks) {
    const { db } = desk.database.database;
    const head = await db.selectFrom('ledger_head').select('size').executeTakeFirst();
    const size = head?.size ?? 0;
    must(size >= (run.sizes.get(desk.number) ?? 0), 'a copy has become shorter');
    run.sizes.set(desk.number, size);
    const hub = await db.selectFrom('referral_hub').select('fault').executeTakeFirst();
    must((hub?.fault ?? null) === null, `a false alarm: ${hub?.fault}`);
    const posted = await keysOf(desk);
    const rows = await db.selectFrom('referral_outbox').select(['key', 'state']).execute();
    const waiting = new Set(rows.map(({ key }) => key));
    for (const { key } of run.issued.filter((one) => one.desk === desk)) {
      must(posted.has(key) || waiting.has(key), 'what was saved cannot be seen any more');
    }
    for (const key of waiting) must(!posted.has(key), 'the same is shown as waiting and as posted');
  }
}

async function drain(run: Run): Promise<void> {
  const { world } = run;
  world.heal();
  world.hub.database.revive();
  await world.restartHub();
  for (const desk of world.desks) await world.restartDesk(desk);
  for (let round = 0; round < 8; round += 1) {
    for (const { desk } of world.desks) await desk.sync.turn();
    // Each page holds three entries in here: ask until the end.
    for (const one of world.desks) for (let page = 0; page < 30; page += 1) await one.desk.sync.turn();
    const rows = await Promise.all(world.desks.map(({ outbox }) => outbox.all()));
    const heads = await Promise.all(world.desks.map(({ desk }) => desk.mirror.head()));
    const isQuiet = rows.flat().every(({ state }) => state === 'rejected');
    if (isQuiet && new Set(heads.map((head) => head?.size)).size === 1) return;
  }
  throw new Violated('what waits does not get through although everything is well');
}

const balancesOf = async (database: World['hub']['database']['database']) =>
  JSON.stringify((await readAllBalances(database.db)).sort((a, b) => (a.account < b.account ? -1 : 1)));

/** What must hold when everybody has heard everything. Returns what came of it, for comparing runs. */
async function checkEnd(run: Run, isSigned: ReturnType<typeof createCheckpointCheck>): Promise<string> {
  const { hub, desks } = run.world;
  const entries = await readEntries(hub.database.database.db, 0, 10_000);
  const keys = entries.map(({ key }) => key);
  must(new Set(keys).size === keys.length, 'a key stands in the log twice');
  const clock = { ...hub.clock, sleep: () => Promise.resolve() };
  const balances = await balancesOf(hub.database.database);
  for (const { database, desk } of [{ database: hub.database, desk: null }, ...desks]) {
    const report = await verifyLedger(database.database.db, { isSigned, clock });
    must(report.findings.length === 0, `verification: ${JSON.stringify(report.findings[0])}`);
    must(report.entryCount === entries.length, 'a copy is not the whole log');
    must((await balancesOf(database.database)) === balances, 'balances differ');
    if (desk) must(report.signedSize === entries.length, 'a copy is not signed to its end');
  }
  for (const { key, desk, needs } of run.issued) {
    const row = (await desk.outbox.all()).find((one) => one.key === key);
    must(keys.includes(key) !== (row?.state === 'rejected'), 'neither accepted nor rejected, or both');
    const isOvertaken = needs !== null && row?.rejection?.code === 'referral/unknown-record';
    must(!isOvertaken, 'a wish has overtaken the one it builds on');
  }
  const ids = entries.flatMap(
    ({ body }) =>
      body.match(
        /"(?:proposalId|redemptionId)":"[pr]\d+","[^}]*"type":"(?:pointsProposed|rewardRedeemed)"/g,
      ) ?? [],
  );
  must(new Set(ids).size === ids.length, 'a deed was done twice');
  return JSON.stringify({ keys, balances });
}

/** One life of an office, decided by its seed. Throws `Violated`. */
export async function simulate(
  seed: number,
  templates: Templates,
  options: {
    readonly mutation?: Mutation;
    readonly skewMs?: readonly number[];
    readonly stepCount?: number;
  } = {},
): Promise<string> {
  const world = await createWorld(seed, templates, options.mutation, options.skewMs);
  const run: Run = {
    world,
    random: createRandom(seed * 7 + 3),
    ...{ issued: [], proposals: [], redemptions: [], sizes: new Map() },
  };
  try {
    for (let index = 0; index < (options.stepCount ?? 40); index += 1) {
      await tryStep(run, () => step(run));
      await checkMoment(run);
    }
    await drain(run);
    await checkMoment(run);
    return await checkEnd(run, createCheckpointCheck(world.hub.office.publicKey));
  } finally {
    await world.close();
  }
}

/** A hub is put back to an earlier state while desks have seen more. Throws `Violated` when a desk does not notice. */
export async function simulateRollback(
  seed: number,
  templates: Templates,
  mutation?: Mutation,
): Promise<void> {
  const world = await createWorld(seed, templates, mutation);
  const run: Run = {
    world,
    random: createRandom(seed * 7 + 3),
    ...{ issued: [], proposals: [], redemptions: [], sizes: new Map() },
  };
  world.heal();
  const syncAll = async () => {
    for (const { desk } of world.desks) for (let turn = 0; turn < 12; turn += 1) await desk.sync.turn();
  };
  const live = async (count: number) => {
    for (let index = 0; index < count; index += 1) await ask(run, pick(run, world.desks)!);
  };
  try {
    await live(4);
    await syncAll();
    const content = world.hub.database.snapshot();
    await live(1 + Math.floor(run.random() * 4));
    await syncAll();
    const seen = await world.desks[0]!.desk.mirror.head();
    const stored = await keysOf(world.desks[0]!);
    await world.restartHub(content);
    // Half of the time it has gone on since, and may be longer than what was seen.
    if (run.random() < 0.5) {
      const session = { userId: 'other', roles: ['referralClerk'] as const };
      for (let index = 0; index < 9; index += 1) {
        const input = {
          companyId: 'acme',
          proposalId: `x${index}`,
          personId: 'ann',
          points: 1,
          reason: 'later',
        };
        await world.hub.office.submit({ key: `after-${index}`, name: 'proposePoints', input }, session);
      }
    }
    await syncAll();
    for (const one of world.desks) {
      await world.restartDesk(one);
      await one.desk.sync.turn();
      must(
        one.desk.sync.state.get().state === 'stopped',
        'a desk did not notice that the hub has another past',
      );
      must((await one.desk.mirror.head())?.size === seen?.size, 'a copy was overwritten');
    }
    must((await keysOf(world.desks[0]!)).size === stored.size, 'a copy was overwritten');
  } finally {
    await world.close();
  }
}
