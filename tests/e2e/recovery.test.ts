import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { readFigures, waitForFigures } from './support/desk.ts';
import { createProfile, launchApp, launchSandbox, type LaunchedApp } from './support/launch.ts';

let desk: LaunchedApp | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

describe('damage and loss', () => {
  it('sets a broken settings file aside, says so, and starts', async () => {
    const userDataFolder = await createProfile();
    writeFileSync(path.join(userDataFolder, 'settings.json'), '{"theme": "dark", ');
    desk = await launchApp({ sandbox: null, userDataFolder });
    const names = readdirSync(userDataFolder).filter((name) => name.startsWith('settings.set-aside-'));
    expect(names).toHaveLength(1);
    expect(readFileSync(path.join(userDataFolder, names[0] ?? ''), 'utf8')).toBe('{"theme": "dark", ');
    await expect
      .poll(() => desk?.window.getByText(names[0] ?? '', { exact: false }).count(), { timeout: 15_000 })
      .toBeGreaterThan(0);
  });

  it('loads the page again when it crashes', async () => {
    desk = await launchApp({ sandbox: { vehicles: 8 } });
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === 8);
    const readProcessId = () =>
      desk?.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
    const crashedProcessId = await readProcessId();
    await desk.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await expect.poll(readProcessId, { timeout: 10_000 }).not.toBe(crashedProcessId);
    await desk.window.waitForTimeout(1_000).catch(() => undefined);
    // Playwright's page is gone with its renderer; the main process can still look at the new one.
    const countVehicles = () =>
      desk?.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'globalThis.switchyardDiagnostics?.readVehicleCount() ?? 0',
        ),
      );
    await expect.poll(countVehicles, { timeout: 15_000, interval: 300 }).toBe(8);
  });

  it('loads the page again when it could not be loaded, or never comes', async () => {
    desk = await launchApp({ sandbox: null });
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const nobody = 'http://127.0.0.1:9/';
    for (const url of [nobody, `http://127.0.0.1:${port}/`]) {
      const loaded = await desk.app.evaluate(
        ({ BrowserWindow }, elsewhere) =>
          new Promise<string>((resolve) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            contents?.on('did-finish-load', () => {
              if (contents.getURL().startsWith('app://')) resolve(contents.getURL());
            });
            contents?.loadURL(elsewhere).catch(() => undefined);
          }),
        url,
      );
      expect(loaded).toBe('app://switchyard/index.html');
    }
  });

  it('stops loading a page that crashes again and again, and says so', async () => {
    desk = await launchApp({ sandbox: null });
    const readUrl = () =>
      desk?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    for (let count = 0; count < 4; count += 1) {
      await desk.app.evaluate(
        ({ BrowserWindow }) =>
          new Promise<void>((resolve) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            contents?.once('did-finish-load', () => resolve());
            contents?.forcefullyCrashRenderer();
          }),
      );
    }
    await expect.poll(readUrl, { timeout: 10_000 }).toBe('app://switchyard/stopped.html');
  });

  it('shows the last known fleet with the network cut, also after a restart, and goes on when it is back', async () => {
    const userDataFolder = await createProfile();
    desk = await launchApp({ sandbox: { vehicles: 12, seed: 3 }, userDataFolder });
    await waitForFigures(desk.window, ({ vehicles, moved }) => vehicles === 12 && moved > 0);
    const address = desk.sandbox;
    await desk.close();

    const env = {
      SWITCHYARD_SANDBOX_URL: address?.samsaraUrl ?? '',
      SWITCHYARD_SANDBOX_TOKEN: address?.token ?? '',
    };
    desk = await launchApp({ sandbox: null, userDataFolder, env });
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === 12);
    expect((await readFigures(desk.window)).fixes).toBe(0);
    await expect
      .poll(() => desk?.window.getByText(/offline/i).count(), { timeout: 30_000 })
      .toBeGreaterThan(0);

    const port = Number(new URL(address?.samsaraUrl ?? '').port);
    const again = await launchSandbox({ vehicles: 12, seed: 3, samsaraPort: port });
    try {
      await waitForFigures(desk.window, ({ moved }) => moved > 0, 60_000);
    } finally {
      await again.stop();
    }
  });

  it('sets a damaged position cache aside and builds it again from the feed', async () => {
    const userDataFolder = await createProfile();
    desk = await launchApp({ sandbox: { vehicles: 6 }, userDataFolder });
    await waitForFigures(desk.window, ({ vehicles, fixes }) => vehicles === 6 && fixes > 0);
    await desk.close();

    const databasePath = path.join(userDataFolder, 'data', 'telematics.db');
    truncateSync(databasePath, 5_000);
    writeFileSync(`${databasePath}-wal`, '');
    desk = await launchApp({ sandbox: { vehicles: 6 }, userDataFolder });
    await waitForFigures(desk.window, ({ vehicles, fixes }) => vehicles === 6 && fixes > 0);
    expect(readdirSync(path.join(userDataFolder, 'data', 'quarantine')).length).toBe(1);
  });

  it('puts the window back where it was', async () => {
    const userDataFolder = await createProfile();
    desk = await launchApp({ sandbox: null, userDataFolder });
    await desk.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1_100, height: 700 });
    });
    const layout = () => readFileSync(path.join(userDataFolder, 'windows.json'), 'utf8');
    await expect.poll(layout).toMatch(/"width":\s*1100\b/);
    await desk.close();
    desk = await launchApp({ sandbox: null, userDataFolder });
    const bounds = await desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    );
    expect(bounds).toMatchObject({ width: 1_100, height: 700 });
  });
});
