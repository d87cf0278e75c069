import { createIds } from '../../../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../../../src-main/core/platform/logger.ts';
import { generateCheckpointKey } from '../../../../../src-main/core/referral/index.ts';
import type { CommandAnswer } from '../../../../../src-main/core/referral/contract.ts';
import { createReferralDesk, type ReferralDesk } from '../../../../../src-main/core/referral/desk/index.ts';
import type { Outbox } from '../../../../../src-main/core/referral/desk/outbox.ts';
import type { LedgerLink } from '../../../../../src-main/core/referral/desk/ledger-link.ts';
import { createReferralOffice, type ReferralOffice } from '../../../../../src-main/core/referral/office.ts';
import type { LedgerDeps } from '../../../../../src-main/core/referral/ledger/ledger.ts';
import type { PullAnswer } from '../../../../../src-main/core/referral/ledger/log-server.ts';
import type { LogPage } from '../../../../../src-main/core/referral/ledger/mirror.ts';
import { createManualClock, type ManualClock } from '../../../../support/manual-clock.ts';
import { openSimDatabase, SimulatedCrash, type SimDatabase } from './sim-database.ts';

/** What a planted mistake may change; everything else is the product. */
export interface Mutation {
  readonly rules?: LedgerDeps['rules'];
  /** The key under which a delivery reaches the ledger. */
  readonly keyAtHub?: (key: string, delivery: number) => string;
  readonly keyAtDesk?: (deskNumber: number, nowMs: number, own: string) => string;
  readonly outbox?: (outbox: Outbox, database: SimDatabase) => Outbox;
  readonly onAnswer?: (answer: CommandAnswer, key: string, database: SimDatabase) => Promise<CommandAnswer>;
  readonly onPulled?: (answer: PullAnswer) => PullAnswer;
  readonly onRestart?: (database: SimDatabase) => Promise<void>;
}

const { privateKey, publicKey } = generateCheckpointKey();
const roles = ['dispatcher', 'referralClerk', 'approver', 'supervisor', 'admin'] as const;
export const deskCount = 3;

/** A number in [0, 1) from a seed: Mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class LostOnTheWay extends Error {
  constructor() {
    super('lost on the way');
  }
}

export interface SimDesk {
  readonly number: number;
  readonly userId: string;
  readonly database: SimDatabase;
  readonly clock: ManualClock;
  desk: ReferralDesk;
  outbox: Outbox;
  newKey(): string;
}

export interface World {
  readonly desks: readonly SimDesk[];
  readonly hub: { readonly database: SimDatabase; readonly clock: ManualClock; office: ReferralOffice };
  /** From now on nothing is lost, doubled or late. */
  heal(): void;
  /** Old requests and pages that are still on their way. */
  readonly late: (() => Promise<void>)[];
  restartHub(content?: Buffer): Promise<void>;
  restartDesk(desk: SimDesk): Promise<void>;
  close(): Promise<void>;
}

const logger = createSilentLogger();

function openOfficeOver(database: SimDatabase, clock: ManualClock, random: () => number, mutation: Mutation) {
  return createReferralOffice({
    database: database.database,
    clock,
    ids: createIds({ clock, random }),
    random,
    logger,
    signingKey: privateKey,
    ...(mutation.rules ? { rules: mutation.rules } : {}),
  });
}

/** The company, its people and rewards are there before the first desk asks. */
export async function createHubTemplate(template: Buffer): Promise<Buffer> {
  const database = openSimDatabase(template);
  const clock = createManualClock();
  const office = openOfficeOver(database, clock, createRandom(1), {});
  const session = { userId: 'root', roles };
  const commands: [string, object][] = [
    ['addCompany', { companyId: 'acme', name: 'Acme', timeZone: 'UTC' }],
    ...['ann', 'bob'].map((personId): [string, object] => [
      'addPerson',
      {
        companyId: 'acme',
        personId,
        kind: 'driver',
        profile: { name: personId, phone: null, email: null, licence: null },
      },
    ]),
    ['addReward', { companyId: 'acme', rewardId: 'cap', name: 'Cap', price: 30, stock: null }],
  ];
  for (const [index, [name, input]] of commands.entries()) {
    const answer = await office.submit({ key: `set-up-${index}`, name, input }, session);
    if (answer.state !== 'accepted') throw new Error(JSON.stringify(answer));
  }
  const content = database.snapshot();
  await database.close();
  return content;
}

type Fate = 'arrives' | 'requestLost' | 'answerLost' | 'doubled' | 'late';

function createNetwork(random: () => number) {
  let isHealed = false;
  const fate = (): Fate => {
    const drawn = random();
    if (isHealed || drawn < 0.55) return 'arrives';
    if (drawn < 0.67) return 'requestLost';
    if (drawn < 0.79) return 'answerLost';
    return drawn < 0.9 ? 'doubled' : 'late';
  };
  return {
    fate,
    heal: () => {
      isHealed = true;
    },
  };
}

/** Three desks and a hub on real databases, over a network that loses, doubles, delays and reorders. */
export async function createWorld(
  seed: number,
  templates: { readonly hub: Buffer; readonly desk: Buffer },
  mutation: Mutation = {},
  skewMs: readonly number[] = [0, 0, 0, 0],
): Promise<World> {
  const random = createRandom(seed);
  const network = createNetwork(createRandom(seed + 1));
  const late: (() => Promise<void>)[] = [];
  const startMs = Date.UTC(2026, 10, 28);
  const hubClock = createManualClock(startMs + (skewMs[0] ?? 0));
  let deliveryCount = 0;
  const hub = {
    database: openSimDatabase(templates.hub),
    clock: hubClock,
    office: undefined as unknown as ReferralOffice,
  };
  hub.office = openOfficeOver(hub.database, hubClock, random, mutation);

  async function restartHub(content?: Buffer): Promise<void> {
    if (content) {
      await hub.database.close();
      hub.database = openSimDatabase(content);
    }
    hub.database.revive();
    hub.office = openOfficeOver(hub.database, hubClock, random, mutation);
  }

  /** A request that dies with its hub is lost; the hub starts again. */
  async function atHub<T>(work: (office: ReferralOffice) => Promise<T>): Promise<T> {
    try {
      return await work(hub.office);
    } catch (error) {
      if (!hub.database.isDead()) throw error;
      await restartHub();
      throw new LostOnTheWay();
    }
  }

  async function overNetwork<T>(deliver: () => Promise<T>, onLate: (answer: T) => Promise<void>): Promise<T> {
    const fate = network.fate();
    if (fate === 'requestLost') throw new LostOnTheWay();
    if (fate === 'late') {
      late.push(async () => onLate(await deliver()));
      throw new LostOnTheWay();
    }
    const answer = await deliver();
    if (fate === 'doubled') await deliver();
    if (fate === 'answerLost') {
      late.push(() => onLate(answer));
      throw new LostOnTheWay();
    }
    return answer;
  }

  function linkOf(sim: {
    readonly userId: string;
    readonly number: number;
    readonly database: SimDatabase;
  }): LedgerLink {
    const session = { userId: sim.userId, roles, deskId: `desk-${sim.number}` };
    return {
      isEnrolled: () => true,
      enrolmentCount: () => 0,
      publicKey: () => Promise.resolve(publicKey),
      actor: (asking) => asking,
      follow: () => Promise.resolve(),
      userId: () => sim.userId,
      submit: async (wanted) => {
        const deliver = () => {
          deliveryCount += 1;
          const key = mutation.keyAtHub?.(wanted.key, deliveryCount) ?? wanted.key;
          return atHub((office) => office.submit({ ...wanted, key }, session));
        };
        const answer = await overNetwork(deliver, () => Promise.resolve());
        return (await mutation.onAnswer?.(answer, wanted.key, sim.database)) ?? answer;
      },
      pull: async (copy) => {
        const deliver = () => atHub((office) => office.log.pull(copy, 3));
        const answer = await overNetwork(deliver, (old) => takeLate(sim.number, old));
        return mutation.onPulled?.(answer) ?? answer;
      },
    };
  }

  const desks: SimDesk[] = [];
  async function takeLate(number: number, answer: PullAnswer): Promise<void> {
    const page: LogPage | null = answer.state === 'page' ? answer.page : null;
    const outcome = page && (await desks[number]?.desk.mirror.take(page, 0));
    if (outcome?.state === 'refused') throw new Error(`an old page is taken for an attack: ${outcome.fault}`);
  }

  async function openDesk(
    sim: Omit<SimDesk, 'desk' | 'outbox' | 'newKey'>,
  ): Promise<Pick<SimDesk, 'desk' | 'outbox'>> {
    const desk = await createReferralDesk({
      database: sim.database.database,
      clock: sim.clock,
      random,
      logger,
      link: linkOf(sim),
      ...(mutation.outbox ? { wrapOutbox: (outbox: Outbox) => mutation.outbox!(outbox, sim.database) } : {}),
    });
    return { desk, outbox: desk.outbox };
  }

  for (let number = 0; number < deskCount; number += 1) {
    const clock = createManualClock(startMs + (skewMs[number + 1] ?? 0));
    const sim = { number, userId: `user-${number}`, database: openSimDatabase(templates.desk), clock };
    const ids = createIds({ clock, random: createRandom(seed * 31 + number + 7) });
    desks.push({
      ...sim,
      ...(await openDesk(sim)),
      newKey: () => {
        const own = ids.next();
        return mutation.keyAtDesk?.(number, clock.nowMs(), own) ?? own;
      },
    });
  }

  return {
    desks,
    hub,
    late,
    heal: network.heal,
    restartHub,
    restartDesk: async (sim) => {
      sim.database.revive();
      await mutation.onRestart?.(sim.database);
      Object.assign(sim, await openDesk(sim));
    },
    close: async () => {
      for (const { database } of desks) await database.close();
      await hub.database.close();
    },
  };
}

export const isExpected = (error: unknown): boolean =>
  error instanceof LostOnTheWay || error instanceof SimulatedCrash;
