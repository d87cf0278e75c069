import { join } from 'node:path';
import { app, nativeTheme, net, safeStorage, type BrowserWindow } from 'electron';
import { systemClock } from '../core/platform/clock.ts';
import { roles } from '../core/platform/contract-base.ts';
import type { Logger } from '../core/platform/logger.ts';
import type { Port } from '../core/platform/ports.ts';
import { serveRouter } from '../core/platform/rpc-server.ts';
import { createState, type State } from '../core/platform/state.ts';
import { serveAppProtocol } from './app-protocol.ts';
import { createBasemap } from './basemap/tile-source.ts';
import type { ShellNotice, ShellState } from './contract.ts';
import { coreConfiguration, overriddenByEnvironment } from './core-configuration.ts';
import { chooseCoreForm } from './core-host/choose-form.ts';
import { createCoreHost, type CoreHost } from './core-host/core-host.ts';
import { recoverFromCrashes } from './crash-handling.ts';
import type { Environment } from './environment.ts';
import { createPortBroker } from './port-broker.ts';
import { createShellRouter, type ShellActions } from './router.ts';
import { openSecrets, type SecretStore } from './secrets.ts';
import { openSettings, type SettingsStore } from './settings.ts';
import { createMainWindow } from './window.ts';

export interface Desk {
  /** The desk's window, made again when it was closed. */
  showWindow(): BrowserWindow;
  close(): Promise<void>;
}

/** Everybody at this workstation is one local user with all roles, until people sign in (hub). */
const localSession = { userId: 'local', roles };
/** The first Electron of the supported majors; an older one is the runtime of tests and trials. */
const electronMajorSupported = 43;

function firstNotices(settings: SettingsStore, secrets: SecretStore): ShellNotice[] {
  const electronVersion = process.versions.electron ?? '0';
  return [
    ...(settings.setAsidePath === null ? [] : [{ code: 'settings-set-aside' as const, detail: settings.setAsidePath }]),
    ...(secrets.storage === 'session' ? [{ code: 'secrets-session-only' as const, detail: '' }] : []),
    ...(Number.parseInt(electronVersion, 10) < electronMajorSupported
      ? [{ code: 'old-test-runtime' as const, detail: electronVersion }]
      : []),
  ];
}

function createActions(deps: {
  readonly state: State<ShellState>;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly core: CoreHost;
  readonly reconfigureCore: () => void;
  readonly useBasemap: (source: string) => Promise<void>;
}): ShellActions {
  const { state, settings, secrets, core, reconfigureCore, useBasemap } = deps;
  const change = (part: Partial<ShellState>) => state.update((current) => ({ ...current, ...part }));
  return {
    updateSettings: async (wanted) => {
      const before = settings.get();
      const after = settings.update(wanted);
      nativeTheme.themeSource = after.theme;
      if (after.basemapSource !== before.basemapSource) await useBasemap(after.basemapSource);
      if (after.samsaraBaseUrl !== before.samsaraBaseUrl) reconfigureCore();
      change({ settings: after });
      return after;
    },
    setSecret: (name, value) => {
      secrets.set(name, value);
      reconfigureCore();
      change({ secrets: secrets.describe() });
    },
    clearSecret: (name) => {
      secrets.clear(name);
      reconfigureCore();
      change({ secrets: secrets.describe() });
    },
    dismissNotice: (code) => change({ notices: state.get().notices.filter((notice) => notice.code !== code) }),
    restartCore: () => core.restart(),
  };
}

/** The basemap can be exchanged while the app runs; requests always go to the present one. */
async function openBasemap(deps: {
  readonly embeddedPath: string;
  readonly source: string;
  readonly logger: Logger;
  readonly onFallback: (reason: string) => void;
}) {
  const open = (source: string) =>
    createBasemap({
      embeddedPath: deps.embeddedPath,
      source,
      fetch: (url, init) => net.fetch(url, init),
      logger: deps.logger,
      onFallback: deps.onFallback,
    });
  let current = await open(deps.source);
  return {
    handle: (request: Request) => current.handle(request),
    use: async (source: string) => {
      const next = await open(source);
      const previous = current;
      current = next;
      await previous.close();
    },
    close: () => current.close(),
  };
}

/** Builds the desk: state, basemap, core, ports, window; in the order in which each needs the one before. */
export async function openDesk(deps: {
  readonly environment: Environment;
  readonly userDataFolder: string;
  readonly logger: Logger;
}): Promise<Desk> {
  const { environment, userDataFolder, logger } = deps;
  const outputFolder = __dirname;
  const settings = openSettings(userDataFolder, systemClock.nowMs());
  const secrets = openSecrets(userDataFolder, safeStorage);
  nativeTheme.themeSource = settings.get().theme;

  const state = createState<ShellState>({
    appVersion: app.getVersion(),
    electronVersion: process.versions.electron ?? 'unknown',
    settings: settings.get(),
    overriddenByEnvironment: overriddenByEnvironment(environment),
    secrets: secrets.describe(),
    core: { state: 'starting', attempt: 0, failure: null },
    notices: firstNotices(settings, secrets),
  });
  const addNotice = (notice: ShellNotice) =>
    state.update((current) => ({
      ...current,
      notices: [...current.notices.filter(({ code }) => code !== notice.code), notice],
    }));
  const configuration = () => coreConfiguration(settings.get(), secrets.read('samsaraToken'), environment);

  const basemap = await openBasemap({
    embeddedPath: environment.basemapPath ?? join(app.getAppPath(), 'resources', 'generated', 'basemap.pmtiles'),
    source: settings.get().basemapSource,
    logger,
    onFallback: (reason) => addNotice({ code: 'basemap-fallback', detail: reason }),
  });
  await serveAppProtocol({
    rendererFolder: join(outputFolder, '..', 'renderer'),
    developmentServerUrl: environment.developmentServerUrl,
    basemap: (request) => basemap.handle(request),
  });

  const core: CoreHost = createCoreHost({
    fork: chooseCoreForm(outputFolder, {
      utilityEntryPath: environment.coreUtilityEntryPath,
      nodePath: environment.nodePath,
    }),
    options: {
      dataFolder: join(userDataFolder, 'data'),
      logFolder: join(userDataFolder, 'logs'),
      appVersion: app.getVersion(),
    },
    configuration: configuration(),
    clock: systemClock,
    onState: (coreState) => {
      state.update((current) => ({ ...current, core: coreState }));
      logger.info({ core: coreState.state, failure: coreState.failure?.message }, 'core');
      if (coreState.state === 'running') broker.announceCore();
      else if (coreState.state !== 'starting') broker.announceCoreLost();
    },
  });

  let window: BrowserWindow | null = null;
  const actions = createActions({
    state,
    settings,
    secrets,
    core,
    reconfigureCore: () => core.configure(configuration()),
    useBasemap: basemap.use,
  });
  const router = createShellRouter({ state, actions, window: () => window });
  const broker = createPortBroker({
    serveShell: (port: Port) =>
      serveRouter(port, router, { session: localSession, logger }, {
        refused: (reason) => logger.warn({ reason }, 'a window broke the contract; its port was closed'),
        failed: (error) => logger.warn({ error }, 'an answer to a window was lost'),
      }),
    connectCore: (channel, port) => core.connect(channel, port),
    onRefused: (url) => logger.warn({ url }, 'ports refused to a foreign frame'),
  });

  const showWindow = (): BrowserWindow => {
    if (window && !window.isDestroyed()) return window;
    const opened = createMainWindow({
      userDataFolder,
      preloadPath: join(outputFolder, '..', 'preload', 'index.cjs'),
      iconPath: join(app.getAppPath(), 'resources', 'icon.png'),
    });
    recoverFromCrashes(opened, logger, systemClock.nowMs);
    window = opened;
    return opened;
  };
  showWindow();

  return {
    showWindow,
    close: async () => {
      await core.stop();
      await basemap.close();
    },
  };
}
