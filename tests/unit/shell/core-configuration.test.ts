import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../src-main/shell/contract.ts';
import {
  coreConfiguration,
  overriddenByEnvironment,
  type CoreSecrets,
} from '../../../src-main/shell/core-configuration.ts';
import { readEnvironment } from '../../../src-main/shell/environment.ts';

const sandbox = { SWITCHYARD_SANDBOX_URL: 'http://127.0.0.1:1', SWITCHYARD_SANDBOX_TOKEN: 'sandbox-token' };
const retention = { positionDays: 30, tripDays: 190, dutyLogDays: 190 };
const secretsWith = (change: Partial<CoreSecrets> = {}): CoreSecrets => ({
  samsaraToken: null,
  hubAccount: null,
  phoneApiKeySecret: null,
  phoneAuthToken: null,
  recordingKey: null,
  ...change,
});
const configurationFor = (env: NodeJS.ProcessEnv, samsaraToken: string | null, isPackaged = false) => {
  const environment = readEnvironment(env, isPackaged);
  const { phone: _phone, ...rest } = coreConfiguration(
    defaultSettings,
    secretsWith({ samsaraToken }),
    environment,
  );
  return rest;
};

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
    const { retention: its } = coreConfiguration(settings, secretsWith(), readEnvironment({}, false));
    expect(its?.positionDays).toBe(90);
  });
});

describe('which telephone service the core talks to', () => {
  const sandboxPhone = {
    url: 'http://127.0.0.1:4711',
    accountSid: 'AC1',
    authToken: 'token',
    apiKeySid: 'SK1',
    apiKeySecret: 'secret',
    applicationSid: 'AP1',
    numbers: ['+13125550100'],
  };
  const offered = { SWITCHYARD_SANDBOX_PHONE: JSON.stringify(sandboxPhone) };
  const phoneFor = (
    env: NodeJS.ProcessEnv,
    settings = defaultSettings,
    secrets = secretsWith(),
    isPackaged = false,
  ) => coreConfiguration(settings, secrets, readEnvironment(env, isPackaged)).phone;
  const office = {
    ...defaultSettings,
    phoneAccountSid: `AC${'1'.repeat(32)}`,
    phoneApiKeySid: `SK${'2'.repeat(32)}`,
    phoneCallerIds: ['+15125550100'],
  };

  it('is none without an account and without a sandbox, and never the sandbox in a packaged app', () => {
    expect(phoneFor({})?.account).toBeNull();
    expect(phoneFor(offered, defaultSettings, secretsWith(), true)?.account).toBeNull();
  });

  it('is the sandbox while no account is configured: its numbers, its signalling, its call flow served here', () => {
    expect(phoneFor(offered)).toMatchObject({
      account: { accountSid: 'AC1', isSandbox: true, chunderw: '127.0.0.1:4711', applicationSid: 'AP1' },
      policy: { identity: 'desk', callerIds: ['+13125550100'], servesCallFlow: true },
    });
    const other = { ...defaultSettings, phoneAnswersService: false };
    expect(phoneFor(offered, other)?.policy.servesCallFlow).toBe(false);
  });

  it('is the account of the settings once its secret is there, which no local server can answer', () => {
    expect(phoneFor(offered, office)?.account?.isSandbox).toBe(true);
    expect(phoneFor(offered, office, secretsWith({ phoneApiKeySecret: 'saved' }))).toMatchObject({
      account: {
        accountSid: office.phoneAccountSid,
        apiKeySecret: 'saved',
        isSandbox: false,
        chunderw: null,
        applicationSid: null,
      },
      policy: { callerIds: ['+15125550100'], servesCallFlow: false },
    });
  });

  it('is what the environment names, above the settings', () => {
    const env = { TWILIO_ACCOUNT_SID: 'AC9', TWILIO_API_KEY: 'SK9', TWILIO_API_SECRET: 'from-environment' };
    expect(phoneFor(env, office, secretsWith({ phoneApiKeySecret: 'saved' }))?.account).toMatchObject({
      accountSid: 'AC9',
      apiKeySecret: 'from-environment',
    });
    expect(overriddenByEnvironment(readEnvironment(env, false))).toEqual([
      'phoneAccountSid',
      'phoneApiKeySid',
      'phoneApiKeySecret',
    ]);
  });
});
