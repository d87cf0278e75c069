import { join } from 'node:path';
import { app, crashReporter, Menu } from 'electron';
import { createLogger } from '../core/platform/logger.ts';
import { registerAppScheme } from './app-protocol.ts';
import { openDesk, type Desk } from './desk.ts';
import { keepYoungGenerationSmall } from './core-host/frugal-heap.ts';
import { readEnvironment } from './environment.ts';
import { installGuards } from './security/guards.ts';
import { bringToFront } from './windows/create-window.ts';

/** Composition root of the Electron process: the life of the app. What a desk is made of stands in desk.ts. */
const environment = readEnvironment(process.env, app.isPackaged);

app.setName('Switchyard');
if (environment.userDataFolder) app.setPath('userData', environment.userDataFolder);
registerAppScheme();
// Memory before speed in the windows: their young generation would grow to tens of megabytes (134 MB against 84 MB with
// 250 vehicles), and processor time until the map is usable is the same.
app.commandLine.appendSwitch('js-flags', '--optimize-for-size --max-semi-space-size=1');
// Of this process itself, which the switch comes too late for: it hands on every message of the core (17 MB of garbage).
keepYoungGenerationSmall();
// Chromium's audio process (10 MB) would stay for the rest of the day after the first alert that makes a noise.
app.commandLine.appendSwitch('audio-service-quit-timeout-ms', '2000');
// The sandbox's phone calls have sound on a machine without any network too: its media ends are on this machine.
if (environment.sandboxPhone) app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
// As root every sandboxed renderer dies at birth (Chromium refuses); only tests and trials run as root.
const isRoot = process.getuid?.() === 0;
if (!isRoot) app.enableSandbox();

// Before the app is ready, or Electron builds its own menu first. On a Mac the system's keys live in the menu.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

async function run(): Promise<void> {
  const userDataFolder = app.getPath('userData');
  crashReporter.start({ uploadToServer: false });
  const logger = createLogger({ folder: join(userDataFolder, 'logs'), level: 'info', processName: 'shell' });
  const logBug = (error: unknown) => logger.error({ error }, 'bug in the shell');
  process.on('uncaughtException', logBug);
  process.on('unhandledRejection', logBug);

  await app.whenReady();
  installGuards();
  const desk: Desk = await openDesk({ environment, userDataFolder, logger });

  desk.takeArguments(process.argv);
  app.on('second-instance', (_event, args) => {
    desk.takeArguments(args);
    bringToFront(desk.showWindow());
  });
  app.on('activate', () => desk.showWindow());
  // The phone's hidden window counts: with a phone set up the app stays when the last desk is closed, and rings.
  app.on('window-all-closed', () => app.quit());

  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void desk
      .close()
      .catch(logBug)
      .then(() => logger.close())
      .finally(() => {
        isClosed = true;
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

if (app.requestSingleInstanceLock()) void run();
else app.quit();
