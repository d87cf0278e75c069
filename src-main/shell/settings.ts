import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { defaultSettings, settingsSchema, type Settings } from './contract.ts';
import { copyAside, moveAside } from './set-aside.ts';

export interface SettingsStore {
  get(): Settings;
  /** Writes through to disk and returns the whole settings. */
  update(change: Partial<Settings>): Settings;
  /** Path of the damaged file that was moved or copied away at start, or `null`. */
  readonly setAsidePath: string | null;
}

const fileName = 'settings';

/** Keeps every value that is valid on its own; the rest falls back to its default. */
function salvage(raw: Readonly<Record<string, unknown>>): { settings: Settings; isDamaged: boolean } {
  let isDamaged = false;
  const kept: Record<string, unknown> = { ...defaultSettings };
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    if (!(key in raw)) continue;
    const parsed = schema.safeParse(raw[key]);
    if (parsed.success) kept[key] = parsed.data;
    else isDamaged = true;
  }
  return { settings: settingsSchema.parse(kept), isDamaged };
}

function isReadableJsonObject(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * Opens the settings of this workstation. A file that is no JSON is moved aside, a file with values that are not
 * settings is copied aside; either way the app starts and `setAsidePath` says so. The newest 5 stay.
 */
export function openSettings(folder: string, nowMs: number): SettingsStore {
  const path = join(folder, `${fileName}.json`);
  let setAsidePath: string | null = null;
  if (existsSync(path) && !isReadableJsonObject(path)) {
    setAsidePath = moveAside(path, nowMs);
  }
  const store = new Store<Record<string, unknown>>({
    cwd: folder,
    name: fileName,
    clearInvalidConfig: false,
  });
  const { settings, isDamaged } = salvage(store.store);
  if (isDamaged) {
    setAsidePath = copyAside(path, nowMs);
    store.store = settings;
  }
  let current = settings;
  return {
    get: () => current,
    update: (change) => {
      current = settingsSchema.parse({ ...current, ...change });
      store.store = current;
      return current;
    },
    setAsidePath,
  };
}
