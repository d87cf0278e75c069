import { nativeTheme } from 'electron';
import type { State } from '../core/platform/state.ts';
import type { SecretName, Settings, ShellNotice, ShellState } from './contract.ts';
import type { CoreHost } from './core-host/core-host.ts';
import type { Notices } from './notices.ts';
import type { SecretStore } from './secrets.ts';
import type { SettingsStore } from './settings.ts';

export interface ShellActions {
  readonly updateSettings: (change: Partial<Settings>) => Promise<Settings>;
  readonly setSecret: (name: SecretName, value: string) => void;
  readonly clearSecret: (name: SecretName) => void;
  readonly dismissNotice: (code: ShellNotice['code']) => void;
  readonly restartCore: () => void;
}

/** Settings that the core works by. */
const forCore = [
  'samsaraBaseUrl',
  'backfillDays',
  'keepPositionsDays',
  'keepTripsDays',
  'keepDutyLogsDays',
  'phoneAccountSid',
  'phoneApiKeySid',
  'phoneApplicationSid',
  'phoneIdentity',
  'phoneDeskGroup',
  'phoneCallerIds',
  'phoneCountry',
  'phoneRingSeconds',
  'phoneAnswersService',
  'phoneRecording',
  'phoneRecordingNotice',
  'phoneRecordingKeptDays',
] as const;

/** What people change, and everything that follows from it. */
export function createActions(deps: {
  readonly state: State<ShellState>;
  readonly notices: Notices;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly core: CoreHost;
  readonly reconfigureCore: () => void;
  readonly useBasemap: (source: string) => Promise<void>;
  readonly settingsChanged: (settings: Settings) => void;
}): ShellActions {
  const { state, notices, settings, secrets, core, reconfigureCore, useBasemap, settingsChanged } = deps;
  const show = (part: Partial<ShellState>) => state.update((current) => ({ ...current, ...part }));
  const secretsChanged = () => {
    reconfigureCore();
    show({ secrets: secrets.describe() });
  };
  return {
    updateSettings: async (wanted) => {
      const before = settings.get();
      const after = settings.update(wanted);
      nativeTheme.themeSource = after.theme;
      if (after.basemapSource !== before.basemapSource) await useBasemap(after.basemapSource);
      const isForCore = forCore.some((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
      if (isForCore) reconfigureCore();
      show({ settings: after });
      settingsChanged(after);
      return after;
    },
    setSecret: (name, value) => {
      secrets.set(name, value);
      secretsChanged();
    },
    clearSecret: (name) => {
      secrets.clear(name);
      secretsChanged();
    },
    dismissNotice: notices.remove,
    restartCore: () => core.restart(),
  };
}
