import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import path from 'node:path';
import { sendRaw, waitForFigures } from './support/desk.ts';
import { launchApp, type LaunchedApp } from './support/launch.ts';

/** An oRPC request as it stands on a port (standard-server-peer's message format). */
const request = (id: string, url: string, input: unknown) =>
  JSON.stringify({ i: id, p: { u: url, b: { json: input }, h: { 'content-type': 'application/json' } } });

const answerTo = (answers: readonly unknown[], id: string) =>
  answers
    .filter((answer): answer is string => typeof answer === 'string')
    .map((answer) => JSON.parse(answer) as { i: string; p: { s?: number; b?: { json?: { code?: string } } } })
    .find((answer) => answer.i === id)?.p;

describe('a hostile page', () => {
  let desk: LaunchedApp;
  beforeAll(async () => {
    desk = await launchApp({ sandbox: { vehicles: 10 } });
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === 10);
  });
  afterAll(() => desk.close());

  const readCoreStarts = () =>
    readFileSync(path.join(desk.userDataFolder, 'logs', 'core.log'), 'utf8').match(/core started/g)?.length;

  /** The page that misbehaved used up its own ports; the core goes on in the same life and serves the next page. */
  const stillWorks = async () => {
    await desk.window.reload();
    await waitForFigures(desk.window, ({ frames, vehicles }) => frames > 0 && vehicles === 10, 15_000);
    expect(readCoreStarts()).toBe(1);
  };

  it.each(['shell', 'core-api'] as const)(
    'gets an error for an unknown procedure and for wrong types (%s)',
    async (port) => {
      const known = port === 'shell' ? '/updateSettings' : '/telematics/getTrail';
      const answers = await sendRaw(desk.window, port, [
        request('1', '/nothing/here', {}),
        request('2', '/__proto__/constructor', {}),
        request('3', known, { theme: 'pink', vehicleId: 7 }),
      ]);
      expect(answerTo(answers, '1')?.s).toBe(404);
      expect(answerTo(answers, '2')?.s).toBe(404);
      expect(answerTo(answers, '3')?.b?.json?.code).toBe('platform/bad-input');
      await stillWorks();
    },
  );

  it.each(['shell', 'core-api'] as const)('is cut off when it sends two megabytes (%s)', async (port) => {
    const flood = request('1', '/nothing', 'x'.repeat(2 * 1024 * 1024));
    const answers = await sendRaw(desk.window, port, [flood, request('2', '/nothing', {})]);
    expect(answers).toEqual([]);
    await stillWorks();
  });

  it.each(['shell', 'core-api', 'core-frames'] as const)(
    'is cut off when it sends what is no message (%s)',
    async (port) => {
      const answers = await sendRaw(
        desk.window,
        port,
        [{ evil: true }, 'not json {', new Array(50).fill(0)],
        800,
      );
      const isFrame = (answer: unknown) => typeof answer !== 'string';
      expect(answers.filter((answer) => !isFrame(answer))).toEqual([]);
      await stillWorks();
    },
  );

  it('finds nothing of Node or Electron in the page', async () => {
    const found = await desk.window.evaluate(() =>
      ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron', 'api'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('a foreign frame', () => {
  let desk: LaunchedApp;
  let server: Server;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<title>foreign</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    desk = await launchApp({ sandbox: null });
  });
  afterAll(async () => {
    await desk.close();
    server.close();
  });

  it('with our own preload gets no port', async () => {
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const preload = path.join(inject('e2e').appFolder, 'out', 'preload', 'index.cjs');
    const portCount = await desk.app.evaluate(
      async ({ BrowserWindow }, [foreignUrl, preloadPath]) => {
        const foreign = new BrowserWindow({
          show: false,
          webPreferences: { preload: preloadPath, sandbox: true },
        });
        await foreign.loadURL(foreignUrl);
        const count: unknown = await foreign.webContents.executeJavaScript(`new Promise((resolve) => {
          let count = 0;
          window.addEventListener('message', (event) => { count += event.ports.length; });
          window.postMessage('switchyard:hello', location.origin);
          setTimeout(() => resolve(count), 1500);
        })`);
        foreign.destroy();
        return count;
      },
      [url, preload] as const,
    );
    expect(portCount).toBe(0);
  });
});
