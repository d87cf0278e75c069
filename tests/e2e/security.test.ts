import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type LaunchedApp } from './support/launch.ts';
import { readFigures, waitForFigures } from './support/desk.ts';

describe('the window', () => {
  let desk: LaunchedApp;
  beforeAll(async () => {
    desk = await launchApp({ sandbox: { vehicles: 5 } });
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === 5);
  });
  afterAll(() => desk.close());

  it('runs in the sandbox of Chromium', async () => {
    const rendererIds = await desk.app.evaluate(({ app, BrowserWindow }) => {
      const windowIds = BrowserWindow.getAllWindows().map((window) => window.webContents.getOSProcessId());
      return app
        .getAppMetrics()
        .filter(({ type, pid }) => type === 'Tab' && windowIds.includes(pid))
        .map(({ pid }) => pid);
    });
    expect(rendererIds.length).toBeGreaterThan(0);
    for (const id of rendererIds) {
      // 2 = SECCOMP_MODE_FILTER, see proc(5).
      expect(readFileSync(`/proc/${String(id)}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
    }
  });

  it('has the strict web preferences', async () => {
    const preferences = await desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        // Not in Electron's types: it is meant for tests.
        (webContents as unknown as { getLastWebPreferences: () => object }).getLastWebPreferences(),
      ),
    );
    for (const preference of preferences) {
      expect(preference).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        enableBlinkFeatures: '',
        webviewTag: false,
      });
      expect(preference).not.toHaveProperty('nodeIntegrationInWorker', true);
    }
  });

  it('is served with the content security policy as a header', async () => {
    const headers = await desk.window.evaluate(async () => {
      const answer = await fetch('/index.html');
      return {
        policy: answer.headers.get('content-security-policy'),
        sniff: answer.headers.get('x-content-type-options'),
      };
    });
    expect(headers.policy).toContain(`default-src 'none'`);
    expect(headers.policy).toContain(`require-trusted-types-for 'script'`);
    expect(headers.policy).not.toMatch(/unsafe-|\*/);
    expect(headers.sniff).toBe('nosniff');
  });

  it.each([
    '/..%2f..%2fpackage.json',
    '/../main/index.cjs',
    '/%2e%2e/main/index.cjs',
    '/etc/passwd',
    '/index.html/../../main/index.cjs',
    '/basemap/../../package.json',
  ])('serves no file outside of the build: %s', async (path) => {
    const status = await desk.window.evaluate(async (url) => (await fetch(url)).status, path);
    expect(status).toBe(404);
  });

  it('refuses eval, foreign requests and markup made of text', async () => {
    const outcomes = await desk.window.evaluate(async () => {
      // In a task of its own: the debugger lifts the ban on eval for what it evaluates itself.
      const attempt = (work: () => unknown) =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              work();
              resolve('worked');
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        });
      return {
        evaluated: await attempt(() => new Function('return 1')()),
        markup: await attempt(() => {
          document.createElement('div').innerHTML = '<b>x</b>';
        }),
        script: await attempt(() => {
          document.createElement('script').src = 'https://example.com/x.js';
        }),
        foreign: await fetch('https://example.com/').then(
          () => 'worked',
          (error: Error) => error.name,
        ),
      };
    });
    expect(outcomes).toEqual({
      evaluated: 'EvalError',
      markup: 'TypeError',
      script: 'TypeError',
      foreign: 'TypeError',
    });
  });

  it('neither navigates away nor opens windows nor embeds frames', async () => {
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'data:text/html,x',
      'app://switchyard.evil/',
    ]) {
      await desk.window.evaluate((target) => {
        window.open(target);
        const link = document.createElement('a');
        link.href = target;
        document.body.append(link);
        link.click();
        link.remove();
        const frame = document.createElement('iframe');
        frame.src = target;
        document.body.append(frame);
        setTimeout(() => frame.remove(), 200);
      }, url);
      await desk.window.waitForTimeout(300);
    }
    expect(desk.window.url()).toBe('app://switchyard/index.html');
    expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    const before = await readFigures(desk.window);
    await waitForFigures(desk.window, ({ frames }) => frames > before.frames);
  });

  it('is refused every permission it does not need', async () => {
    const states = await desk.window.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
      const found: Record<string, string> = {};
      for (const name of names) {
        const status = await navigator.permissions.query({ name: name as PermissionName });
        found[name] = status.state;
      }
      return found;
    });
    expect(new Set(Object.values(states))).toEqual(new Set(['denied']));
  });
});

describe('a second start', () => {
  it('ends at once and brings the first window to the front', async () => {
    const first = await launchApp({ sandbox: null });
    try {
      await expect(
        launchApp({ sandbox: null, userDataFolder: first.userDataFolder }).then((second) => second.close()),
      ).rejects.toThrow();
      expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    } finally {
      await first.close();
    }
  });
});
