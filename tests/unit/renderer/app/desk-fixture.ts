import type { SyncHealth } from '../../../../src-main/core/operations/samsara/contract.ts';
import { defaultSettingValues } from '../../../../src-main/shell/default-settings.wire.ts';
import type { ShellState } from '../../../../src-main/shell/contract.ts';

export const nowMs = new Date(2026, 10, 23, 14, 41).getTime();

export const health = (change: Partial<SyncHealth> = {}): SyncHealth => ({
  connection: 'live',
  sinceMs: nowMs - 60_000,
  organization: { id: '1', name: 'Golden State Freight' },
  isSandbox: false,
  baseUrl: 'https://api.samsara.com',
  failure: null,
  fixCount: 10,
  clockOffsetMs: 0,
  resources: [
    {
      resource: 'positions',
      state: 'live',
      lastSuccessAtMs: nowMs - 11 * 60_000,
      nextAttemptAtMs: null,
      itemCount: 10,
      failure: null,
    },
  ],
  ...change,
});

export const shell = (change: Partial<ShellState> = {}): ShellState => ({
  appVersion: '0.1.0',
  electronVersion: '45.4.1',
  settings: defaultSettingValues,
  overriddenByEnvironment: [],
  secrets: [{ name: 'samsaraToken', isSet: true, storage: 'keyring' }],
  core: { state: 'running', attempt: 0, failure: null },
  notices: [],
  ...change,
});
