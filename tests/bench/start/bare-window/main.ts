import path from 'node:path';
import { app, BrowserWindow, Menu } from 'electron';
import { appStartUrl } from '../../../../src-main/shell/app-origin.ts';
import { registerAppScheme, serveAppProtocol } from '../../../../src-main/shell/app-protocol.ts';
import { createBasemap } from '../../../../src-main/shell/basemap/tile-source.ts';

/**
 * One window with a map and nothing behind it: no core, no database, no settings, no vehicles. Page, policy and tiles
 * come the same way as in the app.
 */
registerAppScheme();
if (process.getuid?.() !== 0) app.enableSandbox();
app.on('window-all-closed', () => app.quit());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

async function run(): Promise<void> {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  const basemap = createBasemap({
    embeddedPath: process.env['SWITCHYARD_BASEMAP'] ?? '',
    source: '',
    fetch: () => Promise.reject(new Error('the bare window reads the embedded map only')),
    logger: console,
    onFallback: () => undefined,
  });
  await serveAppProtocol({
    rendererFolder: path.join(__dirname, 'renderer'),
    developmentServerUrl: undefined,
    plainSignallingHost: null,
    basemap: (request) => basemap.handle(request),
  });
  const window = new BrowserWindow({
    width: 1_440,
    height: 900,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false, backgroundThrottling: false },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(appStartUrl);
}

void run();
