import { copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** A file that is damaged at every start must not fill the folder with copies of itself. */
const asideCountMax = 5;

/** Times in milliseconds have as many digits for the next 260 years, so that the names sort by age. */
function place(path: string, nowMs: number, put: (from: string, to: string) => void): string {
  const folder = dirname(path);
  const prefix = `${basename(path, extname(path))}.set-aside-`;
  const asidePath = join(folder, `${prefix}${String(nowMs)}${extname(path)}`);
  put(path, asidePath);
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
  for (const old of names.sort().reverse().slice(asideCountMax)) rmSync(join(folder, old));
  return asidePath;
}

/** Takes a damaged file out of the way, under a name with the time; the newest five stay. Returns where it went. */
export const moveAside = (path: string, nowMs: number): string => place(path, nowMs, renameSync);

/** The same for a file of which something can still be used. */
export const copyAside = (path: string, nowMs: number): string => place(path, nowMs, copyFileSync);
