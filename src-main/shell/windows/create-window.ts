import { BrowserWindow, nativeTheme, screen } from 'electron';
import { appOrigin, appStartUrl } from '../app-origin.ts';
import type { WindowPages } from '../crash-handling.ts';
import { keepPlace } from './keep-place.ts';
import type { LayoutStore } from './layout-store.ts';
import { pagePreferences } from './page-preferences.ts';
import type { WindowKind } from './places.ts';

export interface WindowFiles {
  readonly preloadPath: string;
  readonly iconPath: string;
}

/** Where a window starts, and where it stays once it has crashed again and again. */
export const pagesOf: Readonly<Record<WindowKind, WindowPages>> = {
  desk: { start: appStartUrl, stopped: `${appOrigin}/stopped.html` },
  wall: { start: `${appOrigin}/wall.html`, stopped: `${appOrigin}/stopped-wall.html` },
};
const sizeMin: Readonly<Record<WindowKind, { minWidth: number; minHeight: number }>> = {
  desk: { minWidth: 1_024, minHeight: 640 },
  wall: { minWidth: 480, minHeight: 320 },
};
const asNormal = { isMaximized: false, isFullScreen: false };
const sizeFirst = { width: 1_440, height: 900 };

/** A first wall window takes a display that the desk is not on, where there is one. */
function firstPlace(kind: WindowKind, desk: BrowserWindow | null) {
  if (kind === 'desk' || desk === null) return sizeFirst;
  const deskDisplay = screen.getDisplayMatching(desk.getBounds());
  const other = screen.getAllDisplays().find(({ id }) => id !== deskDisplay.id);
  return other === undefined ? sizeFirst : { ...other.workArea };
}

/** F11 is the menu's in other programs; this one has no menu (but on a Mac, where the system's key does it). */
function obeyFullScreenKey(window: BrowserWindow): void {
  window.webContents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || input.key !== 'F11' || input.isAutoRepeat) return;
    event.preventDefault();
    window.setFullScreen(!window.isFullScreen());
  });
}

/** A window of ours at its place, shown when it has something to show. */
export function createWindow(
  kind: WindowKind,
  files: WindowFiles,
  layout: LayoutStore,
  desk: BrowserWindow | null,
): BrowserWindow {
  const place = layout.placeOf(kind);
  const { isMaximized, isFullScreen, ...bounds } = place ?? { ...firstPlace(kind, desk), ...asNormal };
  const window = new BrowserWindow({
    ...bounds,
    ...sizeMin[kind],
    fullscreen: isFullScreen,
    show: false,
    title: 'Switchyard',
    icon: files.iconPath,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181c' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: pagePreferences(files.preloadPath),
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  keepPlace(window, kind, layout);
  obeyFullScreenKey(window);
  void window.loadURL(pagesOf[kind].start);
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
