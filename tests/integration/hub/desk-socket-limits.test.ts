import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createIds } from '../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import type { Port } from '../../../src-main/core/platform/ports.ts';
import { systemRandom } from '../../../src-main/core/platform/random.ts';
import { nobody, rolesOfDesk, type Identity } from '../../../src-main/hub/access/identity.ts';
import { createDeskSockets, pingIntervalMs, silenceMsMax } from '../../../src-main/hub/desk-socket/index.ts';
import { createRateLimits } from '../../../src-main/hub/web/rate-limits.ts';
import { createManualClock } from '../../support/manual-clock.ts';

/** Real sockets on a time that the test owns; the ports are what the core would be given. */
async function createRig() {
  const clock = createManualClock();
  const identity: Identity = { ...nobody, desk: { id: 'd1', name: 'Desk' }, roles: rolesOfDesk };
  const ports: Port[] = [];
  const sockets = createDeskSockets({
    access: { identify: () => Promise.resolve(identity), refresh: () => Promise.resolve(identity) },
    core: { connect: (_channel, port) => void ports.push(port) },
    routers: { 1: {}, 2: {} },
    limits: createRateLimits(clock),
    clock,
    ids: createIds({ clock, random: systemRandom }),
    logger: createSilentLogger(),
  });
  const server = createServer();
  sockets.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: tcpPort } = server.address() as AddressInfo;
  onTestFinished(async () => {
    await clock.advance(1_000);
    void sockets.stop();
    await clock.advance(2_000);
    server.close();
    server.closeAllConnections();
  });
  const open = async (autoPong = true) => {
    const socket = new WebSocket(`ws://127.0.0.1:${tcpPort}/desk/frames`, ['switchyard.v1'], {
      headers: { authorization: 'Bearer swydesk_x' },
      autoPong,
    });
    const codes: number[] = [];
    let pingCount = 0;
    socket.on('close', (code) => codes.push(code)).on('ping', () => (pingCount += 1));
    await new Promise((resolve) => socket.once('open', resolve));
    return { socket, codes, pingCount: () => pingCount, port: ports.at(-1)! };
  };
  return { clock, sockets, open };
}

it('pings every 25 s, keeps a desk that answers and gives one up after 120 s of silence', async () => {
  const { clock, sockets, open } = await createRig();
  const [alive, silent] = [await open(), await open(false)];
  for (let passedMs = 0; passedMs < silenceMsMax; passedMs += pingIntervalMs) {
    const pinged = alive.pingCount();
    await clock.advance(pingIntervalMs);
    await expect.poll(alive.pingCount).toBe(pinged + 1);
    // Its pong has to be heard before time goes on.
    alive.socket.ping();
    await new Promise((resolve) => alive.socket.once('pong', resolve));
  }
  await expect.poll(() => silent.codes.length).toBe(1);
  expect(alive.codes).toEqual([]);
  expect(sockets.count()).toBe(1);
});

it('makes a stream wait for a desk that reads slowly, and ends one that has stopped reading, at no cost to another', async () => {
  const { sockets, open } = await createRig();
  const [slow, other] = [await open(), await open()];
  slow.socket.pause();
  const message = new ArrayBuffer(1_048_576);
  let isWritable = true;
  for (let count = 0; count < 64 && isWritable; count += 1) {
    slow.port.postMessage(message);
    isWritable =
      (await Promise.race([
        slow.port.whenWritable?.().then(() => true),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 50)),
      ])) ?? true;
  }
  expect(isWritable).toBe(false);
  const room = slow.port.whenWritable?.();
  slow.socket.resume();
  await room;

  slow.socket.pause();
  for (let count = 0; count < 64; count += 1) slow.port.postMessage(message);
  await expect.poll(sockets.count).toBe(1);
  const got = new Promise<Buffer>((resolve) =>
    other.socket.once('message', (data) => resolve(data as Buffer)),
  );
  other.port.postMessage(new Uint8Array([7]).buffer);
  expect([...(await got)]).toEqual([7]);
});
