import { createRouterClient } from '@orpc/server';
import { expect, it, onTestFinished } from 'vitest';
import {
  createHubLink,
  type HubAccount,
  type HubLink,
  type OpenSocket,
} from '../../../../../src-main/core/operations/hub-link/index.ts';
import { systemClock } from '../../../../../src-main/core/platform/clock.ts';
import { roles } from '../../../../../src-main/core/platform/contract-base.ts';
import { createSilentLogger } from '../../../../../src-main/core/platform/logger.ts';
import { createMetrics } from '../../../../../src-main/core/platform/metrics.ts';
import { createHub } from '../../../../../src-main/hub/index.ts';
import type { hubV1Contract } from '../../../../../src-main/hub/api/v1-contract.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const waitMs = { timeout: 30_000 };
const openSocket: OpenSocket = (url, options) => new WebSocket(url, options as never);

async function startHub(dataFolder: string, port = 0) {
  const hub = await createHub({
    configuration: { dataFolder, databaseUrl: null, host: '127.0.0.1', port, tls: null, samsara: null },
    version: '0.0.0-test',
    fetch,
    clock: systemClock,
  });
  const { url, adminToken } = await hub.start();
  onTestFinished(() => hub.stop());
  return { url, adminToken: adminToken ?? '', stop: hub.stop };
}

async function call(
  url: string,
  name: string,
  body: unknown,
  token?: string,
): Promise<Record<string, string>> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  const response = await fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return JSON.parse(text === '' ? '{}' : text) as Record<string, string>;
}

const accountOf = (url: string, token: string) => ({
  ...{ url, token, tokenAtMs: Date.now(), isFixed: false, session: null, demoAccounts: [] },
});

/** Keeps what it is asked to keep, as a desk's shell does. */
function createLink() {
  const kept: (HubAccount | null)[] = [];
  const link: HubLink = createHubLink({
    keepHub: (account) => {
      kept.push(account);
      link.configure(account);
    },
    fetch,
    openSocket,
    clock: systemClock,
    random: () => 0.5,
    logger: createSilentLogger(),
    metrics: createMetrics(),
  });
  onTestFinished(() => link.stop());
  return Object.assign(link, { kept });
}

it('is live with a hub, stale with the reason while it is away, and live again; calls go over it', async () => {
  const folder = temporaryFolder();
  const hub = await startHub(folder);
  const { code } = await call(hub.url, 'access/makeEnrolmentCode', {}, hub.adminToken);
  const { deskToken = '', deskId } = await call(hub.url, 'access/enrolDesk', { code, deskName: 'Desk' });
  const link = createLink();
  const states: string[] = [];
  void (async () => {
    for await (const { state } of link.state.watch()) states.push(state);
  })();
  link.configure(accountOf(hub.url, deskToken));
  await expect.poll(() => link.state.get().state, waitMs).toBe('live');
  const client = link.connection.get()!.client<typeof hubV1Contract>();
  expect((await client.access.getMyself()).desk?.id).toBe(deskId);

  await hub.stop();
  await expect.poll(() => link.state.get().state, waitMs).toBe('stale');
  expect(link.state.get().failure?.code).toMatch(/^(hub|http)\//);
  expect(link.connection.get()).toBeNull();
  await startHub(folder, Number(new URL(hub.url).port));
  await expect.poll(() => link.state.get().state, waitMs).toBe('live');

  link.configure(null);
  await expect.poll(() => link.state.get().state, waitMs).toBe('notConfigured');
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
    'notConfigured',
    'connecting',
    'live',
    'stale',
    'live',
    'notConfigured',
  ]);
});

it('is refused by a hub that revoked the desk, and sends no token to an address in the clear', async () => {
  const hub = await startHub(temporaryFolder());
  const { code } = await call(hub.url, 'access/makeEnrolmentCode', {}, hub.adminToken);
  const { deskToken = '', deskId } = await call(hub.url, 'access/enrolDesk', { code, deskName: 'Desk' });
  const link = createLink();
  link.configure(accountOf(hub.url, deskToken));
  await expect.poll(() => link.state.get().state, waitMs).toBe('live');
  await call(hub.url, 'access/revokeDesk', { deskId }, hub.adminToken);
  await expect.poll(() => link.state.get().state, waitMs).toBe('refused');
  expect(link.state.get().failure?.code).toBe('hub/refused');
  link.configure(accountOf('http://hub.example', deskToken));
  await expect.poll(() => link.state.get().failure?.code, waitMs).toBe('hub/unsafe-address');
});

const session = { userId: 'local', roles };
const clientOf = (link: HubLink) =>
  createRouterClient(link.router, { context: { session, logger: createSilentLogger() } });

async function addPerson(hub: { url: string; adminToken: string }) {
  const person = { name: 'Ann', roles: ['referralClerk'], password: 'correct horse' };
  const { id = '' } = await call(hub.url, 'access/addPerson', person, hub.adminToken);
  return id;
}

it('comes in with a code, lets people sign in and out, keeps each step, and leaves', async () => {
  const hub = await startHub(temporaryFolder());
  const personId = await addPerson(hub);
  const { code = '' } = await call(hub.url, 'access/makeEnrolmentCode', {}, hub.adminToken);
  const link = createLink();
  const desk = clientOf(link);
  const wanted = { url: `${hub.url}/`, code, deskName: 'Window' };
  await expect(desk.signIn({ name: 'Ann', password: 'correct horse' })).rejects.toMatchObject({
    code: 'referral/no-hub',
  });
  await expect(desk.enrolDesk({ ...wanted, code: 'WRONG-WRONG' })).rejects.toMatchObject({
    code: 'access/wrong-code',
  });
  await desk.enrolDesk(wanted);
  await expect.poll(() => link.state.get(), waitMs).toMatchObject({ state: 'live', deskName: 'Window' });

  await expect(desk.signIn({ name: 'Ann', password: 'wrong' })).rejects.toMatchObject({
    code: 'access/wrong-password',
  });
  await desk.signIn({ name: 'ann', password: 'correct horse' });
  await expect.poll(() => link.connection.get()?.userId, waitMs).toBe(personId);
  expect(link.state.get().person).toMatchObject({ name: 'Ann', roles: ['referralClerk', 'dispatcher'] });
  expect(link.person()).toMatchObject({ userId: personId });
  const names = await desk.listAccountNames();
  expect(names).toContainEqual({ id: personId, name: 'Ann' });
  expect(names.map(({ name }) => name)).toEqual(['Ann', 'Window']);

  await desk.signOut();
  await expect.poll(() => link.connection.get()?.userId, waitMs).toBeNull();
  expect(link.person()).toBeNull();
  expect(link.kept.map((account) => account?.session?.person.name ?? null)).toEqual([null, 'Ann', null]);
  await desk.leaveHub();
  await expect.poll(() => link.state.get().state, waitMs).toBe('notConfigured');
});

it('goes on as the desk alone when the hub has ended the session', async () => {
  const hub = await startHub(temporaryFolder());
  const personId = await addPerson(hub);
  const { code = '' } = await call(hub.url, 'access/makeEnrolmentCode', {}, hub.adminToken);
  const link = createLink();
  const desk = clientOf(link);
  await desk.enrolDesk({ url: hub.url, code, deskName: 'Window' });
  await desk.signIn({ name: 'Ann', password: 'correct horse' });
  await expect.poll(() => link.connection.get()?.userId, waitMs).toBe(personId);
  await call(hub.url, 'access/changePerson', { personId, isDisabled: true }, hub.adminToken);
  await expect.poll(() => [link.state.get().state, link.person()], waitMs).toEqual(['live', null]);
  expect(link.kept.at(-1)?.session).toBeNull();
});

it('changes an old token for the next one, and is known by it afterwards', async () => {
  const hub = await startHub(temporaryFolder());
  const { code } = await call(hub.url, 'access/makeEnrolmentCode', {}, hub.adminToken);
  const { deskToken = '' } = await call(hub.url, 'access/enrolDesk', { code, deskName: 'Desk' });
  const link = createLink();
  link.configure({ ...accountOf(hub.url, deskToken), tokenAtMs: Date.now() - 25 * 60 * 60_000 });
  await expect.poll(() => link.kept.at(-1)?.token.startsWith('swydesk_'), waitMs).toBe(true);
  const token = link.kept.at(-1)?.token ?? '';
  expect(token).not.toBe(deskToken);
  await expect.poll(() => link.state.get().state, waitMs).toBe('live');
  expect(await call(hub.url, 'access/getMyself', {}, token)).toMatchObject({ desk: { name: 'Desk' } });
});
