import type { Code, Person, Referral } from '../../../../src-renderer/referrals/frame/referral-types.ts';

export const person = (id: string, change: Partial<Person> = {}): Person => ({
  id,
  companyId: 'acme',
  changedAtMs: 0,
  kind: 'driver',
  leftAtMs: null,
  profile: { name: id, phone: null, email: null, licence: null },
  ...change,
});

export const code = (text: string, change: Partial<Code> = {}): Code => ({
  ...{ id: `code ${text}`, companyId: 'acme', text, personId: 'ann', campaignId: null, changedAtMs: 0 },
  ...{ startsAtMs: 0, expiresAtMs: null, useCountMax: null, useCount: 0, isClosed: false },
  ...change,
});

export const referral = (id: string, change: Partial<Referral> = {}): Referral => ({
  ...{
    id,
    companyId: 'acme',
    referrerId: 'ann',
    codeId: null,
    campaignId: null,
    configId: 'v1',
    changedAtMs: 0,
  },
  candidate: { name: id, phone: null, email: null, licence: null },
  ...{ candidateId: null, state: 'invited', review: 'notNeeded', flags: [], milestones: [] },
  events: [{ seq: 1, atMs: 1_000, by: 'cleo', kind: 'made', detail: null, evidence: null }],
  ...change,
});
