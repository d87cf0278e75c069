import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src-main/core/database/connection.ts';
import { createHubLink, type OpenSocket } from '../../../src-main/core/operations/hub-link/index.ts';
import { createPhone, type PhoneConfiguration } from '../../../src-main/core/operations/twilio/index.ts';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { roles } from '../../../src-main/core/platform/contract-base.ts';
import { createIds } from '../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { createMetrics } from '../../../src-main/core/platform/metrics.ts';
import { createJobQueue } from '../../../src-main/core/platform/queue/index.ts';
import { systemRandom } from '../../../src-main/core/platform/random.ts';
import { createState } from '../../../src-main/core/platform/state.ts';
import type { HubPhoneConfiguration } from '../../../src-main/hub/configuration.ts';
import { createHub } from '../../../src-main/hub/index.ts';
import { createTwilioSandbox, type TwilioSandbox } from '../../../src-main/sandbox/twilio/index.ts';
import type { OfficePlace } from '../../support/office-databases.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openDesk } from '../core/operations/twilio/desk-client.ts';
import { testConfiguration } from '../core/operations/twilio/rig.ts';

export const officeNumber = '+13125550100';
export const waitFor = { timeout: 20_000, interval: 20 };
const openSocket: OpenSocket = (url, options) => new WebSocket(url, options as never);

function phoneOf(sandbox: TwilioSandbox, apiBaseUrl: string): HubPhoneConfiguration {
  const { sid, apiKeySid, apiKeySecret, authToken, applications } = sandbox.account;
  return {
    account: {
      ...{ accountSid: sid, apiKeySid, apiKeySecret, authToken, apiBaseUrl },
      applicationSid: [...applications.keys()][0] ?? null,
      isSandbox: true,
      chunderw: new URL(apiBaseUrl).host,
      edge: null,
    },
    publicUrl: null,
    policy: {
      callerIds: [officeNumber],
      country: 'US',
      ringSeconds: 20,
      recording: 'onDemand',
      recordingNotice: false,
      recordingKeptDays: 30,
    },
  };
}

async function post(url: string, token: string | null, name: string, body: unknown = {}) {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: JSON.parse(text === '' ? '{}' : text) as Record<string, string> };
}

/** A desk's phone module on a ledger of its own and a link to the hub, with no account on the workstation. */
async function openDeskCore(hubUrl: string, deskToken: string, own: PhoneConfiguration) {
  const clock = systemClock;
  const logger = createSilentLogger();
  const ids = createIds({ clock, random: systemRandom });
  const metrics = createMetrics();
  const folder = temporaryFolder();
  const database = await openDatabase({ kind: 'ledger', path: join(folder, 'ledger.db'), clock, logger });
  const jobs = createJobQueue({ database, clock, ids, logger, random: systemRandom, metrics });
  const fleet = {
    watchRoster: createState({ rosterVersion: 1, vehicles: [] }).watch,
    watchDutyBoard: createState({ drivers: [], asOfMs: 0 }).watch,
    observations: () => [],
    nowMs: clock.nowMs,
  };
  const tools = { database, fetch, clock, random: systemRandom, ids, logger, metrics };
  const link = createHubLink({ ...tools, openSocket, keepHub: () => undefined });
  const phone = createPhone({ ...tools, fleet, jobs, dataFolder: folder, hub: link.connection });
  await phone.start();
  await jobs.start();
  phone.configure(own, true);
  // Fixed: a token of the environment's is not renewed.
  const hub = {
    url: hubUrl,
    token: deskToken,
    tokenAtMs: null,
    isFixed: true,
    session: null,
    demoAccounts: [],
  };
  link.configure(hub);
  const client = createRouterClient(phone.router, {
    context: { session: { userId: 'local', roles }, logger },
  });
  onTestFinished(async () => {
    await link.stop();
    await phone.stop();
    await jobs.stop();
    await database.close();
  });
  return { phone, link, client, folder };
}

/** A whole office: the telephone service's sandbox, a hub that answers it, and desks that know no secret of the account. */
export async function openHubOffice(place: OfficePlace, { hasPhone = true } = {}) {
  const sandbox = createTwilioSandbox({ planDefaults: { behavior: 'answers', saysTone: true, ringMs: 200 } });
  const apiBaseUrl = await sandbox.start();
  const hub = await createHub({
    configuration: {
      ...place.options,
      ...{ host: '127.0.0.1', port: 0, tls: null, samsara: null },
      phone: hasPhone ? phoneOf(sandbox, apiBaseUrl) : null,
    },
    version: '0.0.0-test',
    fetch,
    clock: systemClock,
  });
  const { url, adminToken } = await hub.start();
  const phones: { close(): void }[] = [];
  onTestFinished(async () => {
    for (const phone of phones) phone.close();
    await hub.stop();
    await sandbox.stop();
  });
  const application = () => [...sandbox.account.applications.values()][0];
  if (hasPhone) await expect.poll(() => application()?.voice?.url, waitFor).toBe(`${url}/phone/voice`);

  return {
    sandbox,
    url,
    authToken: sandbox.account.authToken,
    ask: (name: string, token: string | null, body?: unknown) => post(url, token, name, body),
    adminToken: adminToken ?? '',
    async enrol(deskName: string): Promise<string> {
      const { json } = await post(url, adminToken, 'access/makeEnrolmentCode');
      const enrolled = await post(url, null, 'access/enrolDesk', { code: json['code'], deskName });
      return enrolled.json['deskToken'] ?? '';
    },
    deskCore: (deskToken: string, own: PhoneConfiguration = { ...testConfiguration, account: null }) =>
      openDeskCore(url, deskToken, own),
    /** A telephone that registers with a token that the hub has made. */
    async register(voiceToken: string) {
      const desk = await openDesk(apiBaseUrl, voiceToken);
      phones.push(desk);
      return desk;
    },
    callIn: (from = '+13125550142') => sandbox.telephones.callers.callIn({ from, to: officeNumber }),
  };
}
