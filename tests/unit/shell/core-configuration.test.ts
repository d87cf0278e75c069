import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../src-main/shell/contract.ts';
import { coreConfiguration, overriddenByEnvironment } from '../../../src-main/shell/core-configuration.ts';
import { readEnvironment } from '../../../src-main/shell/environment.ts';

const sandbox = { SWITCHYARD_SANDBOX_URL: 'http://127.0.0.1:1', SWITCHYARD_SANDBOX_TOKEN: 'sandbox-token' };
const retention = { positionDays: 30, tripDays: 190, dutyLogDays: 190 };
const configurationFor = (env: NodeJS.ProcessEnv, savedToken: string | null, isPackaged = false) =>
  coreConfiguration(defaultSettings, savedToken, readEnvironment(env, isPackaged));

describe('which Samsara the core talks to', () => {
  it('is none without a token and without a sandbox', () => {
    expect(configurationFor({}, null)).toEqual({ samsara: null, backfillDays: 7, retention });
  });

  it('is the sandbox while no account is configured', () => {
    expect(configurationFor(sandbox, null)).toEqual({
      samsara: { baseUrl: 'http://127.0.0.1:1', token: 'sandbox-token' },
      backfillDays: 7,
      retention,
    });
  });

  it('is the saved account as soon as there is one', () => {
    expect(configurationFor(sandbox, 'saved')).toEqual({
      samsara: { baseUrl: 'https://api.samsara.com', token: 'saved' },
      backfillDays: 7,
      retention,
    });
  });

  it('is what the environment names, above the settings', () => {
    const env = { SAMSARA_BASE_URL: 'http://elsewhere', SAMSARA_API_TOKEN: 'from-environment' };
    expect(configurationFor(env, 'saved')).toEqual({
      samsara: { baseUrl: 'http://elsewhere', token: 'from-environment' },
      backfillDays: 7,
      retention,
    });
    expect(overriddenByEnvironment(readEnvironment(env, false))).toEqual(['samsaraBaseUrl', 'samsaraToken']);
  });

  it('never comes from the environment in a packaged app', () => {
    const env = { ...sandbox, SAMSARA_BASE_URL: 'http://elsewhere', SAMSARA_API_TOKEN: 'from-environment' };
    expect(configurationFor(env, null, true)).toEqual({ samsara: null, backfillDays: 7, retention });
    expect(
      readEnvironment({ ...env, SWITCHYARD_USER_DATA: '/x', ELECTRON_RENDERER_URL: 'http://x' }, true),
    ).toEqual(readEnvironment({}, true));
  });

  it('keeps positions at least as long as they are fetched for', () => {
    const settings = { ...defaultSettings, backfillDays: 90, keepPositionsDays: 30 };
    const { retention: its } = coreConfiguration(settings, null, readEnvironment({}, false));
    expect(its?.positionDays).toBe(90);
  });
});
