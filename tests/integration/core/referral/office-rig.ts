import { createRouterClient } from '@orpc/server';
import type { SharedDatabase } from '../../../../src-main/core/database/dialect.ts';
import type { Role } from '../../../../src-main/core/platform/contract-base.ts';
import { createIds } from '../../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../../src-main/core/platform/logger.ts';
import { createReferralOffice, generateCheckpointKey } from '../../../../src-main/core/referral/index.ts';
import type { CommandAnswer } from '../../../../src-main/core/referral/contract.ts';
import type { ReferralTables } from '../../../../src-main/core/referral/tables.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

const { privateKey } = generateCheckpointKey();
export const dayMs = 86_400_000;

export const profile = (name: string, phone: string | null = null) => ({
  name,
  phone,
  email: null,
  licence: null,
});

export const config = {
  milestones: [
    { name: 'first week', points: 100, bothActive: false },
    { name: 'ninety days', points: 300, bothActive: true },
  ],
  caps: { perDay: null, perMonth: 1_000, perCampaign: null },
  pendingDays: 30,
  rehireDays: 180,
  redemptionDays: 7,
};

/** The programme over any database, with clients for its people. */
export function openProgramme(database: SharedDatabase<ReferralTables>) {
  const clock = createManualClock();
  // Repeatable, and never the same twice.
  let drawn = 0;
  const random = () => {
    drawn += 1;
    return (drawn * 0.618_033_988_7) % 1;
  };
  const logger = createSilentLogger();
  const ids = createIds({ clock, random });
  const office = createReferralOffice({ database, clock, ids, random, logger, signingKey: privateKey });
  const as = (userId: string, ...roles: Role[]) =>
    createRouterClient(office.router, {
      context: { session: { userId, roles: ['dispatcher', ...roles], deskId: 'desk-1' }, logger },
    });
  let keyCount = 0;
  const key = () => {
    keyCount += 1;
    return `key-${String(keyCount).padStart(6, '0')}`;
  };
  return {
    clock,
    office,
    key,
    as,
    admin: as('root', 'admin', 'supervisor'),
    clerk: as('cleo', 'referralClerk'),
    approver: as('abby', 'approver'),
  };
}

export type Programme = ReturnType<typeof openProgramme>;

export const codeOf = async (answer: Promise<CommandAnswer>): Promise<string> => {
  const given = await answer;
  return given.state === 'rejected' ? given.rejection.code : given.state;
};

/** A company with a published config, a driver who refers, and one who can be hired. */
export async function found({ admin, clerk, approver, key, clock }: Programme): Promise<void> {
  const answers = [
    await admin.addCompany({
      key: key(),
      command: { companyId: 'acme', name: 'Acme', timeZone: 'America/Chicago' },
    }),
    await admin.draftConfig({ key: key(), command: { companyId: 'acme', configId: 'v1', config } }),
    await approver.approveConfig({ key: key(), command: { configId: 'v1' } }),
    await approver.publishConfig({ key: key(), command: { configId: 'v1', effectiveAtMs: clock.nowMs() } }),
  ];
  for (const [personId, phone] of [
    ['ann', '+1 312 555 0101'],
    ['bob', '312-555-0102'],
  ] as const) {
    const command = {
      companyId: 'acme',
      personId,
      kind: 'driver',
      profile: profile(personId, phone),
    } as const;
    answers.push(await clerk.addPerson({ key: key(), command }));
  }
  const refused = answers.find(({ state }) => state !== 'accepted');
  if (refused) throw new Error(JSON.stringify(refused));
}

/** A referral by Ann that has come as far as being hired as Bob. */
export async function hire({ clerk, key }: Programme, referralId: string): Promise<string[]> {
  const refer = {
    companyId: 'acme',
    referralId,
    code: null,
    referrerId: 'ann',
    candidate: profile('Bob', '312 555 9999'),
  };
  const states = [await codeOf(clerk.makeReferral({ key: key(), command: refer }))];
  for (const to of ['applied', 'qualified', 'hired'] as const) {
    const candidateId = to === 'hired' ? 'bob' : null;
    states.push(
      await codeOf(
        clerk.moveReferral({ key: key(), command: { referralId, to, candidateId, evidence: 'seen' } }),
      ),
    );
  }
  return states;
}
