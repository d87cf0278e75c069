import { BrowserWindow } from 'electron';
import type { Clock } from '../../core/platform/clock.ts';
import type { Logger } from '../../core/platform/logger.ts';
import { phoneHostUrl } from '../app-origin.ts';
import { pagePreferences } from '../windows/page-preferences.ts';
import { nextStart } from './host-restart.ts';

export interface PhoneHostWindow {
  /** Made when wanted and not there; ended when not wanted. */
  setWanted(isWanted: boolean): void;
  /** Starts again by a person's wish, however often it died. */
  restart(): void;
  isHost(contents: Electron.WebContents): boolean;
  close(): void;
}

function createHiddenWindow(preloadPath: string): BrowserWindow {
  return new BrowserWindow({
    show: false,
    skipTaskbar: true,
    focusable: false,
    width: 200,
    height: 100,
    webPreferences: {
      ...pagePreferences(preloadPath),
      // A ring sound would wait for a click.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
}

function whenGone(window: BrowserWindow, gone: (why: Readonly<Record<string, unknown>>) => void): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => gone({ reason, exitCode }));
  window.on('closed', () => gone({ reason: 'closed' }));
}

/**
 * The page that holds the media of phone calls, in a window nobody sees: what happens to a desk's window does not concern
 * it. When it dies itself it is made again, and takes up the phone calls that still live (src-renderer/phone-host).
 */
export function createPhoneHostWindow(deps: {
  readonly preloadPath: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onGone: (next: 'off' | 'starting' | 'restarting' | 'failed') => void;
}): PhoneHostWindow {
  const { clock, logger, onGone } = deps;
  let window: BrowserWindow | null = null;
  let isWanted = false;
  let diedAtMs: readonly number[] = [];
  let starting = new AbortController();

  const open = () => {
    const opened = createHiddenWindow(deps.preloadPath);
    window = opened;
    whenGone(opened, (why) => {
      if (window !== opened) return;
      logger.error(why, 'the phone host died');
      window = null;
      opened.destroy();
      openAgain();
    });
    void opened.loadURL(phoneHostUrl);
  };

  const openAgain = () => {
    if (!isWanted) return;
    const { delayMs, died } = nextStart(diedAtMs, clock.nowMs());
    diedAtMs = died;
    onGone(delayMs === null ? 'failed' : 'restarting');
    if (delayMs === null) return;
    starting = new AbortController();
    const { signal } = starting;
    void clock.sleep(delayMs, signal).then(() => {
      if (isWanted && window === null && !signal.aborted) open();
    });
  };

  const end = () => {
    starting.abort();
    const ended = window;
    window = null;
    ended?.destroy();
  };

  const start = () => {
    diedAtMs = [];
    onGone('starting');
    open();
  };

  return {
    setWanted(wanted) {
      if (wanted === isWanted) return;
      isWanted = wanted;
      if (wanted) start();
      else {
        end();
        onGone('off');
      }
    },
    restart() {
      if (!isWanted) return;
      end();
      start();
    },
    isHost: (contents) => window !== null && !window.isDestroyed() && contents === window.webContents,
    close() {
      isWanted = false;
      end();
    },
  };
}
