import { dialog, type BrowserWindow } from 'electron';
import type { Clock } from '../core/platform/clock.ts';
import type { Logger } from '../core/platform/logger.ts';

/** After so many crashes within the window, the page stays down until a person asks: it would only crash again. */
const crashCountMax = 3;
const crashWindowMs = 5 * 60_000;

export interface WindowPages {
  readonly start: string;
  readonly stopped: string;
}

/** Chromium's number for a page that gave way to another one. */
const abortedCode = -3;
/**
 * A page of ours is there within a second, or two on a machine that is very busy. Seen with Electron 25 on a busy machine:
 * once in some dozens of starts nothing ever comes.
 */
const arrivalMsMax = 10_000;

/** Calls `onLate` when a page that the window began to load has not come in time. */
function watchArrival(window: BrowserWindow, clock: Clock, onLate: () => void): { begin(): void } {
  let waiting = new AbortController();
  const end = () => waiting.abort();
  const begin = () => {
    end();
    waiting = new AbortController();
    const { signal } = waiting;
    void clock.sleep(arrivalMsMax, signal).then(() => {
      if (!signal.aborted && !window.isDestroyed()) onLate();
    });
  };
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) begin();
  });
  window.webContents.on('did-navigate', end);
  window.once('closed', end);
  return { begin };
}

/**
 * A renderer holds no truth, so a crash is answered by loading the page again; data and calls live elsewhere. A page that
 * could not be loaded, or never comes, would leave an empty window for the rest of the day: it counts as a crash.
 */
export function recoverFromCrashes(
  window: BrowserWindow,
  pages: WindowPages,
  logger: Logger,
  clock: Clock,
): void {
  let crashedAtMs: number[] = [];
  const loadAgain = () => {
    const nowMs = clock.nowMs();
    crashedAtMs = [...crashedAtMs.filter((time) => nowMs - time < crashWindowMs), nowMs];
    void window.loadURL(crashedAtMs.length > crashCountMax ? pages.stopped : pages.start);
  };
  const arrival = watchArrival(window, clock, () => {
    logger.error({ url: window.webContents.getURL() }, 'the page of the window did not come');
    loadAgain();
  });
  // The window may have begun before anybody listened.
  arrival.begin();

  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    logger.error({ reason: details.reason, exitCode: details.exitCode }, 'the window crashed');
    loadAgain();
  });

  window.webContents.on('did-fail-load', (_event, errorCode, description, url, isMainFrame) => {
    if (!isMainFrame || errorCode === abortedCode || window.isDestroyed()) return;
    logger.error({ errorCode, description, url }, 'the window could not load its page');
    // Nothing is left to be shown when even that cannot be read.
    if (url !== pages.stopped) loadAgain();
  });

  window.on('unresponsive', () => {
    logger.warn('the window does not answer');
    void dialog
      .showMessageBox(window, {
        type: 'warning',
        message: 'Switchyard does not answer',
        detail: 'Wait a little longer, or load the window again. No data is lost; calls go on.',
        buttons: ['Wait', 'Load again'],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => {
        if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
      });
  });
}
