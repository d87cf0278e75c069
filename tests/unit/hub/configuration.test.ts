import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../../src-main/core/platform/loopback.ts';
import { readConfiguration } from '../../../src-main/hub/configuration.ts';
import { tokensOf } from '../../../src-main/hub/web/tokens.ts';
import { commonVersion, readVersions } from '../../../src-main/hub/web/versions.ts';

describe('what a hub is started with', () => {
  it('is nothing at all: this computer, SQLite, no fleet', async () => {
    const configuration = await readConfiguration({}, { XDG_DATA_HOME: '/data', SAMSARA_API_TOKEN: '' });
    expect(configuration).toMatchObject({
      host: '127.0.0.1',
      port: 7460,
      databaseUrl: null,
      tls: null,
      samsara: null,
    });
  });

  it('never serves the network in the clear', async () => {
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'hub.office.example', '127.evil.example']) {
      const refused = readConfiguration({ host }, {});
      await expect(refused, host).rejects.toMatchObject({ code: 'hub/wrong-arguments' });
    }
    expect(['127.0.0.1', '127.8.9.1', '::1', '[::1]', 'localhost'].every(isLoopback)).toBe(true);
  });

  it.each([{ port: 'x' }, { port: '70000' }, { port: '1.5' }, { certificate: 'a' }, { key: 'a' }])(
    'refuses %o',
    async (given) => {
      await expect(readConfiguration(given, {})).rejects.toMatchObject({ code: 'hub/wrong-arguments' });
    },
  );

  it('has the telephone with an address outside and the whole account, never with half of it', async () => {
    const account = {
      TWILIO_ACCOUNT_SID: 'AC1',
      TWILIO_API_KEY: 'SK1',
      TWILIO_API_SECRET: 'secret',
      TWILIO_AUTH_TOKEN: 'token',
      TWILIO_APPLICATION_SID: 'AP1',
    };
    // The same names are a desk's own account: alone they say nothing of a hub.
    expect((await readConfiguration({}, account)).phone).toBeNull();
    const outside = {
      ...account,
      SWITCHYARD_PUBLIC_URL: 'https://hub.example/',
      TWILIO_CALLER_IDS: '+1, +2',
    };
    expect((await readConfiguration({}, outside)).phone).toMatchObject({
      publicUrl: 'https://hub.example',
      account: { accountSid: 'AC1', apiBaseUrl: 'https://api.twilio.com', isSandbox: false },
      policy: { callerIds: ['+1', '+2'] },
    });
    for (const missing of Object.keys(account)) {
      const half = readConfiguration({}, { ...outside, [missing]: '' });
      await expect(half).rejects.toThrow(missing);
    }
    const inTheClear = readConfiguration({}, { ...outside, SWITCHYARD_PUBLIC_URL: 'http://hub.example' });
    await expect(inTheClear).rejects.toMatchObject({ code: 'hub/wrong-arguments' });
  });
});

describe('what a request shows', () => {
  it('is the session first, then the bearer', () => {
    expect(tokensOf({ authorization: 'Bearer desk', 'switchyard-session': 'person' })).toEqual([
      'person',
      'desk',
    ]);
    expect(tokensOf({ authorization: 'Basic abc' })).toEqual([]);
    expect(
      tokensOf({ authorization: `Bearer ${'x'.repeat(201)}`, 'switchyard-session': ['a', 'b'] }),
    ).toEqual([]);
  });

  it('is the versions it speaks, and the newest common one is taken', () => {
    expect(readVersions(undefined)).toBeNull();
    expect(readVersions('1, 2,x, -3')).toEqual([1, 2]);
    expect(commonVersion([1, 2, 9])).toBe(2);
    expect(commonVersion([1])).toBe(1);
    expect(commonVersion([9])).toBeNull();
  });
});
