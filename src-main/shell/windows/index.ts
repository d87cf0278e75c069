import { app, type BrowserWindow } from 'electron';
import type { Clock } from '../../core/platform/clock.ts';
import type { Logger } from '../../core/platform/logger.ts';
import { recoverFromCrashes } from '../crash-handling.ts';
import { bringToFront, createWindow, pagesOf, type WindowFiles } from './create-window.ts';
import { openLayoutStore } from './layout-store.ts';
import type { WindowKind } from './places.ts';

export interface Windows {
  desk(): BrowserWindow | null;
  /** The desk's window, made again when it was closed. */
  showDesk(): BrowserWindow;
  /** The live map alone, for a screen on the wall: opened, or brought to the front. */
  showWall(): void;
  /** As the person left them. */
  restore(): void;
}

/**
 * The desk's window and the wall's. The wall comes and goes as the person likes; the desk ends the app, and takes the
 * wall with it until the next start.
 */
export function createWindows(deps: {
  readonly files: WindowFiles;
  readonly userDataFolder: string;
  readonly logger: Logger;
  readonly clock: Clock;
}): Windows {
  const layout = openLayoutStore(deps.userDataFolder);
  const windows = new Map<WindowKind, BrowserWindow>();
  const find = (kind: WindowKind) => windows.get(kind) ?? null;
  let isEnding = false;
  app.on('before-quit', () => {
    isEnding = true;
  });

  const open = (kind: WindowKind): BrowserWindow => {
    const window = createWindow(kind, deps.files, layout, find('desk'));
    recoverFromCrashes(window, pagesOf[kind], deps.logger, deps.clock);
    windows.set(kind, window);
    window.once('closed', () => windows.delete(kind));
    return window;
  };
  const showDesk = () => {
    const known = find('desk');
    if (known !== null) return known;
    isEnding = false;
    const desk = open('desk');
    desk.once('close', () => {
      isEnding = true;
    });
    desk.once('closed', () => find('wall')?.close());
    return desk;
  };
  const showWall = () => {
    const known = find('wall');
    if (known !== null) return bringToFront(known);
    layout.rememberWall(true);
    const wall = open('wall');
    // Closed by the person, and not along with the desk.
    wall.once('close', () => {
      if (!isEnding) layout.rememberWall(false);
    });
  };

  return {
    desk: () => find('desk'),
    showDesk,
    showWall,
    restore: () => {
      showDesk();
      if (layout.wallIsOpen()) showWall();
    },
  };
}
