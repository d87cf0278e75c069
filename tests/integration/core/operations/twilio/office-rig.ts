import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import AccessToken from 'twilio/lib/jwt/AccessToken.js';
import { expect, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import type { DeskEvent, LiveCall } from '../../../../../src-main/core/operations/twilio/calls/contract.ts';
import {
  createPhone,
  type PhoneConfiguration,
} from '../../../../../src-main/core/operations/twilio/index.ts';
import { systemClock } from '../../../../../src-main/core/platform/clock.ts';
import { roles } from '../../../../../src-main/core/platform/contract-base.ts';
import { createIds } from '../../../../../src-main/core/platform/ids.ts';
import { createMetrics } from '../../../../../src-main/core/platform/metrics.ts';
import { createJobQueue } from '../../../../../src-main/core/platform/queue/index.ts';
import { systemRandom } from '../../../../../src-main/core/platform/random.ts';
import { createState } from '../../../../../src-main/core/platform/state.ts';
import { createTwilioSandbox, type TwilioSandbox } from '../../../../../src-main/sandbox/twilio/index.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { openDesk } from './desk-client.ts';
import { testConfiguration } from './rig.ts';

export const officeNumber = '+13125550100';
export const waitFor = { timeout: 20_000, interval: 20 };

function configurationFor(
  sandbox: TwilioSandbox,
  url: string,
  policy: Partial<PhoneConfiguration['policy']>,
) {
  const { account } = sandbox;
  return {
    ...testConfiguration,
    account: {
      accountSid: account.sid,
      apiKeySid: account.apiKeySid,
      apiKeySecret: account.apiKeySecret,
      authToken: account.authToken,
      applicationSid: [...account.applications.keys()][0] ?? null,
      apiBaseUrl: url,
      isSandbox: true,
      chunderw: new URL(url).host,
      edge: null,
    },
    policy: {
      ...testConfiguration.policy,
      callerIds: [officeNumber],
      servesCallFlow: true,
      ...policy,
    },
  };
}

async function startCore(folder: string, configuration: PhoneConfiguration) {
  const clock = systemClock;
  const logger = createRecordingLogger();
  const ids = createIds({ clock, random: systemRandom });
  const metrics = createMetrics();
  const path = join(folder, 'ledger.db');
  const database = await openDatabase({ kind: 'ledger', path, clock, logger });
  const jobs = createJobQueue({ database, clock, ids, logger, random: systemRandom, metrics });
  const fleet = {
    watchRoster: createState({ rosterVersion: 1, vehicles: [] }).watch,
    watchDutyBoard: createState({ drivers: [], asOfMs: 0 }).watch,
    observations: () => [],
    nowMs: clock.nowMs,
  };
  const tools = { database, fleet, fetch, clock, random: systemRandom, ids, logger, metrics };
  const phone = createPhone({ ...tools, jobs, dataFolder: folder });
  await phone.start();
  await jobs.start();
  phone.configure(configuration);
  const client = createRouterClient(phone.router, {
    context: { session: { userId: 'dana', roles }, logger },
  });
  return {
    phone,
    client,
    logger,
    database,
    async stop() {
      await phone.stop();
      await jobs.stop();
      await database.close();
    },
  };
}

/** The module on a real ledger against the sandbox's telephone side, with desks that speak its signalling. */
export async function openPhoneOffice(
  policy: Partial<PhoneConfiguration['policy']> = {},
  change: Partial<PhoneConfiguration> = {},
) {
  const sandbox = createTwilioSandbox({
    planDefaults: { behavior: 'answers', saysTone: true, ringMs: 200 },
  });
  const url = await sandbox.start();
  const folder = temporaryFolder();
  const configuration = { ...configurationFor(sandbox, url, policy), ...change };
  let core = await startCore(folder, configuration);
  const desks: { close(): void }[] = [];
  onTestFinished(async () => {
    for (const desk of desks) desk.close();
    await core.stop();
    await sandbox.stop();
  });
  const isServing = async () => {
    const states = await core.client.watchPhone();
    for await (const { callFlow } of states) {
      if (callFlow.state === 'serving' || callFlow.state === 'elsewhere') break;
    }
  };
  await isServing();

  const tokenFor = (identity: string) => {
    const { sid, apiKeySid, apiKeySecret, applications } = sandbox.account;
    const token = new AccessToken(sid, apiKeySid, apiKeySecret, { identity, ttl: 600 });
    token.addGrant(
      new AccessToken.VoiceGrant({
        incomingAllow: true,
        outgoingApplicationSid: [...applications.keys()][0] ?? '',
      }),
    );
    return token.toJwt();
  };
  return {
    sandbox,
    url,
    folder,
    configuration,
    core: () => core,
    client: () => core.client,
    /** A new process on the same ledger. */
    async restart(next: Partial<PhoneConfiguration> = {}, meanwhile: () => void = () => undefined) {
      await core.stop();
      meanwhile();
      core = await startCore(folder, { ...configuration, ...next });
      await isServing();
    },
    report: (callId: string, event: DeskEvent) =>
      core.client.recordCallEvents({
        events: [{ callId, eventId: randomUUID(), timeMs: Date.now(), event }],
      }),
    async desk(identity: string) {
      const desk = await openDesk(url, tokenFor(identity));
      desks.push(desk);
      return desk;
    },
    callIn: (from = '+13125550142') => sandbox.telephones.callers.callIn({ from, to: officeNumber }),
    async live(): Promise<LiveCall[]> {
      const calls = await core.client.watchLiveCalls();
      const first = await calls.next();
      await calls.return?.(undefined);
      return first.done ? [] : first.value;
    },
    async logged(callId: string) {
      return (await core.client.getCall({ callId })).call;
    },
    /** What is in the one room of a call. */
    room: (callId: string) =>
      sandbox.exchange
        .conferences()
        .filter((conference) => conference.facts().friendlyName === callId)
        .at(-1),
    labels(callId: string) {
      const inside = this.room(callId)?.participants() ?? [];
      return inside
        .map((participant) => participant.facts())
        .filter(({ status }) => status === 'connected')
        .map(({ label, hold }) => `${label ?? ''}${hold ? ' held' : ''}`)
        .sort();
    },
    expectRoom(callId: string) {
      return expect.poll(() => this.labels(callId), waitFor);
    },
  };
}

export type PhoneOffice = Awaited<ReturnType<typeof openPhoneOffice>>;
