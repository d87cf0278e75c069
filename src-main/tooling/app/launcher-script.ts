import { chmod, copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromProject } from '../paths.ts';
import { asUser, boundToParent, type NormalUser } from '../process/command-line.ts';

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Playwright starts one executable and knows nothing of users or of what happens when it is killed itself. So it is
 * given a script that becomes (`exec`: same process id) Electron with both settled. Returns its path; the program
 * itself where there is nothing to settle (Windows, macOS).
 */
export async function writeLauncherScript(input: {
  readonly folder: string;
  readonly executablePath: string;
  readonly user: NormalUser | null;
}): Promise<string> {
  const commandLine = asUser(input.user, boundToParent([input.executablePath]));
  if (commandLine.length === 1) return input.executablePath;
  const scriptPath = path.join(input.folder, 'electron.sh');
  await writeFile(scriptPath, `#!/bin/sh\nexec ${commandLine.map(quoted).join(' ')} "$@"\n`);
  await chmod(scriptPath, 0o755);
  return scriptPath;
}

/**
 * Arguments that make the app wait until Playwright watches it: otherwise windows opened while it connects may never be
 * reported (seen with Electron 25: no "window" event, or a launch that never ends). Playwright does this itself only
 * where it chooses the executable.
 */
export async function writePlaywrightLoader(folder: string): Promise<readonly string[]> {
  const loaderPath = path.join(folder, 'playwright-loader.cjs');
  await copyFile(fromProject('node_modules/playwright-core/lib/server/electron/loader.js'), loaderPath);
  await chmod(loaderPath, 0o644);
  return ['-r', loaderPath];
}
