import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { homedir } from 'node:os';

/** Root of the checkout. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export const fromProject = (...segments: string[]): string => path.join(projectFolder, ...segments);

/** What is expensive to fetch and the same for every checkout: kept per user, outside the checkout. */
export function userCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (XDG_CACHE_HOME !== undefined && path.isAbsolute(XDG_CACHE_HOME))
    return path.join(XDG_CACHE_HOME, 'switchyard');
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined)
    return path.join(LOCALAPPDATA, 'switchyard', 'cache');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'switchyard');
  return path.join(homedir(), '.cache', 'switchyard');
}

/** What belongs to this checkout only: lint caches, build stamps, passed suites. Git-ignored. */
export const checkoutCacheFolder = fromProject('.cache');
