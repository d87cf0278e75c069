import { z } from 'zod';
import type { Role } from '../platform/contract-base.ts';
import { amountMax } from './ledger/step.ts';
import { personKinds } from './programme/record.ts';
import { referralStates } from './programme/referral-state.wire.ts';

/** What can be asked of the programme, and who may. Ids are made by whoever asks; accounts are named by them. */

export const referralLimits = {
  nameLength: 100,
  textLength: 2_000,
  codeLength: 40,
  milestoneCount: 12,
  pageCount: 200,
} as const;

export const idText = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:-]+$/);
const name = z.string().trim().min(1).max(referralLimits.nameLength);
const text = z.string().trim().min(1).max(referralLimits.textLength);
const evidence = z.string().trim().max(referralLimits.textLength).nullable();
export const time = z.number().int().nonnegative();
const points = z.number().int().min(1).max(amountMax);
const days = z.number().int().min(1).max(3_650);
const codeText = z
  .string()
  .trim()
  .min(3)
  .max(referralLimits.codeLength)
  .regex(/^[\w-]+$/);

export const profileSchema = z.object({
  name,
  phone: z.string().trim().max(40).nullable(),
  email: z.string().trim().max(254).nullable(),
  licence: z.string().trim().max(40).nullable(),
});

export const pointConfigSchema = z.object({
  milestones: z
    .array(z.object({ name: name.regex(/^[^/]+$/), points, bothActive: z.boolean() }))
    .min(1)
    .max(referralLimits.milestoneCount),
  caps: z.object({
    perDay: points.nullable(),
    perMonth: points.nullable(),
    perCampaign: points.nullable(),
  }),
  pendingDays: days.nullable(),
  rehireDays: z.number().int().min(0).max(36_500),
  redemptionDays: days.nullable(),
});

export const commandInputs = {
  addCompany: z.object({ companyId: idText, name, timeZone: z.string().max(64) }),
  addPerson: z.object({
    companyId: idText,
    personId: idText,
    kind: z.enum(personKinds),
    profile: profileSchema,
  }),
  markPersonLeft: z.object({ personId: idText, leftAtMs: time }),
  issueCode: z.object({
    companyId: idText,
    codeId: idText,
    text: codeText,
    personId: idText,
    campaignId: idText.nullable(),
    startsAtMs: time,
    expiresAtMs: time.nullable(),
    useCountMax: z.number().int().min(1).nullable(),
  }),
  closeCode: z.object({ codeId: idText }),
  draftConfig: z.object({ companyId: idText, configId: idText, config: pointConfigSchema }),
  approveConfig: z.object({ configId: idText }),
  publishConfig: z.object({ configId: idText, effectiveAtMs: time }),
  makeReferral: z.object({
    companyId: idText,
    referralId: idText,
    code: codeText.nullable(),
    referrerId: idText.nullable(),
    candidate: profileSchema,
  }),
  moveReferral: z.object({
    referralId: idText,
    to: z.enum(referralStates),
    candidateId: idText.nullable(),
    evidence,
  }),
  decideReview: z.object({ referralId: idText, isFraud: z.boolean(), note: text }),
  reachMilestone: z.object({ referralId: idText, milestone: name, evidence }),
  /** `amount` null: all of it. */
  releaseMilestone: z.object({ referralId: idText, milestone: name, amount: points.nullable() }),
  clawBackReferral: z.object({ referralId: idText, reason: text }),
  proposePoints: z.object({
    companyId: idText,
    proposalId: idText,
    personId: idText,
    points,
    reason: text,
  }),
  decideProposal: z.object({ proposalId: idText, isApproved: z.boolean() }),
  reverseProposal: z.object({ proposalId: idText, reason: text }),
  addReward: z.object({
    companyId: idText,
    rewardId: idText,
    name,
    price: points,
    stock: z.number().int().min(0).nullable(),
  }),
  stockReward: z.object({ rewardId: idText, stock: z.number().int().min(0).nullable() }),
  redeemReward: z.object({ redemptionId: idText, rewardId: idText, personId: idText }),
  orderRedemption: z.object({ redemptionId: idText }),
  fulfilRedemption: z.object({ redemptionId: idText }),
  cancelRedemption: z.object({ redemptionId: idText, reason: text }),
} as const;

export type CommandName = keyof typeof commandInputs;
export type CommandInput<Name extends CommandName> = z.infer<(typeof commandInputs)[Name]>;

export const commandNames = Object.keys(commandInputs) as readonly CommandName[];

export const commandRoles: Readonly<Record<CommandName, Role>> = {
  addCompany: 'admin',
  addPerson: 'referralClerk',
  markPersonLeft: 'referralClerk',
  issueCode: 'referralClerk',
  closeCode: 'referralClerk',
  draftConfig: 'supervisor',
  approveConfig: 'approver',
  publishConfig: 'approver',
  makeReferral: 'referralClerk',
  moveReferral: 'referralClerk',
  decideReview: 'approver',
  reachMilestone: 'referralClerk',
  releaseMilestone: 'approver',
  clawBackReferral: 'approver',
  proposePoints: 'referralClerk',
  decideProposal: 'approver',
  reverseProposal: 'approver',
  addReward: 'supervisor',
  stockReward: 'supervisor',
  redeemReward: 'referralClerk',
  orderRedemption: 'approver',
  fulfilRedemption: 'referralClerk',
  cancelRedemption: 'referralClerk',
};
