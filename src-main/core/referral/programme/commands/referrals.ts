import { attachmentHash } from '../../ledger/entry.ts';
import { findFraud, type Match } from '../fraud.ts';
import { versionAt } from '../point-config.ts';
import { profileText, traitsOf, type Profile, type Trait } from '../profile.ts';
import type { Code, Referral } from '../record.ts';
import { findByTrait, listPublishedConfigs, readRecord } from '../record-repository.ts';
import { isEndedUnpaid, nextStates, type ReferralState } from '../referral-state.wire.ts';
import { need, needActive, needAnother, needNew, planned, planOf, refuse, type Planner } from './planner.ts';

interface NewReferral {
  readonly companyId: string;
  readonly referralId: string;
  /** By the text of a code, or by who has referred. */
  readonly code: string | null;
  readonly referrerId: string | null;
  readonly candidate: Profile;
}

async function findCode(planner: Planner, companyId: string, text: string): Promise<Code> {
  const [found] = await findByTrait(planner.trx, companyId, { field: 'code', value: text });
  if (!found) return refuse('referral/unknown-record', { kind: 'code', id: text });
  const code = await need(planner, 'code', found.recordId);
  const { atMs } = planner.place;
  const not = (why: string) => refuse('referral/code-not-valid', { code: text, why });
  if (code.isClosed) not('closed');
  if (atMs < code.startsAtMs) not('notYet');
  if (code.expiresAtMs !== null && atMs >= code.expiresAtMs) not('expired');
  if (code.useCountMax !== null && code.useCount >= code.useCountMax) not('usedUp');
  return code;
}

async function findMatches({ trx }: Planner, companyId: string, traits: readonly Trait[]): Promise<Match[]> {
  const matches: Match[] = [];
  for (const trait of traits) {
    for (const { kind, recordId } of await findByTrait(trx, companyId, trait)) {
      if (kind === 'person') {
        const person = await readRecord(trx, 'person', recordId);
        if (person) matches.push({ kind: 'person', field: trait.field, person });
      } else if (kind === 'referral') {
        const referral = await readRecord(trx, 'referral', recordId);
        if (referral) matches.push({ kind: 'referral', field: trait.field, referral });
      }
    }
  }
  return matches;
}

export const makeReferral = planOf(async (planner, input: NewReferral) => {
  const { companyId, referralId, candidate } = input;
  await need(planner, 'company', companyId);
  await needNew(planner, 'referral', referralId);
  const code = input.code === null ? null : await findCode(planner, companyId, input.code);
  const referrerId = code?.personId ?? input.referrerId;
  if (referrerId === null) return refuse('referral/no-referrer');
  if (code && input.referrerId !== null && input.referrerId !== code.personId) {
    refuse('referral/code-not-valid', { code: code.text, why: 'otherPerson' });
  }
  await needActive(planner, companyId, referrerId);
  const version = versionAt(await listPublishedConfigs(planner.trx, companyId), planner.place.atMs);
  if (version === null) return refuse('referral/no-config', { companyId });
  const traits = traitsOf(candidate);
  const flags = findFraud({
    referrerId,
    traitCount: traits.length,
    matches: await findMatches(planner, companyId, traits),
    rehireDays: version.config.rehireDays,
    atMs: planner.place.atMs,
  });
  const text = profileText(candidate, planner.salt());
  const fact = {
    type: 'referralMade' as const,
    ...{ companyId, referralId, referrerId, flags, configId: version.id },
    codeId: code?.id ?? null,
    campaignId: code?.campaignId ?? null,
    attachments: [attachmentHash(text)] as const,
  };
  return planned(fact, [], { attachments: [text] });
});

export const waitingMilestones = (referral: Referral) =>
  referral.milestones.filter(({ state }) => state === 'pending');

interface Movement {
  readonly referralId: string;
  readonly to: ReferralState;
  /** Needed for `hired`: who the candidate has become. */
  readonly candidateId: string | null;
  readonly evidence: string | null;
}

export const moveReferral = planOf(async (planner, input: Movement) => {
  const { referralId, to, candidateId, evidence } = input;
  const referral = await need(planner, 'referral', referralId);
  if (!nextStates(referral.state).includes(to)) {
    refuse('referral/wrong-state', { id: referralId, state: referral.state });
  }
  if (to === 'hired') {
    if (candidateId === null) return refuse('referral/no-candidate', { referralId });
    await needActive(planner, referral.companyId, candidateId);
    if (candidateId === referral.referrerId) refuse('referral/no-candidate', { referralId });
  }
  // What was given already is not taken back by moving it: that is a claw-back, and another person's.
  const waiting = isEndedUnpaid(to) ? waitingMilestones(referral) : [];
  const steps = waiting.map(({ holdId }) => ({ kind: 'void' as const, holdId }));
  const voided = waiting.map(({ name }) => name);
  const hiredId = to === 'hired' ? candidateId : null;
  return planned({ type: 'referralMoved', referralId, to, candidateId: hiredId, evidence, voided }, steps);
});

export const decideReview = planOf(
  async (planner, input: { referralId: string; isFraud: boolean; note: string }) => {
    const referral = await need(planner, 'referral', input.referralId);
    if (referral.review !== 'needed') {
      refuse('referral/wrong-state', { id: referral.id, state: referral.review });
    }
    const maker = referral.events[0]?.by;
    if (maker !== undefined) needAnother(planner, maker);
    const review = input.isFraud ? 'fraud' : 'cleared';
    return planned({ type: 'reviewDecided', referralId: referral.id, review, note: input.note });
  },
);
