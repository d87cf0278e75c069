import type { WebPreferences } from 'electron';

/** What every page of ours may do, shown or hidden: nothing but talk through its preload. */
export const pagePreferences = (preloadPath: string): WebPreferences => ({
  preload: preloadPath,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  // A covered window's feed goes on, or a dispatcher who comes back sees old positions jump; a hidden page's timers would
  // run once a minute.
  backgroundThrottling: false,
});
