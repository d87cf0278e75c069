import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTwilioSandbox } from '../../../../src-main/sandbox/twilio/index.ts';

describe('the whole stand-in for Twilio', () => {
  const sandbox = createTwilioSandbox({ planDefaults: { behavior: 'answers', saysTone: true } });
  const { account } = sandbox;
  const client = twilio(account.apiKeySid, account.apiKeySecret, { accountSid: account.sid });
  const from = [...account.incomingNumbers.keys()][0] ?? '';
  beforeAll(async () => {
    client.api.baseUrl = await sandbox.start();
  });
  afterAll(() => sandbox.stop());

  it('takes an order by REST, rings a telephone, plays the script to it and hangs up', async () => {
    const { sid } = await client.calls.create({
      to: '+13125550142',
      from,
      twiml: '<Response><Pause length="1"/><Hangup/></Response>',
    });
    await expect
      .poll(async () => (await client.calls(sid).fetch()).status, { timeout: 15_000 })
      .toBe('in-progress');
    await expect
      .poll(async () => (await client.calls(sid).fetch()).status, { timeout: 15_000 })
      .toBe('completed');
    expect(Number((await client.calls(sid).fetch()).duration)).toBeGreaterThan(0);
  });

  it('refuses with 503 or 429 when that fault is on, and answers again when it is off', async () => {
    const refusal = () =>
      client.applications.list({ limit: 1 }).then(
        () => 200,
        (error: { status: number }) => error.status,
      );
    sandbox.faults.switchOn('rest-5xx');
    expect(await refusal()).toBe(503);
    sandbox.faults.switchOff('rest-5xx');
    sandbox.faults.switchOn('rest-429');
    expect(await refusal()).toBe(429);
    sandbox.faults.switchOff('rest-429');
    sandbox.faults.switchOn('rest-slow', 300);
    const startedAtMs = performance.now();
    expect(await refusal()).toBe(200);
    expect(performance.now() - startedAtMs).toBeGreaterThan(290);
    sandbox.faults.switchOff('rest-slow');
  });
});
