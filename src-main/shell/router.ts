import { dialog, type BrowserWindow } from 'electron';
import { implementContract } from '../core/platform/implementer.ts';
import type { State } from '../core/platform/state.ts';
import type { ShellActions } from './actions.ts';
import type { AlertNotifications } from './alert-notifications.ts';
import { shellContract, type ShellState } from './contract.ts';
import { chooseExportFile } from './exports/choose-file.ts';
import type { ExportFiles } from './exports/export-files.ts';
import type { Windows } from './windows/index.ts';
import type { Phone } from './phone/index.ts';

async function chooseBasemapFile(window: BrowserWindow | null): Promise<{ path: string } | null> {
  const options: Electron.OpenDialogOptions = {
    properties: ['openFile'],
    filters: [{ name: 'PMTiles', extensions: ['pmtiles'] }],
  };
  const chosen = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
  const [path] = chosen.filePaths;
  return chosen.canceled || path === undefined ? null : { path };
}

/** What a window may ask of the shell: settings, secrets (in only), the core's life, native dialogs. */
export function createShellRouter(deps: {
  readonly state: State<ShellState>;
  readonly actions: ShellActions;
  /** Called by every window whose map stands. */
  readonly mapDrawn: () => void;
  readonly exports: ExportFiles;
  readonly alerts: AlertNotifications;
  readonly windows: Windows;
  readonly phone: Pick<Phone, 'softphoneRouter'>;
}) {
  const { state, actions, exports, alerts, windows } = deps;
  const shell = implementContract(shellContract);
  /** Settings not named in a change stay as they are; zod's `partial` leaves them `undefined`. */
  const named = <T extends object>(change: T) =>
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

  return shell.router({
    watchShellState: shell.watchShellState.handler(({ signal }) => state.watch(signal)),
    updateSettings: shell.updateSettings.handler(({ input }) => actions.updateSettings(named(input))),
    setSecret: shell.setSecret.handler(({ input }) => actions.setSecret(input.name, input.value)),
    clearSecret: shell.clearSecret.handler(({ input }) => actions.clearSecret(input.name)),
    dismissNotice: shell.dismissNotice.handler(({ input }) => actions.dismissNotice(input.code)),
    restartCore: shell.restartCore.handler(() => actions.restartCore()),
    tellMapDrawn: shell.tellMapDrawn.handler(() => deps.mapDrawn()),
    showWall: shell.showWall.handler(() => windows.showWall()),
    notifyOfAlert: shell.notifyOfAlert.handler(({ input }) => ({ isShown: alerts.show(input) })),
    watchOpenedAlerts: shell.watchOpenedAlerts.handler(({ signal }) => alerts.opened.watch(signal)),
    chooseBasemapFile: shell.chooseBasemapFile.handler(() => chooseBasemapFile(windows.desk())),
    chooseExportFile: shell.chooseExportFile.handler(({ input }) =>
      chooseExportFile(exports, windows.desk(), input),
    ),
    writeExportPart: shell.writeExportPart.handler(({ input }) => exports.write(input.exportId, input.text)),
    finishExport: shell.finishExport.handler(({ input }) => exports.finish(input.exportId)),
    cancelExport: shell.cancelExport.handler(({ input }) => exports.cancel(input.exportId)),
    phone: deps.phone.softphoneRouter,
  });
}
