import { createORPCClient, ORPCError } from '@orpc/client';
import { StandardRPCLink } from '@orpc/client/standard';
import { eventIterator, type ContractRouterClient } from '@orpc/contract';
import { ClientPeer } from '@orpc/standard-server-peer';
import fc from 'fast-check';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { procedureFor } from '../../../../src-main/core/platform/contract-base.ts';
import { AppError } from '../../../../src-main/core/platform/errors.ts';
import { implementContract } from '../../../../src-main/core/platform/implementer.ts';
import { createSilentLogger } from '../../../../src-main/core/platform/logger.ts';
import type { Port } from '../../../../src-main/core/platform/ports.ts';
import { rpcMessageBytesMax, serveRouter } from '../../../../src-main/core/platform/rpc-server.ts';
import { createState } from '../../../../src-main/core/platform/state.ts';

const contract = {
  double: procedureFor('dispatcher')
    .input(z.object({ value: z.number().int() }))
    .output(z.number()),
  approve: procedureFor('approver').output(z.void()),
  fail: procedureFor('dispatcher')
    .errors({ 'test/known': { message: 'known' } })
    .output(z.void()),
  breakDown: procedureFor('dispatcher').output(z.void()),
  watch: procedureFor('dispatcher').output(eventIterator(z.number())),
  repeat: procedureFor('dispatcher')
    .input(z.object({ length: z.number() }))
    .output(z.string()),
  repeatAll: procedureFor('dispatcher').output(eventIterator(z.string())),
};

const state = createState(0);
const implementer = implementContract(contract);
const router = implementer.router({
  double: implementer.double.handler(({ input }) => input.value * 2),
  approve: implementer.approve.handler(() => undefined),
  fail: implementer.fail.handler(() => {
    throw new AppError('test/known', 'known');
  }),
  breakDown: implementer.breakDown.handler(() => {
    throw new TypeError('secret detail');
  }),
  watch: implementer.watch.handler(({ signal }) => state.watch(signal)),
  repeat: implementer.repeat.handler(({ input }) => 'x'.repeat(input.length)),
  repeatAll: implementer.repeatAll.handler(async function* () {
    for (const length of [10, 2_000, 10]) {
      yield await Promise.resolve('x'.repeat(length));
    }
  }),
});

const portOf = (port: MessagePort): Port => ({
  postMessage: (data) => port.postMessage(data),
  onMessage: (listener) => port.on('message', listener),
  onClose: (listener) => port.on('close', listener),
  close: () => port.close(),
});

const open: MessagePort[] = [];
function connect(limits: { answerBytesMax?: number } = {}) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const refusals: string[] = [];
  const context = {
    session: { userId: 'test', roles: ['dispatcher' as const] },
    logger: createSilentLogger(),
  };
  serveRouter(portOf(port1), router, context, {
    refused: (reason) => refusals.push(reason),
    failed: (error) => {
      if (limits.answerBytesMax === undefined) throw error;
    },
    ...limits,
  });
  const peer = new ClientPeer((message) => port2.postMessage(message));
  port2.on('message', (message: string) => void peer.message(message));
  const link = new StandardRPCLink(
    {
      call: async (request) => {
        const response = await peer.request(request);
        return { ...response, body: () => Promise.resolve(response.body) };
      },
    },
    { url: 'http://orpc' },
  );
  const client: ContractRouterClient<typeof contract> = createORPCClient(link);
  const closed = new Promise<void>((resolve) => port2.on('close', () => resolve()));
  return { client, port: port2, refusals, closed };
}

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ORPCError ? error.code : String(error);
}

describe('RPC server', () => {
  it('answers a call that fits the contract', async () => {
    expect(await connect().client.double({ value: 21 })).toBe(42);
  });

  it('refuses an answer and a stream that are larger than a message may be, with a code, and goes on', async () => {
    const { client } = connect({ answerBytesMax: 1_000 });
    expect(await codeOf(client.repeat({ length: 2_000 }))).toBe('platform/message-too-large');
    const stream = await client.repeatAll();
    expect((await stream.next()).value).toHaveLength(10);
    expect(await codeOf(stream.next())).toBe('platform/message-too-large');
    expect(await client.repeat({ length: 500 })).toHaveLength(500);
    expect(await connect().client.repeat({ length: 2_000_000 })).toHaveLength(2_000_000);
  });

  it('refuses wrong types, a missing role and an unknown procedure, and goes on', async () => {
    const { client } = connect();
    expect(await codeOf(client.double({ value: 'x' as unknown as number }))).toBe('platform/bad-input');
    expect(await codeOf(client.approve())).toBe('platform/forbidden');
    const anything = client as unknown as { nothing: { here: () => Promise<unknown> } };
    expect(await codeOf(anything.nothing.here())).toBe('NOT_FOUND');
    expect(await client.double({ value: 1 })).toBe(2);
  });

  it('keeps the code of an expected error and hides the text of a bug', async () => {
    const { client } = connect();
    expect(await codeOf(client.fail())).toBe('test/known');
    const bug = await client.breakDown().catch((error: unknown) => error);
    expect(bug).toMatchObject({ code: 'platform/bug' });
    expect(JSON.stringify(bug)).not.toContain('secret detail');
  });

  it('ends a stream when the port closes', async () => {
    const { client, port } = connect();
    const stream = await client.watch();
    await stream.next();
    expect(state.watcherCount()).toBe(1);
    port.close();
    await expect.poll(() => state.watcherCount()).toBe(0);
  });

  it('closes the port on a message that is too large', async () => {
    const { port, refusals, closed } = connect();
    port.postMessage('x'.repeat(2 * rpcMessageBytesMax));
    await closed;
    expect(refusals).toEqual(['message-too-large']);
  });

  it.each([[{ i: '1', p: {} }], [42], [null], [['x']]])(
    'closes the port on %j, which is no message',
    async (data) => {
      const { port, refusals, closed } = connect();
      port.postMessage(data);
      await closed;
      expect(refusals).toEqual(['not-a-message']);
    },
  );

  it('survives any text and any bytes', async () => {
    const anything = fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(anything, async (data) => {
        const { port, closed } = connect();
        port.postMessage(data);
        await Promise.race([closed, new Promise((resolve) => setImmediate(resolve))]);
      }),
      { numRuns: 200 },
    );
    expect(await connect().client.double({ value: 4 })).toBe(8);
  });
});
