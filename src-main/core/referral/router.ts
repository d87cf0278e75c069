import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { implementContract, type Session } from '../platform/implementer.ts';
import type { CommandInput, CommandName } from './command-inputs.ts';
import { referralContract, type CommandAnswer } from './contract.ts';
import type { Checkpoint } from './ledger/checkpoint.ts';
import type { Database } from './ledger/repository.ts';
import { verifyLedger, type VerifyReport } from './ledger/verify.ts';
import { readBalancesAt, readLogPage, readStatement, type KnownUntil } from './ledger-questions.ts';
import { readProfile, type Profile } from './programme/profile.ts';
import type { Person, RecordKind, RecordTypes, Referral } from './programme/record.ts';
import { listCompanies, listRecords, readAttachment, readRecord } from './programme/record-repository.ts';

/** Hands a command to whoever writes: the hub into its log, a desk into its outbox. */
export type Submit = <Name extends CommandName>(
  name: Name,
  asked: { readonly key: string; readonly command: CommandInput<Name> },
  session: Session,
) => Promise<CommandAnswer>;

export interface RouterDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly submit: Submit;
  readonly knownUntil: KnownUntil;
  readonly isSigned: (checkpoint: Checkpoint) => boolean;
}

interface Asked<Name extends CommandName> {
  readonly input: { readonly key: string; readonly command: CommandInput<Name> };
  readonly context: { readonly session: Session };
}

function commandHandlers({ submit }: RouterDeps) {
  const base = implementContract(referralContract);
  const pass =
    <Name extends CommandName>(name: Name) =>
    ({ input, context }: Asked<Name>) =>
      submit(name, input, context.session);
  return {
    addCompany: base.addCompany.handler(pass('addCompany')),
    addPerson: base.addPerson.handler(pass('addPerson')),
    markPersonLeft: base.markPersonLeft.handler(pass('markPersonLeft')),
    issueCode: base.issueCode.handler(pass('issueCode')),
    closeCode: base.closeCode.handler(pass('closeCode')),
    draftConfig: base.draftConfig.handler(pass('draftConfig')),
    approveConfig: base.approveConfig.handler(pass('approveConfig')),
    publishConfig: base.publishConfig.handler(pass('publishConfig')),
    makeReferral: base.makeReferral.handler(pass('makeReferral')),
    moveReferral: base.moveReferral.handler(pass('moveReferral')),
    decideReview: base.decideReview.handler(pass('decideReview')),
    reachMilestone: base.reachMilestone.handler(pass('reachMilestone')),
    releaseMilestone: base.releaseMilestone.handler(pass('releaseMilestone')),
    clawBackReferral: base.clawBackReferral.handler(pass('clawBackReferral')),
    proposePoints: base.proposePoints.handler(pass('proposePoints')),
    decideProposal: base.decideProposal.handler(pass('decideProposal')),
    reverseProposal: base.reverseProposal.handler(pass('reverseProposal')),
    addReward: base.addReward.handler(pass('addReward')),
    stockReward: base.stockReward.handler(pass('stockReward')),
    redeemReward: base.redeemReward.handler(pass('redeemReward')),
    orderRedemption: base.orderRedemption.handler(pass('orderRedemption')),
    fulfilRedemption: base.fulfilRedemption.handler(pass('fulfilRedemption')),
    cancelRedemption: base.cancelRedemption.handler(pass('cancelRedemption')),
  };
}

interface PageInput {
  readonly companyId: string;
  readonly state: string | null;
  readonly needsDecision?: boolean;
  readonly cursor: number | null;
  readonly countMax: number;
}

async function profileOf(db: Database, hash: string): Promise<Profile | null> {
  const text = await readAttachment(db, hash);
  return text === null ? null : readProfile(text);
}

async function viewReferral(db: Database, { candidateHash, ...referral }: Referral) {
  const { flags, milestones, events } = referral;
  return {
    ...referral,
    candidate: await profileOf(db, candidateHash),
    ...{ flags: [...flags], milestones: [...milestones], events: [...events] },
  };
}

const viewPerson = async (db: Database, { profileHash, ...person }: Person) => ({
  ...person,
  profile: await profileOf(db, profileHash),
});

function listHandlers({ db }: RouterDeps) {
  const base = implementContract(referralContract);
  async function page<Kind extends RecordKind, View extends object>(
    kind: Kind,
    { cursor, ...input }: PageInput,
    view: (record: RecordTypes[Kind]) => View | Promise<View>,
  ) {
    const found = await listRecords(db, kind, { ...input, beforeSeq: cursor });
    const items: (View & { readonly changedAtMs: number })[] = [];
    for (const { record, atMs } of found) items.push({ ...(await view(record)), changedAtMs: atMs });
    const last = found.length === input.countMax ? found.at(-1) : undefined;
    return { items, nextCursor: last?.seq ?? null };
  }
  return {
    listCompanies: base.listCompanies.handler(() => listCompanies(db)),
    listPeople: base.listPeople.handler(({ input }) => page('person', input, (one) => viewPerson(db, one))),
    listCodes: base.listCodes.handler(({ input }) => page('code', input, (one) => one)),
    listConfigs: base.listConfigs.handler(({ input }) =>
      page('config', input, (one) => ({
        ...one,
        config: { ...one.config, milestones: [...one.config.milestones] },
      })),
    ),
    listReferrals: base.listReferrals.handler(({ input }) =>
      page('referral', input, (one) => viewReferral(db, one)),
    ),
    listProposals: base.listProposals.handler(({ input }) => page('proposal', input, (one) => one)),
    listRewards: base.listRewards.handler(({ input }) => page('reward', input, (one) => one)),
    listRedemptions: base.listRedemptions.handler(({ input }) => page('redemption', input, (one) => one)),
  };
}

function questionHandlers({ db, knownUntil }: RouterDeps) {
  const base = implementContract(referralContract);
  return {
    getReferral: base.getReferral.handler(async ({ input }) => {
      const referral = await readRecord(db, 'referral', input.referralId);
      if (!referral) throw new AppError('referral/unknown-referral', 'No referral with this id is known.');
      return viewReferral(db, referral);
    }),
    getBalances: base.getBalances.handler(({ input }) => readBalancesAt(db, input, knownUntil)),
    getStatement: base.getStatement.handler(async ({ input }) => {
      const statement = await readStatement(db, input, knownUntil);
      if (!statement) throw new AppError('referral/unknown-person', 'No person with this id is known.');
      return statement;
    }),
    listEntries: base.listEntries.handler(({ input }) => readLogPage(db, input.beforeSeq, input.countMax)),
  };
}

type Step =
  | { readonly state: 'running'; readonly doneCount: number; readonly entryCount: number }
  | ({ readonly state: 'done' } & VerifyReport);

/** Progress while it lasts, then the report. */
async function* verifySteps({ db, clock, isSigned }: RouterDeps, signal: AbortSignal | undefined) {
  const steps: Step[] = [];
  let wake = () => undefined as void;
  const push = (step: Step) => {
    steps.push(step);
    wake();
  };
  const onProgress = (doneCount: number, entryCount: number) =>
    push({ state: 'running', doneCount, entryCount });
  const work = verifyLedger(db, { isSigned, clock, onProgress, ...(signal ? { signal } : {}) });
  const ended = work.then(
    (report) => push({ state: 'done', ...report }),
    () => wake(),
  );
  let isDone = false;
  while (!isDone) {
    if (steps.length === 0) await Promise.race([ended, new Promise<void>((resolve) => (wake = resolve))]);
    const next = steps.shift();
    if (!next) break;
    isDone = next.state === 'done';
    yield next.state === 'done' ? { ...next, findings: [...next.findings] } : next;
  }
  await work;
}

export function createReferralRouter(deps: RouterDeps) {
  const base = implementContract(referralContract);
  return base.router({
    ...commandHandlers(deps),
    ...listHandlers(deps),
    ...questionHandlers(deps),
    verifyLedger: base.verifyLedger.handler(({ signal }) => verifySteps(deps, signal)),
  });
}

export type ReferralRouter = ReturnType<typeof createReferralRouter>;
