import { attachmentHash } from '../../ledger/entry.ts';
import { profileText, type Profile } from '../profile.ts';
import type { PersonKind } from '../record.ts';
import { findByTrait } from '../record-repository.ts';
import { need, needActive, needNew, planned, planOf, refuse } from './planner.ts';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const addCompany = planOf(
  async (planner, input: { companyId: string; name: string; timeZone: string }) => {
    await needNew(planner, 'company', input.companyId);
    if (!isTimeZone(input.timeZone)) refuse('referral/unknown-time-zone', { timeZone: input.timeZone });
    return planned({ type: 'companyAdded', ...input });
  },
);

export const addPerson = planOf(
  async (planner, input: { companyId: string; personId: string; kind: PersonKind; profile: Profile }) => {
    const { companyId, personId, kind } = input;
    await need(planner, 'company', companyId);
    await needNew(planner, 'person', personId);
    const text = profileText(input.profile, planner.salt());
    const attachments = [attachmentHash(text)] as const;
    return planned({ type: 'personAdded', companyId, personId, kind, attachments }, [], {
      attachments: [text],
    });
  },
);

export const markPersonLeft = planOf(async (planner, input: { personId: string; leftAtMs: number }) => {
  const person = await need(planner, 'person', input.personId);
  await needActive(planner, person.companyId, person.id);
  if (input.leftAtMs > planner.place.atMs) refuse('referral/not-yet', { atMs: input.leftAtMs });
  return planned({ type: 'personLeft', ...input });
});

interface NewCode {
  readonly companyId: string;
  readonly codeId: string;
  readonly text: string;
  readonly personId: string;
  readonly campaignId: string | null;
  readonly startsAtMs: number;
  readonly expiresAtMs: number | null;
  readonly useCountMax: number | null;
}

export const issueCode = planOf(async (planner, input: NewCode) => {
  const { companyId, codeId, text, personId, startsAtMs, expiresAtMs } = input;
  await needActive(planner, await need(planner, 'company', companyId), personId);
  await needNew(planner, 'code', codeId);
  const [taken] = await findByTrait(planner.trx, companyId, { field: 'code', value: text });
  if (taken) refuse('referral/exists-already', { kind: 'code', id: taken.recordId });
  if (expiresAtMs !== null && expiresAtMs <= startsAtMs)
    refuse('referral/bad-span', { startsAtMs, expiresAtMs });
  return planned({ type: 'codeIssued', ...input });
});

export const closeCode = planOf(async (planner, input: { codeId: string }) => {
  const code = await need(planner, 'code', input.codeId);
  if (code.isClosed) refuse('referral/wrong-state', { id: code.id, state: 'closed' });
  return planned({ type: 'codeClosed', codeId: code.id });
});
