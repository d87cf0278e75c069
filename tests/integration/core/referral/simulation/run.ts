import { createCheckpointCheck } from '../../../../../src-main/core/referral/ledger/checkpoint.ts';
import { parseEntry } from '../../../../../src-main/core/referral/ledger/entry.ts';
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

interface Made {
  readonly id: string;
  readonly desk: SimDesk;
}

type Wish = Pick<Issued, 'name' | 'input' | 'needs'> & {
  /** What others can refer to once it is saved. */
  readonly makes?: readonly [Made[], string];
};

interface Run {
  readonly world: World;
  readonly random: () => number;
  readonly issued: Issued[];
  readonly proposals: Made[];
  readonly redemptions: Made[];
  nextId(): number;
  readonly sizes: Map<number, number>;
}

const pick = <T>(run: Run, list: readonly T[]): T | undefined => list[Math.floor(run.random() * list.length)];

/** A wish of somebody at a desk. */
function wish(run: Run, desk: SimDesk): Wish {
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
    const redemptionId = `r${run.nextId()}`;
    const input = { redemptionId, rewardId: 'cap', personId };
    return { name: 'redeemReward', input, needs: null, makes: [run.redemptions, redemptionId] };
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
  const proposalId = `p${run.nextId()}`;
  const points = 1 + Math.floor(run.random() * 60);
  const input = { companyId: 'acme', proposalId, personId, points, reason: 'because' };
  return { name: 'proposePoints', input, needs: null, makes: [run.proposals, proposalId] };
}

async function ask(run: Run, desk: SimDesk): Promise<void> {
  const { makes, ...wanted } = wish(run, desk);
  const key = desk.newKey();
  await desk.outbox.add({ key, name: wanted.name, input: wanted.input, userId: desk.userId });
  // Only now has anybody read "saved".
  run.issued.push({ key, desk, ...wanted });
  makes?.[0].push({ id: makes[1], desk });
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
  const rows = await desk.database.onlooker.selectFrom('ledger_entry').select('key').execute();
  return new Set(rows.map(({ key }) => key));
};

/** What must hold at every moment. */
async function checkMoment(run: Run): Promise<void> {
  for (const desk of run.world.desks) {
    const db = desk.database.onlooker;
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

/** The hub of the simulation gives three entries a page: asks until no more come. */
async function turnUntilQuiet({ sync, mirror }: SimDesk['desk']): Promise<void> {
  let size = -1;
  for (;;) {
    await sync.turn();
    const head = await mirror.head();
    if ((head?.size ?? 0) === size) return;
    size = head?.size ?? 0;
  }
}

async function drain(run: Run): Promise<void> {
  const { world } = run;
  world.heal();
  world.hub.database.revive();
  await world.restartHub();
  for (const desk of world.desks) await world.restartDesk(desk);
  for (let round = 0; round < 8; round += 1) {
    for (const { desk } of world.desks) await turnUntilQuiet(desk);
    const rows = await Promise.all(world.desks.map(({ outbox }) => outbox.all()));
    const heads = await Promise.all(world.desks.map(({ desk }) => desk.mirror.head()));
    const isQuiet = rows.flat().every(({ state }) => state === 'rejected');
    if (isQuiet && new Set(heads.map((head) => head?.size)).size === 1) return;
  }
  throw new Violated('what waits does not get through although everything is well');
}

const balancesOf = async (database: World['hub']['database']) =>
  JSON.stringify((await readAllBalances(database.onlooker)).sort((a, b) => (a.account < b.account ? -1 : 1)));

/** Each deed that has a name of its own stands in the log once when it was accepted, and not at all when it was not. */
function checkDeeds(run: Run, bodies: readonly string[], rejected: ReadonlySet<string>): void {
  const countOf = new Map<string, number>();
  for (const body of bodies) {
    const fact = parseEntry(body)?.fact;
    const isNew = fact?.type === 'pointsProposed' || fact?.type === 'rewardRedeemed';
    const id = isNew ? String(fact['proposalId'] ?? fact['redemptionId']) : '';
    countOf.set(id, (countOf.get(id) ?? 0) + 1);
  }
  for (const { key, name, input } of run.issued) {
    if (name !== 'proposePoints' && name !== 'redeemReward') continue;
    const count = countOf.get(String(input['proposalId'] ?? input['redemptionId'])) ?? 0;
    must(count === (rejected.has(key) ? 0 : 1), `${name} stands in the log ${count} times`);
  }
}

/** What must hold when everybody has heard everything. Returns what came of it, for comparing runs. */
async function checkEnd(run: Run, isSigned: ReturnType<typeof createCheckpointCheck>): Promise<string> {
  const { hub, desks } = run.world;
  const entries = await readEntries(hub.database.onlooker, 0, 10_000);
  const keys = entries.map(({ key }) => key);
  must(new Set(keys).size === keys.length, 'a key stands in the log twice');
  const clock = { ...hub.clock, sleep: () => Promise.resolve() };
  const balances = await balancesOf(hub.database);
  for (const { database, desk } of [{ database: hub.database, desk: null }, ...desks]) {
    const report = await verifyLedger(database.onlooker, { isSigned, clock });
    must(report.findings.length === 0, `verification: ${JSON.stringify(report.findings[0])}`);
    must(report.entryCount === entries.length, 'a copy is not the whole log');
    must((await balancesOf(database)) === balances, 'balances differ');
    if (desk) must(report.signedSize === entries.length, 'a copy is not signed to its end');
  }
  const rejected = new Set<string>();
  for (const { key, desk, needs } of run.issued) {
    const row = (await desk.outbox.all()).find((one) => one.key === key);
    if (row?.state === 'rejected') rejected.add(key);
    must(keys.includes(key) !== (row?.state === 'rejected'), 'neither accepted nor rejected, or both');
    const isOvertaken = needs !== null && row?.rejection?.code === 'referral/unknown-record';
    must(!isOvertaken, 'a wish has overtaken the one it builds on');
  }
  checkDeeds(
    run,
    entries.map(({ body }) => body),
    rejected,
  );
  return JSON.stringify({ keys, balances });
}

function createRun(world: World, seed: number): Run {
  let idCount = 0;
  return {
    world,
    random: createRandom(seed * 7 + 3),
    ...{ issued: [], proposals: [], redemptions: [], sizes: new Map() },
    nextId: () => {
      idCount += 1;
      return idCount;
    },
  };
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
  const run = createRun(world, seed);
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
  const run = createRun(world, seed);
  world.heal();
  const syncAll = async () => {
    // Twice, so that the first desk hears of what the last one has asked.
    for (const { desk } of [...world.desks, ...world.desks]) {
      await turnUntilQuiet(desk).catch((error: unknown) => {
        if (!isExpected(error)) throw error;
      });
    }
  };
  const live = async (count: number) => {
    for (let index = 0; index < count; index += 1) await ask(run, pick(run, world.desks)!);
  };
  try {
    await live(4);
    await syncAll();
    const content = world.hub.database.snapshot();
    const before = await world.desks[0]!.desk.mirror.head();
    await live(1 + Math.floor(run.random() * 4));
    await syncAll();
    const seen = await world.desks[0]!.desk.mirror.head();
    // Everything since was refused: then nothing is lost by going back.
    if (seen?.size === before?.size) return;
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
      await turnUntilQuiet(one.desk).catch((error: unknown) => {
        if (!isExpected(error)) throw error;
      });
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
