import { z } from 'zod';
import { AppError } from '../../core/platform/errors.ts';
import type { HubClient } from './hub-client.ts';
import type { SandboxAddress } from './sandbox-process.ts';

/** The sandbox's office: who works there, and how far its referral programme has come. All by the hub's own API. */

export const demoPeople = [
  { name: 'Casey', roles: ['dispatcher', 'supervisor', 'referralClerk'] },
  { name: 'Alex', roles: ['dispatcher', 'approver', 'admin'] },
] as const;

const companyId = 'prairie-line';
const driversSchema = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string(), phone: z.string().optional() })),
});
type Driver = z.infer<typeof driversSchema>['data'][number];
const driverCount = 12;

/** The trucks' own drivers, so that a referral leads to somebody who is on the map. */
async function readDrivers({ samsaraUrl, token }: SandboxAddress): Promise<readonly Driver[]> {
  const response = await fetch(`${samsaraUrl}/fleet/drivers?limit=${driverCount}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const parsed = driversSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success && parsed.data.data.length >= driverCount) return parsed.data.data;
  throw new AppError('tooling/demo-failed', 'The sandbox named no drivers for the demo office.');
}

const config = {
  milestones: [
    { name: 'First load', points: 500, bothActive: false },
    { name: 'Ninety days', points: 1_500, bothActive: true },
  ],
  caps: { perDay: null, perMonth: 10_000, perCampaign: null },
  pendingDays: 60,
  rehireDays: 180,
  redemptionDays: 14,
};

const profile = (name: string, phone: string | null) => ({ name, phone, email: null, licence: null });
const personId = (driver: Driver) => `driver-${driver.id}`;

async function addProgramme(clerk: HubClient, approver: HubClient): Promise<void> {
  await approver.command('addCompany', {
    companyId,
    name: 'Prairie Line Logistics',
    timeZone: 'America/Chicago',
  });
  await clerk.command('draftConfig', { companyId, configId: 'rules-1', config });
  await approver.command('approveConfig', { configId: 'rules-1' });
  await approver.command('publishConfig', { configId: 'rules-1', effectiveAtMs: Date.now() });
  const winter = { ...config, pendingDays: 90 };
  await clerk.command('draftConfig', { companyId, configId: 'rules-2', config: winter });
  for (const [rewardId, name, price, stock] of [
    ['reward-jacket', 'Winter jacket', 400, 12],
    ['reward-day-off', 'A paid day off', 1_200, null],
    ['reward-headset', 'Headset for the cab', 250, 5],
  ] as const) {
    await clerk.command('addReward', { companyId, rewardId, name, price, stock });
  }
}

async function addPeople(clerk: HubClient, drivers: readonly Driver[]): Promise<void> {
  for (const driver of drivers) {
    await clerk.command('addPerson', {
      ...{ companyId, personId: personId(driver), kind: 'driver' },
      profile: profile(driver.name, driver.phone ?? null),
    });
  }
  for (const [id, name] of [
    ['recruiter-1', 'Robin Hale'],
    ['recruiter-2', 'Jo Marsh'],
  ] as const) {
    await clerk.command('addPerson', {
      ...{ companyId, personId: id, kind: 'recruiter', profile: profile(name, null) },
    });
  }
  const code = { companyId, campaignId: null, startsAtMs: 0, expiresAtMs: null, useCountMax: null };
  for (const driver of drivers.slice(0, 3)) {
    const text = `${driver.name.split(' ')[0]?.replaceAll(/\W/g, '') ?? 'DRIVER'}-${driver.id.slice(-3)}`;
    await clerk.command('issueCode', {
      ...{ ...code, codeId: `code-${driver.id}`, text, personId: personId(driver) },
    });
  }
}

/** How far each candidate has come; the drivers named by `hiredAs` are who they have become. */
const candidates = [
  { name: 'Morgan Pike', phone: '+13125550171', path: [] },
  { name: 'Sam Ortega', phone: '+13125550172', path: ['applied'] },
  { name: 'Lee Quinn', phone: '+13125550173', path: ['applied', 'qualified'] },
  { name: 'Terry Vance', phone: '+13125550174', path: ['applied', 'rejected'] },
  // Nothing to compare: somebody has to look.
  { name: 'Jess Alder', phone: null, path: ['applied'] },
] as const;

async function addReferrals(clerk: HubClient, approver: HubClient, drivers: readonly Driver[]) {
  const [referrer, second, hired, hiredToo] = drivers;
  if (!referrer || !second || !hired || !hiredToo) return;
  const make = (referralId: string, by: Driver, candidate: object) =>
    clerk.command('makeReferral', {
      ...{ companyId, referralId, code: null, referrerId: personId(by), candidate },
    });
  const move = (referralId: string, to: string, candidateId: string | null = null) =>
    clerk.command('moveReferral', { referralId, to, candidateId, evidence: null });
  for (const [index, { name, phone, path }] of candidates.entries()) {
    await make(`referral-${index}`, index % 2 === 0 ? referrer : second, profile(name, phone));
    for (const to of path) await move(`referral-${index}`, to);
  }
  for (const [index, driver] of [hired, hiredToo].entries()) {
    const referralId = `referral-hired-${index}`;
    await make(referralId, referrer, profile(driver.name, `+1312555018${index}`));
    await move(referralId, 'applied');
    await move(referralId, 'qualified');
    await move(referralId, 'hired', personId(driver));
    await clerk.command('reachMilestone', { referralId, milestone: 'First load', evidence: 'Load 4471' });
  }
  // One has been given, the other waits for somebody else's word.
  await approver.command('releaseMilestone', {
    ...{ referralId: 'referral-hired-0', milestone: 'First load', amount: null },
  });
  await clerk.command('redeemReward', {
    ...{ redemptionId: 'redemption-1', rewardId: 'reward-headset', personId: personId(referrer) },
  });
  await clerk.command('proposePoints', {
    ...{ companyId, proposalId: 'points-1', personId: personId(second), points: 200 },
    reason: 'Showed the new drivers around the terminal',
  });
}

/** Throws when the hub or the sandbox refuses something. */
export async function foundDemoOffice(input: {
  readonly clerk: HubClient;
  readonly approver: HubClient;
  readonly sandbox: SandboxAddress;
}): Promise<void> {
  const { clerk, approver, sandbox } = input;
  const drivers = await readDrivers(sandbox);
  await addProgramme(clerk, approver);
  await addPeople(clerk, drivers);
  await addReferrals(clerk, approver, drivers);
}
