import type { State } from '../core/platform/state.ts';
import type { ShellNotice, ShellState } from './contract.ts';
import type { SecretStore } from './secrets.ts';
import type { SettingsStore } from './settings.ts';

/** The first Electron of the supported majors; an older one is the runtime of tests and trials. */
const electronMajorSupported = 43;

/** What a person should know from the first screen on. */
export function firstNotices(
  settings: Pick<SettingsStore, 'setAsidePath'>,
  secrets: Pick<SecretStore, 'storage'>,
  electronVersion: string,
): ShellNotice[] {
  const isOldRuntime = Number.parseInt(electronVersion, 10) < electronMajorSupported;
  return [
    ...(settings.setAsidePath === null
      ? []
      : [{ code: 'settings-set-aside' as const, detail: settings.setAsidePath }]),
    ...(secrets.storage === 'session' ? [{ code: 'secrets-session-only' as const, detail: '' }] : []),
    ...(isOldRuntime ? [{ code: 'old-test-runtime' as const, detail: electronVersion }] : []),
  ];
}

export interface Notices {
  add(notice: ShellNotice): void;
  remove(code: ShellNotice['code']): void;
}

/** One notice per code; the newest replaces the one before. */
export function createNotices(state: State<ShellState>): Notices {
  const without = (current: ShellState, code: ShellNotice['code']) =>
    current.notices.filter((notice) => notice.code !== code);
  return {
    add: (notice) =>
      state.update((current) => ({ ...current, notices: [...without(current, notice.code), notice] })),
    remove: (code) => state.update((current) => ({ ...current, notices: without(current, code) })),
  };
}
