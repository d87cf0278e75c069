import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTwilioSandbox, type TwilioSandbox } from '../../../src-main/sandbox/twilio/index.ts';

interface Frame {
  readonly type: string;
  readonly payload: Record<string, unknown>;
}

let sandbox: TwilioSandbox;
let url: string;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  sandbox = createTwilioSandbox({ heartbeatMs: 100, planDefaults: { behavior: 'busy' } });
  url = await sandbox.start();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await sandbox.stop();
});

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenOf(identity: string, change: { exp?: number; iss?: string; secret?: string } = {}): string {
  const { account } = sandbox;
  const claims = {
    iss: change.iss ?? account.apiKeySid,
    sub: account.sid,
    exp: change.exp ?? Math.floor(Date.now() / 1_000) + 600,
    grants: { identity, voice: { incoming: { allow: true } } },
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  const secret = change.secret ?? account.apiKeySecret;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** A client that speaks frames and remembers what came. */
async function connect() {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/signal`);
  sockets.push(socket);
  const frames: Frame[] = [];
  let heartbeatCount = 0;
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    if (text === '\n') heartbeatCount += 1;
    else frames.push(JSON.parse(text) as Frame);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const take = async (type: string): Promise<Record<string, unknown>> => {
    const deadlineMs = performance.now() + 5_000;
    for (;;) {
      const index = frames.findIndex((frame) => frame.type === type);
      const [found] = index < 0 ? [] : frames.splice(index, 1);
      if (found !== undefined) return found.payload;
      if (performance.now() > deadlineMs) throw new Error(`no ${type} came`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const send = (type: string, payload: object) =>
    socket.send(JSON.stringify({ type, version: '1.6', payload }));
  return { send, take, heartbeats: () => heartbeatCount };
}

async function register(identity: string) {
  const client = await connect();
  client.send('listen', { token: tokenOf(identity) });
  await client.take('connected');
  client.send('register', { media: { audio: true } });
  await client.take('ready');
  return client;
}

describe('signalling', () => {
  it('lets a right token in, tells its life, and beats', async () => {
    const client = await connect();
    client.send('listen', { token: tokenOf('ann') });
    expect(await client.take('connected')).toMatchObject({
      token: { identity: 'ann', ttl: expect.any(Number) },
    });
    await expect.poll(() => client.heartbeats()).toBeGreaterThan(1);
  });

  it.each([
    ['another secret', 31_204, { secret: 'x' }],
    ['a life that is over', 31_205, { exp: 1_000 }],
    ['an unknown key', 31_201, { iss: 'SKnone' }],
  ])('refuses a token with %s', async (_, code, change) => {
    const client = await connect();
    client.send('listen', { token: tokenOf('ann', change) });
    expect(await client.take('error')).toMatchObject({ error: { code } });
    await client.take('close');
  });

  it('refuses every token while the fault 20101 is on', async () => {
    sandbox.faults.switchOn('20101');
    const client = await connect();
    client.send('listen', { token: tokenOf('ann') });
    expect(await client.take('error')).toMatchObject({ error: { code: 31_204 } });
  });

  it('rings every socket of an identity with a connection of its own; declined by all is busy', async () => {
    const [first, second] = [await register('ann'), await register('ann')];
    const call = sandbox.exchange.dial({ to: 'client:ann', from: '+13125550142', parent: null });
    const invites = [await first.take('invite'), await second.take('invite')];
    for (const { callsid, sdp } of invites) {
      expect(callsid).toBe(call.sid);
      expect(String(sdp)).toMatch(/a=candidate:.* 127\.0\.0\.1 /);
      expect(String(sdp)).not.toMatch(/CN\/8000/);
    }
    first.send('reject', { callsid: call.sid });
    second.send('reject', { callsid: call.sid });
    expect(await call.answered).toBe(false);
    expect(call.facts().status).toBe('busy');
  });

  it('cancels a call that is taken back, and knows nobody who is not registered', async () => {
    const client = await register('ann');
    const call = sandbox.exchange.dial({ to: 'client:ann', from: '+13125550142', parent: null });
    await client.take('invite');
    call.hangUp();
    expect(await client.take('cancel')).toEqual({ callsid: call.sid });
    const toNobody = sandbox.exchange.dial({ to: 'client:bob', from: '+13125550142', parent: null });
    expect(toNobody.facts().status).toBe('no-answer');
  });

  it('does not let a stranger take a call up again, and declines calls without an application', async () => {
    const client = await register('ann');
    client.send('invite', { callsid: 'CA1', sdp: 'v=0', reconnect: 'guess', twilio: {} });
    expect(await client.take('hangup')).toMatchObject({ callsid: 'CA1', error: { code: 31_209 } });
    client.send('invite', { callsid: 'TJS1', sdp: 'v=0', twilio: { params: 'To=%2B13125550142' } });
    expect(await client.take('hangup')).toMatchObject({ callsid: 'TJS1', error: { code: 31_002 } });
  });

  it('takes what the SDK posts about a call from any page, and keeps it', async () => {
    const address = `${url}/v4/EndpointEvents`;
    const asked = await fetch(address, { method: 'OPTIONS' });
    expect(asked.headers.get('access-control-allow-headers')).toContain('X-Twilio-Token');
    await fetch(address, { method: 'POST', body: '{"name":"accepted"}' });
    expect(sandbox.insights()).toEqual([{ kind: 'events', body: { name: 'accepted' } }]);
  });
});
