import { join } from 'node:path';
import { app, nativeTheme, net, safeStorage, type BrowserWindow } from 'electron';
import type { AnyRouter } from '@orpc/server';
import { systemClock } from '../core/platform/clock.ts';
import { roles } from '../core/platform/contract-base.ts';
import type { Logger } from '../core/platform/logger.ts';
import type { Port } from '../core/platform/ports.ts';
import { serveRouter } from '../core/platform/rpc-server.ts';
import { createState } from '../core/platform/state.ts';
import { createActions, type ShellActions } from './actions.ts';
import { createAlertNotifications } from './alert-notifications.ts';
import { serveAppProtocol } from './app-protocol.ts';
import { createExchangeableBasemap } from './basemap/exchangeable.ts';
import type { ShellState } from './contract.ts';
import { coreConfiguration, overriddenByEnvironment } from './core-configuration.ts';
import { chooseCoreForm } from './core-host/choose-form.ts';
import { createCoreHost, type CoreHost } from './core-host/core-host.ts';
import { createExportFiles } from './exports/export-files.ts';
import { signallingHostOf, type Environment } from './environment.ts';
import { followGivenHub, keepHubAccount } from './hub-account.ts';
import { createNotices, firstNotices } from './notices.ts';
import { createPhone, type Phone } from './phone/index.ts';
import { hasPhone } from './phone-configuration.ts';
import { createPortBroker, type PortBroker } from './port-broker.ts';
import { createShellRouter } from './router.ts';
import { openSecrets, readCoreSecrets } from './secrets.ts';
import { openSettings } from './settings.ts';
import { bringToFront } from './windows/create-window.ts';
import { createWindows, type Windows } from './windows/index.ts';

export interface Desk {
  /** The desk's window, made again when it was closed. */
  showWindow(): BrowserWindow;
  /** Of this start, or of a second one: a `tel:` link may be among them. */
  takeArguments(args: readonly string[]): void;
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
const preloadPath = join(outputFolder, '..', 'preload', 'index.cjs');
const iconPath = () => join(app.getAppPath(), 'resources', 'icon.png');

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
  const reconfigure = () => host.configure(memory.readConfiguration());
  const host = createCoreHost({
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
    keepHub: (account) => {
      keepHubAccount(memory.secrets, account);
      reconfigure();
    },
    onState: (core) => {
      memory.state.update((current) => ({ ...current, core }));
      logger.info({ core: core.state, failure: core.failure?.message }, 'core');
      if (core.state === 'running') broker().announceCore();
      else if (core.state !== 'starting') broker().announceCoreLost();
    },
  });
  const unfollowHub = followGivenHub(environment.sandboxHubPath, reconfigure);
  return {
    ...host,
    stop: async () => {
      unfollowHub();
      await host.stop();
    },
  };
}

function openPorts(
  logger: Logger,
  core: CoreHost,
  shell: Parameters<typeof createShellRouter>[0] & { readonly phone: Phone },
): PortBroker {
  const router = createShellRouter(shell);
  const { hostRouter, isHost } = shell.phone;
  const serve = (port: Port, served: AnyRouter) =>
    serveRouter(
      port,
      served,
      { session: localSession, logger },
      {
        refused: (reason) => logger.warn({ reason }, 'a window broke the contract; its port was closed'),
        failed: (error) => logger.warn({ error }, 'an answer to a window was lost'),
      },
    );
  return createPortBroker({
    serveShell: (port) => serve(port, router),
    isPhoneHost: isHost,
    servePhoneHost: (port) => serve(port, hostRouter),
    connectCore: (channel, port) => core.connect(channel, port),
    onRefused: (url) => logger.warn({ url }, 'ports refused to a foreign frame'),
  });
}

function openPhone(
  { environment, logger }: DeskDeps,
  { settings }: Memory,
  actions: () => ShellActions,
  windows: Windows,
): Phone {
  return createPhone({
    preloadPath,
    iconPath: iconPath(),
    clock: systemClock,
    logger,
    plainSignallingHost: signallingHostOf(environment.sandboxPhone),
    settings: settings.get,
    updateSettings: (change) => actions().updateSettings(change),
    openDesk: () => bringToFront(windows.showDesk()),
    desk: windows.desk,
    quit: () => app.quit(),
  });
}

/** A map that cannot be drawn must not cost the phone. */
const mapPatienceMs = 10_000;
/** The first moments with the map belong to the person. */
const firstMomentsMs = 1_500;

/** The map first: a second page that starts beside it holds both up. Returns what is called when the map stands. */
function afterMap(closing: AbortSignal, start: () => void): () => void {
  let isStarted = false;
  const startOnce = () => {
    if (isStarted || closing.aborted) return;
    isStarted = true;
    start();
  };
  void systemClock.sleep(mapPatienceMs, closing).then(startOnce);
  return () => void systemClock.sleep(firstMomentsMs, closing).then(startOnce);
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
    files: { preloadPath, iconPath: iconPath() },
    userDataFolder,
    logger,
    clock: systemClock,
  });
  const actions = createActions({
    ...memory,
    core,
    reconfigureCore: () => {
      const configuration = memory.readConfiguration();
      core.configure(configuration);
      phone.setWanted(hasPhone(configuration));
    },
    useBasemap: basemap.use,
    settingsChanged: (changed) => phone.applySettings(changed),
  });
  const exports = createExportFiles({ clock: systemClock });
  const alerts = createAlertNotifications({ bringToFront: () => bringToFront(windows.showDesk()) });
  const phone = openPhone(deps, memory, () => actions, windows);
  const closing = new AbortController();
  const mapDrawn = afterMap(closing.signal, () => phone.setWanted(hasPhone(memory.readConfiguration())));
  const broker = openPorts(logger, core, { state, actions, exports, alerts, windows, phone, mapDrawn });
  await serveAppProtocol({
    rendererFolder: join(outputFolder, '..', 'renderer'),
    developmentServerUrl: environment.developmentServerUrl,
    plainSignallingHost: signallingHostOf(environment.sandboxPhone),
    basemap: (request) => basemap.handle(request),
  });

  windows.restore();

  return {
    showWindow: windows.showDesk,
    takeArguments: (args) => void phone.takeTelLink(args),
    close: async () => {
      closing.abort();
      await phone.close();
      alerts.close();
      await exports.close();
      await core.stop();
      await basemap.close();
    },
  };
}
