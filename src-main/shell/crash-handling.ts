import { dialog, type BrowserWindow } from 'electron';
import type { Logger } from '../core/platform/logger.ts';

/** After so many crashes within the window, the page stays down until a person asks: it would only crash again. */
const crashCountMax = 3;
const crashWindowMs = 5 * 60_000;

export interface WindowPages {
  readonly start: string;
  readonly stopped: string;
}

/** A renderer holds no truth, so a crash is answered by loading the page again; data and calls live elsewhere. */
export function recoverFromCrashes(
  window: BrowserWindow,
  pages: WindowPages,
  logger: Logger,
  nowMs: () => number,
): void {
  let crashedAtMs: number[] = [];

  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    logger.error({ reason: details.reason, exitCode: details.exitCode }, 'the window crashed');
    crashedAtMs = [...crashedAtMs.filter((time) => nowMs() - time < crashWindowMs), nowMs()];
    void window.loadURL(crashedAtMs.length > crashCountMax ? pages.stopped : pages.start);
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
