import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor, type Role } from '../platform/contract-base.ts';
import {
  commandInputs,
  commandRoles,
  idText,
  pointConfigSchema,
  profileSchema,
  referralLimits,
  time,
} from './command-inputs.ts';
import { unknownReasons } from './ledger/statement.ts';
import {
  configStates,
  milestoneStates,
  personKinds,
  proposalStates,
  recordKinds,
  redemptionStates,
  reviewStates,
} from './programme/record.ts';
import { referralStates } from './programme/referral-state.wire.ts';
import { rejectionCodes } from './rejection-codes.ts';

/** Made by whoever asks and kept until the answer is seen: the same key is the same deed, however often it arrives. */
export const keySchema = z.string().min(8).max(64);

export const rejectionSchema = z.object({
  code: z.enum(rejectionCodes),
  data: z.record(z.string(), z.unknown()),
});

export const commandAnswerSchema = z.discriminatedUnion('state', [
  /** Written down here and on its way to the hub: pending, not final. */
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('accepted'), seq: z.number().int(), atMs: time }),
  z.object({ state: z.literal('rejected'), rejection: rejectionSchema }),
]);

const keyReused = { 'referral/key-reused': { message: 'This key has been used for something else.' } };

const command = <Shape extends z.ZodRawShape>(role: Role, input: z.ZodObject<Shape>) =>
  procedureFor(role)
    .input(z.object({ key: keySchema, command: input }))
    .errors(keyReused)
    .output(commandAnswerSchema);

const commandsContract = {
  addCompany: command(commandRoles.addCompany, commandInputs.addCompany),
  addPerson: command(commandRoles.addPerson, commandInputs.addPerson),
  markPersonLeft: command(commandRoles.markPersonLeft, commandInputs.markPersonLeft),
  issueCode: command(commandRoles.issueCode, commandInputs.issueCode),
  closeCode: command(commandRoles.closeCode, commandInputs.closeCode),
  draftConfig: command(commandRoles.draftConfig, commandInputs.draftConfig),
  approveConfig: command(commandRoles.approveConfig, commandInputs.approveConfig),
  publishConfig: command(commandRoles.publishConfig, commandInputs.publishConfig),
  makeReferral: command(commandRoles.makeReferral, commandInputs.makeReferral),
  moveReferral: command(commandRoles.moveReferral, commandInputs.moveReferral),
  decideReview: command(commandRoles.decideReview, commandInputs.decideReview),
  reachMilestone: command(commandRoles.reachMilestone, commandInputs.reachMilestone),
  releaseMilestone: command(commandRoles.releaseMilestone, commandInputs.releaseMilestone),
  clawBackReferral: command(commandRoles.clawBackReferral, commandInputs.clawBackReferral),
  proposePoints: command(commandRoles.proposePoints, commandInputs.proposePoints),
  decideProposal: command(commandRoles.decideProposal, commandInputs.decideProposal),
  reverseProposal: command(commandRoles.reverseProposal, commandInputs.reverseProposal),
  addReward: command(commandRoles.addReward, commandInputs.addReward),
  stockReward: command(commandRoles.stockReward, commandInputs.stockReward),
  redeemReward: command(commandRoles.redeemReward, commandInputs.redeemReward),
  orderRedemption: command(commandRoles.orderRedemption, commandInputs.orderRedemption),
  fulfilRedemption: command(commandRoles.fulfilRedemption, commandInputs.fulfilRedemption),
  cancelRedemption: command(commandRoles.cancelRedemption, commandInputs.cancelRedemption),
};

/** Null where it has been erased. */
const profileOrErased = profileSchema.nullable();
export const companySchema = z.object({ id: z.string(), name: z.string(), timeZone: z.string() });
export const personSchema = z.object({
  id: z.string(),
  companyId: z.string(),
  kind: z.enum(personKinds),
  leftAtMs: z.number().nullable(),
  profile: profileOrErased,
});
export const codeSchema = z.object({
  id: z.string(),
  companyId: z.string(),
  text: z.string(),
  personId: z.string(),
  campaignId: z.string().nullable(),
  startsAtMs: z.number(),
  expiresAtMs: z.number().nullable(),
  useCountMax: z.number().nullable(),
  useCount: z.number(),
  isClosed: z.boolean(),
});
export const configSchema = z.object({
  id: z.string(),
  companyId: z.string(),
  config: pointConfigSchema,
  state: z.enum(configStates),
  draftedBy: z.string(),
  approvedBy: z.string().nullable(),
  effectiveAtMs: z.number().nullable(),
});
export const referralSchema = z.object({
  id: z.string(),
  companyId: z.string(),
  referrerId: z.string(),
  codeId: z.string().nullable(),
  campaignId: z.string().nullable(),
  configId: z.string(),
  candidate: profileOrErased,
  candidateId: z.string().nullable(),
  state: z.enum(referralStates),
  review: z.enum(reviewStates),
  flags: z.array(z.object({ reason: z.string(), otherId: z.string().nullable() })),
  milestones: z.array(
    z.object({
      name: z.string(),
      holdId: z.string(),
      points: z.number(),
      state: z.enum(milestoneStates),
      reachedBy: z.string(),
      releasedPoints: z.number(),
    }),
  ),
  /** The time line, each line an entry of the ledger. */
  events: z.array(
    z.object({
      seq: z.number(),
      atMs: z.number(),
      by: z.string(),
      kind: z.string(),
      detail: z.string().nullable(),
      evidence: z.string().nullable(),
    }),
  ),
});
export const proposalSchema = z.object({
  id: z.string(),
  companyId: z.string(),
  personId: z.string(),
  points: z.number(),
  reason: z.string(),
  state: z.enum(proposalStates),
  proposedBy: z.string(),
  decidedBy: z.string().nullable(),
  seq: z.number().nullable(),
});
export const rewardSchema = z.object({
  id: z.string(),
  companyId: z.string(),
  name: z.string(),
  price: z.number(),
  stock: z.number().nullable(),
});
export const redemptionSchema = z.object({
  id: z.string(),
  companyId: z.string(),
  rewardId: z.string(),
  personId: z.string(),
  price: z.number(),
  state: z.enum(redemptionStates),
  redeemedBy: z.string(),
  orderedSeq: z.number().nullable(),
});

const pageInput = z.object({
  companyId: idText,
  state: z.string().max(20).nullable().default(null),
  /** From the answer before: lists are by their last change, newest first. */
  cursor: z.number().int().nullable().default(null),
  countMax: z.number().int().min(1).max(referralLimits.pageCount).default(50),
});
/** When the entry was made that changed it last. */
const changed = { changedAtMs: z.number() };
const listOf = <Input extends z.ZodType, Shape extends z.ZodRawShape>(
  input: Input,
  item: z.ZodObject<Shape>,
) =>
  procedureFor('dispatcher')
    .input(input)
    .output(z.object({ items: z.array(item.extend(changed)), nextCursor: z.number().nullable() }));
const list = <Shape extends z.ZodRawShape>(item: z.ZodObject<Shape>) => listOf(pageInput, item);

/** Points, or why they are not known: never a zero that means "no idea". */
export const pointsSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('known'), points: z.number().int() }),
  z.object({ state: z.literal('unknown'), reason: z.enum(unknownReasons) }),
]);
const balancesSchema = z.object({
  available: pointsSchema,
  pending: pointsSchema,
  reserved: pointsSchema,
  /** Not positive: what has to be given back. */
  owed: pointsSchema,
  asOfMs: z.number().nullable(),
});
const unknownPerson = { 'referral/unknown-person': { message: 'No person with this id is known.' } };
const unknownReferral = { 'referral/unknown-referral': { message: 'No referral with this id is known.' } };

const questionsContract = {
  listCompanies: procedureFor('dispatcher').output(z.array(companySchema)),
  listPeople: list(personSchema),
  listCodes: list(codeSchema),
  listConfigs: list(configSchema),
  listReferrals: listOf(
    pageInput.extend({
      /** Only those that wait for a second person: a review that is open, or points on hold. */
      needsDecision: z.boolean().default(false),
    }),
    referralSchema,
  ),
  listProposals: list(proposalSchema),
  listRewards: list(rewardSchema),
  listRedemptions: list(redemptionSchema),
  getReferral: procedureFor('dispatcher')
    .input(z.object({ referralId: idText }))
    .errors(unknownReferral)
    .output(referralSchema),
  /** `atMs` null: now, as far as this copy of the ledger knows. */
  getBalances: procedureFor('dispatcher')
    .input(z.object({ companyId: idText, personId: idText, atMs: time.nullable() }))
    .output(balancesSchema),
  /** What happened to a person's available points in [fromMs, toMs). */
  getStatement: procedureFor('dispatcher')
    .input(z.object({ companyId: idText, personId: idText, fromMs: time, toMs: time }))
    .errors(unknownPerson)
    .output(
      z.object({
        opening: pointsSchema,
        closing: pointsSchema,
        lines: z.array(
          z.object({
            seq: z.number().int(),
            atMs: z.number(),
            amount: z.number().int(),
            balanceAfter: z.number().int(),
            what: z.string().nullable(),
            by: z.string(),
            reason: z.string().nullable(),
          }),
        ),
        asOfMs: z.number().nullable(),
      }),
    ),
  /** The log itself, newest first: who did what, why, from which desk. */
  listEntries: procedureFor('dispatcher')
    .input(
      z.object({
        beforeSeq: z.number().int().nullable(),
        countMax: z.number().int().min(1).max(referralLimits.pageCount).default(50),
      }),
    )
    .output(
      z.array(
        z.object({
          seq: z.number().int(),
          atMs: z.number(),
          userId: z.string(),
          deskId: z.string().nullable(),
          reason: z.string().nullable(),
          what: z.string().nullable(),
          /** What the entry is about, as far as it is about one thing. */
          about: z.object({ kind: z.enum(recordKinds), id: z.string() }).nullable(),
          /** Where a referral was moved to, or which milestone it is. */
          detail: z.string().nullable(),
          moves: z.array(z.object({ from: z.string(), to: z.string(), amount: z.number().int() })),
        }),
      ),
    ),
};

const finding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changedEntry'), seq: z.number() }),
  z.object({ kind: z.literal('missingEntry'), seq: z.number() }),
  z.object({ kind: z.literal('againstTheRules'), seq: z.number() }),
  z.object({ kind: z.literal('otherHistory'), afterSeq: z.number(), toSeq: z.number() }),
  z.object({ kind: z.literal('badSignature'), size: z.number() }),
  z.object({ kind: z.literal('cutOff'), size: z.number(), knownSize: z.number() }),
  z.object({ kind: z.literal('otherBalance'), account: z.string(), shown: z.number(), points: z.number() }),
]);

const verifyContract = {
  /** Reads the whole ledger that is stored here and believes nothing; needs no network. Ends with the report. */
  verifyLedger: procedureFor('dispatcher').output(
    eventIterator(
      z.discriminatedUnion('state', [
        z.object({ state: z.literal('running'), doneCount: z.number(), entryCount: z.number() }),
        z.object({
          state: z.literal('done'),
          findings: z.array(finding),
          entryCount: z.number(),
          signedSize: z.number(),
          checkpointCount: z.number(),
        }),
      ]),
    ),
  ),
};

export const referralContract = { ...commandsContract, ...questionsContract, ...verifyContract };

export type CommandAnswer = Readonly<z.infer<typeof commandAnswerSchema>>;
