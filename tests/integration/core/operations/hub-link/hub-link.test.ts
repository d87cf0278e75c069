import { expect, it, onTestFinished } from 'vitest';
import { createHubLink, type OpenSocket } from '../../../../../src-main/core/operations/hub-link/index.ts';
import { systemClock } from '../../../../../src-main/core/platform/clock.ts';
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

function createLink() {
  const link = createHubLink({
    fetch,
    openSocket,
    clock: systemClock,
    random: () => 0.5,
    logger: createSilentLogger(),
    metrics: createMetrics(),
  });
  onTestFinished(() => link.stop());
  return link;
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
  link.configure({ url: hub.url, token: deskToken });
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
  link.configure({ url: hub.url, token: deskToken });
  await expect.poll(() => link.state.get().state, waitMs).toBe('live');
  await call(hub.url, 'access/revokeDesk', { deskId }, hub.adminToken);
  await expect.poll(() => link.state.get().state, waitMs).toBe('refused');
  expect(link.state.get().failure?.code).toBe('hub/refused');
  link.configure({ url: 'http://hub.example', token: deskToken });
  await expect.poll(() => link.state.get().failure?.code, waitMs).toBe('hub/unsafe-address');
});
