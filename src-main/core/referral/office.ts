import type { SharedDatabase } from '../database/dialect.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Session } from '../platform/implementer.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import { createState } from '../platform/state.ts';
import { commandInputs, commandNames, commandRoles, type CommandName } from './command-inputs.ts';
import { planCommand } from './command-plans.ts';
import type { CommandAnswer } from './contract.ts';
import { canonicalJson, type Canonical } from './ledger/canonical-json.ts';
import { createCheckpointCheck, createCheckpointSigner, publicKeyOf } from './ledger/checkpoint.ts';
import type { Actor } from './ledger/entry.ts';
import { sha256 } from './ledger/hash.ts';
import { createLedger, type Ledger, type LedgerDeps } from './ledger/ledger.ts';
import { createLogServer, type LogServer } from './ledger/log-server.ts';
import { isRejection, reject } from './ledger/rejection.ts';
import type { Answer, Plan } from './ledger/submission.ts';
import { knownUntilNow } from './ledger-questions.ts';
import { timeOutMilestone } from './programme/commands/milestones.ts';
import type { Planned, PlanOf } from './programme/commands/planner.ts';
import { timeOutRedemption } from './programme/commands/rewards.ts';
import { factOf } from './programme/fact.ts';
import { project } from './programme/project.ts';
import { createReferralRouter, type ReferralRouter } from './router.ts';
import { readDueHolds, readHead } from './ledger/repository.ts';
import { createReferralSyncRouter } from './sync-router.ts';
import type { ReferralTables } from './tables.ts';

/** How often the hub looks for holds whose time is over, and signs where the log ends. */
const upkeepIntervalMs = 60_000;
const dueCountMax = 200;
/** Who does what nobody asks for. */
const hubActor: Actor = { userId: 'hub', deskId: null };

export interface ReferralOffice {
  readonly router: ReferralRouter;
  /** For desks that keep a copy. */
  readonly syncRouter: ReturnType<typeof createReferralSyncRouter>;
  /** What desks pull the log from. */
  readonly log: LogServer;
  /** Of the checkpoints; desks learn it when they enrol. */
  readonly publicKey: string;
  /** A command as a desk's outbox sends it: nothing in it is believed before it is checked here. */
  submit(
    wanted: { readonly key: string; readonly name: string; readonly input: unknown },
    session: Session,
  ): Promise<CommandAnswer>;
  /** Ends what is over and signs the log's end: once a minute by itself. */
  upkeep(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface OfficeDeps {
  readonly database: SharedDatabase<ReferralTables>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly logger: Logger;
  /** Ed25519, PEM; made by `generateCheckpointKey` and kept by the hub. */
  readonly signingKey: string;
  /** Only simulations have their own. */
  readonly rules?: LedgerDeps['rules'];
}

/** Desks are told of the log's growth at most so often; what came meanwhile they get in one piece. */
const tellIntervalMs = 100;

const isCommandName = (name: string): name is CommandName =>
  (commandNames as readonly string[]).includes(name);

function createSalt(random: Random): () => string {
  return () => Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256))).toString('base64');
}

const answerOf = (answer: Answer): CommandAnswer => answer as CommandAnswer;

/** A plan of the programme as the ledger takes it. */
function planFor<Input>(plan: PlanOf<Input>, input: Input, actor: Actor, salt: () => string): Plan {
  return async (trx, place) => {
    const made: Planned | ReturnType<typeof reject> = await plan({ trx, place, actor, salt }, input);
    if (isRejection(made)) return made;
    const { steps, fact, reason, attachments } = made;
    return { actor, steps, fact: factOf(fact), reason, attachments };
  };
}

/** The hash of what is asked: by whom, from where, and what. */
const requestHash = (actor: Actor, name: string, input: unknown) =>
  sha256(canonicalJson([actor.userId, actor.deskId, name, input as Canonical]));

function createUpkeep(deps: OfficeDeps, ledger: Ledger, log: LogServer, salt: () => string) {
  const { database, clock } = deps;
  async function endHold(holdId: string): Promise<void> {
    const [first = '', second = ''] = holdId.split('/');
    const plan =
      first === 'redemption'
        ? planFor(timeOutRedemption, { redemptionId: second }, hubActor, salt)
        : planFor(timeOutMilestone, { referralId: first, holdId }, hubActor, salt);
    const key = `timeOut/${holdId}`;
    await ledger.submit({ key, hash: requestHash(hubActor, 'timeOut', holdId), work: plan });
  }
  return async () => {
    for (const holdId of await readDueHolds(database.db, clock.nowMs(), dueCountMax)) await endHold(holdId);
    await log.signHead();
  };
}

/** The ledger, and how long its log is by now. */
function createGrowingLedger({ database, clock, ids, rules }: OfficeDeps) {
  const size = createState({ size: 0 }, { minIntervalMs: tellIntervalMs, clock });
  const grown = (seq: number) => size.update((was) => (seq > was.size ? { size: seq } : was));
  const written = createLedger({
    ...{ database, clock, newLedgerId: () => ids.next(), project },
    ...(rules ? { rules } : {}),
  });
  const ledger: Ledger = {
    submit: async (submission) => {
      const answer = await written.submit(submission);
      if (answer.state === 'accepted') grown(answer.seq);
      return answer;
    },
  };
  return { ledger, size, grown };
}

/** The referral programme of an office: the ledger of record and everything that writes into it. */
export function createReferralOffice(deps: OfficeDeps): ReferralOffice {
  const { database, clock, logger, signingKey } = deps;
  const { ledger, size, grown } = createGrowingLedger(deps);
  const log = createLogServer({ database, clock, sign: createCheckpointSigner(signingKey) });
  const publicKey = publicKeyOf(signingKey);
  const salt = createSalt(deps.random);
  const upkeep = createUpkeep(deps, ledger, log, salt);
  const closing = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function submitKnown(name: CommandName, key: string, input: never, session: Session) {
    const actor: Actor = { userId: session.userId, deskId: session.deskId ?? null };
    const plan: PlanOf<never> = (planner, wanted) => planCommand(name, planner, wanted);
    const work = planFor(plan, input, actor, salt);
    return answerOf(await ledger.submit({ key, hash: requestHash(actor, name, input), work }));
  }

  const rejected = (code: 'referral/bad-command' | 'referral/not-allowed', data = {}): CommandAnswer =>
    answerOf({ state: 'rejected', rejection: reject(code, data) });

  async function submit(
    { key, name, input }: { readonly key: string; readonly name: string; readonly input: unknown },
    session: Session,
  ): Promise<CommandAnswer> {
    if (!isCommandName(name)) return rejected('referral/bad-command', { name });
    const role = commandRoles[name];
    if (!session.roles.includes(role)) return rejected('referral/not-allowed', { role });
    const parsed = commandInputs[name].safeParse(input);
    if (!parsed.success) return rejected('referral/bad-command', { name });
    return submitKnown(name, key, parsed.data as never, session);
  }

  async function keepUp(): Promise<void> {
    grown((await readHead(database.db))?.size ?? 0);
    while (!closing.signal.aborted) {
      await upkeep().catch((error: unknown) => logger.error({ error }, 'the referral upkeep failed'));
      await clock.sleep(upkeepIntervalMs, closing.signal);
    }
  }

  return {
    router: createReferralRouter({
      db: database.db,
      clock,
      submit: (name, { key, command }, session) => submitKnown(name, key, command as never, session),
      knownUntil: knownUntilNow(clock),
      isSigned: createCheckpointCheck(publicKey),
    }),
    syncRouter: createReferralSyncRouter({ log, publicKey, size, submit }),
    log,
    publicKey,
    submit,
    upkeep,
    start: () => {
      running = keepUp();
    },
    stop: async () => {
      closing.abort();
      await running;
    },
  };
}
