import { join } from 'node:path';
import { app, nativeTheme, net, safeStorage, type BrowserWindow } from 'electron';
import { systemClock } from '../core/platform/clock.ts';
import { roles } from '../core/platform/contract-base.ts';
import type { Logger } from '../core/platform/logger.ts';
import { serveRouter } from '../core/platform/rpc-server.ts';
import { createState } from '../core/platform/state.ts';
import { createActions } from './actions.ts';
import { createAlertNotifications } from './alert-notifications.ts';
import { serveAppProtocol } from './app-protocol.ts';
import { createExchangeableBasemap } from './basemap/exchangeable.ts';
import type { ShellState } from './contract.ts';
import { coreConfiguration, overriddenByEnvironment } from './core-configuration.ts';
import { chooseCoreForm } from './core-host/choose-form.ts';
import { createCoreHost, type CoreHost } from './core-host/core-host.ts';
import { createExportFiles } from './exports/export-files.ts';
import type { Environment } from './environment.ts';
import { createNotices, firstNotices } from './notices.ts';
import { createPortBroker, type PortBroker } from './port-broker.ts';
import { createShellRouter } from './router.ts';
import { openSecrets, readCoreSecrets } from './secrets.ts';
import { openSettings } from './settings.ts';
import { bringToFront } from './windows/create-window.ts';
import { createWindows } from './windows/index.ts';

export interface Desk {
  /** The desk's window, made again when it was closed. */
  showWindow(): BrowserWindow;
  close(): Promise<void>;
}

interface DeskDeps {
  readonly environment: Environment;
  readonly userDataFolder: string;
  readonly logger: Logger;
}

/** Everybody at this workstation is one local user with all roles, until people sign in (hub). */
const localSession = { userId: 'local', roles };
const outputFolder = __dirname;

/** What is remembered of this workstation, and the state that windows see of it. */
function openMemory({ environment, userDataFolder }: DeskDeps) {
  const settings = openSettings(userDataFolder, systemClock.nowMs());
  const secrets = openSecrets(userDataFolder, safeStorage);
  const electronVersion = process.versions.electron ?? '0';
  const state = createState<ShellState>({
    appVersion: app.getVersion(),
    electronVersion,
    settings: settings.get(),
    overriddenByEnvironment: overriddenByEnvironment(environment),
    secrets: secrets.describe(),
    core: { state: 'starting', attempt: 0, failure: null },
    notices: firstNotices(settings, secrets, electronVersion),
  });
  const readConfiguration = () => coreConfiguration(settings.get(), readCoreSecrets(secrets), environment);
  return { settings, secrets, state, notices: createNotices(state), readConfiguration };
}

type Memory = ReturnType<typeof openMemory>;

function startCore(deps: DeskDeps, memory: Memory, broker: () => PortBroker): CoreHost {
  const { environment, userDataFolder, logger } = deps;
  return createCoreHost({
    fork: chooseCoreForm(outputFolder, {
      utilityEntryPath: environment.coreUtilityEntryPath,
      nodePath: environment.nodePath,
    }),
    options: {
      dataFolder: join(userDataFolder, 'data'),
      logFolder: join(userDataFolder, 'logs'),
      appVersion: app.getVersion(),
    },
    configuration: memory.readConfiguration(),
    clock: systemClock,
    onState: (core) => {
      memory.state.update((current) => ({ ...current, core }));
      logger.info({ core: core.state, failure: core.failure?.message }, 'core');
      if (core.state === 'running') broker().announceCore();
      else if (core.state !== 'starting') broker().announceCoreLost();
    },
  });
}

function openPorts(
  logger: Logger,
  core: CoreHost,
  shell: Parameters<typeof createShellRouter>[0],
): PortBroker {
  const router = createShellRouter(shell);
  return createPortBroker({
    serveShell: (port) =>
      serveRouter(
        port,
        router,
        { session: localSession, logger },
        {
          refused: (reason) => logger.warn({ reason }, 'a window broke the contract; its port was closed'),
          failed: (error) => logger.warn({ error }, 'an answer to a window was lost'),
        },
      ),
    connectCore: (channel, port) => core.connect(channel, port),
    onRefused: (url) => logger.warn({ url }, 'ports refused to a foreign frame'),
  });
}

/** Builds the desk. The core is forked first: it opens its files while the window is being made. */
export async function openDesk(deps: DeskDeps): Promise<Desk> {
  const { environment, userDataFolder, logger } = deps;
  const memory = openMemory(deps);
  const { settings, state, notices } = memory;
  nativeTheme.themeSource = settings.get().theme;
  const core = startCore(deps, memory, () => broker);
  const basemap = createExchangeableBasemap({
    embeddedPath:
      environment.basemapPath ?? join(app.getAppPath(), 'resources', 'generated', 'basemap.pmtiles'),
    source: settings.get().basemapSource,
    fetch: (url, init) => net.fetch(url, init),
    logger,
    onFallback: (reason) => notices.add({ code: 'basemap-fallback', detail: reason }),
    onRecovered: () => notices.remove('basemap-fallback'),
  });

  const windows = createWindows({
    files: {
      preloadPath: join(outputFolder, '..', 'preload', 'index.cjs'),
      iconPath: join(app.getAppPath(), 'resources', 'icon.png'),
    },
    userDataFolder,
    logger,
    nowMs: systemClock.nowMs,
  });
  const actions = createActions({
    ...memory,
    core,
    reconfigureCore: () => core.configure(memory.readConfiguration()),
    useBasemap: basemap.use,
  });
  const exports = createExportFiles({ clock: systemClock });
  const alerts = createAlertNotifications({ bringToFront: () => bringToFront(windows.showDesk()) });
  const broker = openPorts(logger, core, { state, actions, exports, alerts, windows });
  await serveAppProtocol({
    rendererFolder: join(outputFolder, '..', 'renderer'),
    developmentServerUrl: environment.developmentServerUrl,
    basemap: (request) => basemap.handle(request),
  });

  windows.restore();

  return {
    showWindow: windows.showDesk,
    close: async () => {
      alerts.close();
      await exports.close();
      await core.stop();
      await basemap.close();
    },
  };
}
