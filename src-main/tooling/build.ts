import { build } from './app/ensure-build.ts';
import { ensureBasemap } from './basemap/index.ts';
import { failureText, terminalLog } from './log.ts';
import { projectFolder } from './paths.ts';

/** `npm run build`: the app into out/, always anew, and the basemap it draws. */
await Promise.all([build(), ensureBasemap({ projectFolder, log: terminalLog })]).then(
  () => terminalLog('built into out/'),
  (error: unknown) => {
    terminalLog(failureText(error));
    process.exitCode = 1;
  },
);
