import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readFleetFrame } from '../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import type { hubV2Contract } from '../../../src-main/hub/api/v2-contract.ts';
import { createHub } from '../../../src-main/hub/index.ts';
import { createFleet } from '../../../src-main/sandbox/fleet/index.ts';
import { createSandboxClock } from '../../../src-main/sandbox/clock.ts';
import { createSamsaraSandbox } from '../../../src-main/sandbox/samsara/index.ts';
import { keptFolder } from '../../support/temporary-folder.ts';

type HubClient = ContractRouterClient<typeof hubV2Contract>;
const vehicleCount = 20;

describe("desks' WebSockets", () => {
  const folder = keptFolder();
  const sandbox = createSamsaraSandbox({
    fleet: createFleet({ vehicleCount, seed: 1 }),
    clock: createSandboxClock({ speed: 1 }),
  });
  let url = '';
  let adminToken = '';
  let stop = async () => {};
  const sockets = new Set<WebSocket>();

  beforeAll(async () => {
    const samsaraUrl = await sandbox.start(0);
    const hub = await createHub({
      configuration: {
        dataFolder: folder.path,
        databaseUrl: null,
        host: '127.0.0.1',
        port: 0,
        tls: null,
        samsara: { baseUrl: samsaraUrl, token: sandbox.token() },
      },
      version: '0.0.0-test',
      fetch,
      clock: systemClock,
    });
    const started = await hub.start();
    url = started.url;
    adminToken = started.adminToken ?? '';
    stop = hub.stop;
  });
  afterAll(async () => {
    for (const socket of sockets) socket.terminate();
    await stop();
    await sandbox.stop();
    folder.remove();
  });

  const call = async (name: string, body: unknown, token?: string) => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    const response = await fetch(`${url}/api/v1/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return JSON.parse(text === '' ? '{}' : text) as Record<string, string>;
  };
  const enrol = async () => {
    const { code } = await call('access/makeEnrolmentCode', {}, adminToken);
    return call('access/enrolDesk', { code, deskName: 'Desk' });
  };
  const connect = (
    channel: 'api' | 'frames',
    token: string | null,
    {
      protocols = ['switchyard.v2', 'switchyard.v1'],
      headers = {},
    }: { protocols?: string[]; headers?: object } = {},
  ) => {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`${url.replace('http', 'ws')}/desk/${channel}`, protocols, {
      headers: { ...authorization, ...headers },
    });
    sockets.add(socket);
    return socket;
  };
  const opened = (socket: WebSocket) =>
    new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const closed = (socket: WebSocket) =>
    new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  const refusal = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.once('error', () => undefined);
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    });
  const clientOver = (socket: WebSocket): HubClient =>
    createORPCClient(new RPCLink({ websocket: socket as never }));

  it('lets in who shows a good token and speaks a version of the hub, and no browser', async () => {
    const { deskToken = '' } = await enrol();
    expect(await refusal(connect('api', null))).toBe(401);
    expect(await refusal(connect('api', 'swydesk_wrong'))).toBe(401);
    expect(await refusal(connect('api', deskToken, { protocols: ['switchyard.v9'] }))).toBe(400);
    expect(await refusal(connect('api', deskToken, { headers: { origin: url } }))).toBe(403);
    const socket = connect('api', deskToken, { protocols: ['switchyard.v9', 'switchyard.v1'] });
    await opened(socket);
    expect(socket.protocol).toBe('switchyard.v1');
    socket.close();
  });

  it('carries calls, typed errors and streams, each as its roles allow', async () => {
    const { deskToken = '', deskId } = await enrol();
    const client = clientOver(connect('api', deskToken));
    expect((await client.access.getMyself()).desk?.id).toBe(deskId);
    await expect(client.audit.listAudit({})).rejects.toMatchObject({ code: 'platform/forbidden' });
    await expect(client.notifications.getAlert({ alertId: 'none' })).rejects.toMatchObject({
      code: 'notifications/unknown-alert',
    });
    for await (const status of await client.system.watchCoreStatus()) {
      expect(status.databases.map(({ name }) => name)).toEqual(['ledger', 'telematics']);
      break;
    }
  });

  it('carries positions, and to a desk that was away all that it missed', async () => {
    const { deskToken = '' } = await enrol();
    const listen = (socket: WebSocket, seen: Map<number, number>) =>
      socket.on('message', (data) => {
        const bytes = data as Buffer;
        const frame = readFleetFrame(
          bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
        );
        for (let row = 0; row < (frame?.count ?? 0); row += 1)
          seen.set(frame!.slot[row]!, frame!.timeMs[row]!);
      });
    const staying = new Map<number, number>();
    const away = new Map<number, number>();
    listen(connect('frames', deskToken), staying);
    const dropped = connect('frames', deskToken);
    listen(dropped, away);
    await expect.poll(() => away.size, { timeout: 30_000 }).toBe(vehicleCount);
    dropped.terminate();
    const before = [...staying.values()].reduce((sum, timeMs) => sum + timeMs, 0);
    await expect
      .poll(() => [...staying.values()].reduce((sum, timeMs) => sum + timeMs, 0), { timeout: 30_000 })
      .toBeGreaterThan(before);
    listen(connect('frames', deskToken), away);
    await expect.poll(() => [...away].sort().join(), { timeout: 30_000 }).toBe([...staying].sort().join());
  });

  it('refuses a message above 1 MiB with 1009 and what is none with 1008, and only that socket', async () => {
    const { deskToken = '' } = await enrol();
    const [large, nonsense, other] = [1, 2, 3].map(() => connect('api', deskToken)) as [
      WebSocket,
      WebSocket,
      WebSocket,
    ];
    await Promise.all([large, nonsense, other].map(opened));
    large.send('x'.repeat(1_048_577));
    expect(await closed(large)).toBe(1_009);
    nonsense.send('{"half');
    expect(await closed(nonsense)).toBe(1_008);
    expect((await clientOver(other).access.getMyself()).desk).not.toBeNull();
  });

  it('ends at once for a desk that is revoked, and goes on for one whose token has changed', async () => {
    const [gone, stays] = [await enrol(), await enrol()];
    const [goneSocket, staysSocket] = [
      connect('api', gone['deskToken']!),
      connect('api', stays['deskToken']!),
    ];
    await Promise.all([opened(goneSocket), opened(staysSocket)]);
    const { deskToken = '' } = await call('access/rotateDeskToken', {}, stays['deskToken']);
    await call('access/getMyself', {}, deskToken);
    const end = closed(goneSocket);
    await call('access/revokeDesk', { deskId: gone['deskId'] }, adminToken);
    expect(await end).toBe(4_401);
    expect((await clientOver(staysSocket).access.getMyself()).desk?.id).toBe(stays['deskId']);
    expect(await refusal(connect('api', gone['deskToken']!))).toBe(401);
  });
});
