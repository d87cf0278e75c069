import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import type { Role } from '../../../src-main/core/platform/contract-base.ts';
import { createHub, type Hub } from '../../../src-main/hub/index.ts';
import { createHubClient, type HubClient } from '../../../src-main/tooling/app/hub-client.ts';

export const hubPassword = 'correct horse battery';

/** An office's hub in the test's own process, with a company, a driver who refers, and a reward. */
export interface OfficeHub {
  readonly url: string;
  /** As somebody who has an account. */
  as(name: string): Promise<HubClient>;
  /** Good once, for a desk that wants to come in. */
  makeCode(): Promise<string>;
  /** For a desk that is given its place from outside. */
  enrol(deskName: string): Promise<string>;
  stop(): Promise<void>;
  /** Where it was before. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

const accounts: readonly { readonly name: string; readonly roles: readonly Role[] }[] = [
  { name: 'Casey', roles: ['supervisor', 'referralClerk', 'dispatcher'] },
  { name: 'Alex', roles: ['approver', 'admin', 'dispatcher'] },
];

const config = {
  milestones: [{ name: 'First load', points: 500, bothActive: false }],
  caps: { perDay: null, perMonth: null, perCampaign: null },
  ...{ pendingDays: 30, rehireDays: 180, redemptionDays: 7 },
};

async function foundCompany(clerk: HubClient, approver: HubClient): Promise<void> {
  const companyId = 'acme';
  await approver.command('addCompany', { companyId, name: 'Acme Haulage', timeZone: 'America/Chicago' });
  await clerk.command('draftConfig', { companyId, configId: 'rules', config });
  await approver.command('approveConfig', { configId: 'rules' });
  await approver.command('publishConfig', { configId: 'rules', effectiveAtMs: Date.now() });
  const profile = { name: 'Ann Driver', phone: '+13125550101', email: null, licence: null };
  await clerk.command('addPerson', { companyId, personId: 'ann', kind: 'driver', profile });
  const code = { companyId, codeId: 'code', text: 'ANN-1', personId: 'ann', campaignId: null };
  await clerk.command('issueCode', { ...code, startsAtMs: 0, expiresAtMs: null, useCountMax: null });
  const reward = { companyId, rewardId: 'jacket', name: 'Winter jacket', price: 400, stock: 3 };
  await clerk.command('addReward', reward);
}

export async function openOfficeHub(): Promise<OfficeHub> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'switchyard-hub-'));
  let hub: Hub;
  const start = async (port: number) => {
    hub = await createHub({
      configuration: { dataFolder, databaseUrl: null, host: '127.0.0.1', port, tls: null, samsara: null },
      version: '0.0.0-test',
      fetch,
      clock: systemClock,
    });
    return hub.start();
  };
  const { url, adminToken } = await start(0);
  const admin = createHubClient(url, adminToken);
  for (const account of accounts) {
    await admin.call('access/addPerson', { ...account, password: hubPassword });
  }
  const as = async (name: string) => {
    const { sessionToken } = await createHubClient(url, null).call('access/signIn', {
      ...{ name, password: hubPassword },
    });
    return createHubClient(url, String(sessionToken));
  };
  await foundCompany(await as('Casey'), await as('Alex'));
  const makeCode = async () => String((await admin.call('access/makeEnrolmentCode', {}))['code']);
  return {
    url,
    as,
    makeCode,
    enrol: async (deskName) => {
      const code = await makeCode();
      const { deskToken } = await createHubClient(url, null).call('access/enrolDesk', { code, deskName });
      return String(deskToken);
    },
    stop: () => hub.stop(),
    startAgain: async () => {
      await start(Number(new URL(url).port));
    },
    close: async () => {
      await hub.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
