import { randomUUID } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { expect, it } from 'vitest';
import type { DeskEvent } from '../../../src-main/core/operations/twilio/calls/contract.ts';
import { describeOffice } from '../../support/office-databases.ts';
import { testAccount, testConfiguration } from '../core/operations/twilio/rig.ts';
import { officeNumber, openHubOffice, waitFor } from './phone-rig.ts';

type Office = Awaited<ReturnType<typeof openHubOffice>>;

async function openDeskOf(office: Office, name: string) {
  const token = await office.enrol(name);
  const core = await office.deskCore(token);
  const tokens = async () => core.client.getVoiceToken().catch(() => null);
  await expect.poll(tokens, waitFor).not.toBeNull();
  const { token: voiceToken, identity } = await core.client.getVoiceToken();
  const telephone = await office.register(voiceToken);
  const report = (callId: string, event: DeskEvent) =>
    core.client.recordCallEvents({ events: [{ callId, eventId: randomUUID(), timeMs: Date.now(), event }] });
  return { ...core, token, identity, telephone, report };
}

describeOffice('the telephone of an office at its hub', ({ makePlace }) => {
  it('rings every desk; one answers, and the other’s log says that it was answered elsewhere', async () => {
    const place = await makePlace();
    const office = await openHubOffice(place);
    const front = await openDeskOf(office, 'Front desk');
    const night = await openDeskOf(office, 'Night desk');
    expect([front.identity, night.identity]).toEqual(['front_desk', 'night_desk']);

    const caller = office.callIn();
    const [atFront, atNight] = await Promise.all([front.telephone.ring(), night.telephone.ring()]);
    const { callId = '' } = atFront.parameters;
    expect(atNight.parameters['callId']).toBe(callId);
    const offered: DeskEvent = { kind: 'offered', from: '+13125550142', to: officeNumber, callSid: null };
    await front.report(callId, offered);
    await night.report(callId, offered);

    await atNight.answer();
    await front.telephone.take('cancel', atFront.callSid);
    await front.report(callId, { kind: 'cancelled' });
    await expect
      .poll(async () => (await front.client.getCall({ callId })).call.outcome, waitFor)
      .toBe('answeredElsewhere');
    const room = () =>
      office.sandbox.exchange.conferences().find((one) => one.facts().friendlyName === callId);
    const labels = () =>
      (room()?.participants() ?? [])
        .map((one) => one.facts())
        .filter(({ status }) => status === 'connected')
        .map(({ label }) => label)
        .sort();
    await expect.poll(labels, waitFor).toEqual(['desk:night_desk', 'party:caller']);
    const { db } = await place.open();
    const stored = () =>
      db.selectFrom('call').select(['claimed_by', 'phase']).where('id', '=', callId).execute();
    await expect.poll(stored, waitFor).toEqual([{ claimed_by: 'night_desk', phase: 'active' }]);
    caller.hangUp();
    await expect.poll(async () => (await stored())[0]?.phase, waitFor).toBe('ended');
  });

  it('puts through what a desk dials, and carries out what it asks about the call', async () => {
    const office = await openHubOffice(await makePlace());
    const front = await openDeskOf(office, 'Front desk');
    const callId = randomUUID();
    const target = { type: 'number', number: '+13125550177' } as const;
    await front.client.beginCall({
      ...{ callId, target, ownNumber: null, vehicleId: null, alertId: null },
    });
    await front.telephone.dial({ intent: 'call', callId, target: target.number });
    const participants = () =>
      (
        office.sandbox.exchange
          .conferences()
          .find((one) => one.facts().friendlyName === callId)
          ?.participants() ?? []
      )
        .map((one) => one.facts())
        .filter(({ status }) => status === 'connected');
    await expect
      .poll(
        () =>
          participants()
            .map(({ label }) => label)
            .sort(),
        waitFor,
      )
      .toEqual(['desk:front_desk', 'party:callee']);
    await front.client.holdCall({ callId, partyId: null, isHeld: true });
    await expect
      .poll(() => participants().find(({ label }) => label === 'party:callee')?.hold, waitFor)
      .toBe(true);
    await front.client.hangUpCall({ callId, scope: 'everybody' });
    await expect.poll(() => participants().length, waitFor).toBe(0);
  });

  it('refuses what is not signed by the telephone service, whatever the address says', async () => {
    const office = await openHubOffice(await makePlace());
    const form = { From: '+13125550142', To: officeNumber, CallSid: 'CA1' };
    const ask = async (signature: string | null, path = '/phone/voice') =>
      fetch(`${office.url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(signature === null ? {} : { 'x-twilio-signature': signature }),
        },
        body: new URLSearchParams(form).toString(),
      });
    const sign = (path: string, values: Record<string, string> = form) =>
      getExpectedTwilioSignature(office.authToken, `${office.url}${path}`, values);
    expect((await ask(null)).status).toBe(403);
    expect((await ask('')).status).toBe(403);
    expect((await ask(sign('/phone/voice', { ...form, From: '+1' }))).status).toBe(403);
    expect((await ask(sign('/phone/voice'), '/phone/voice?callId=other')).status).toBe(403);
    expect(
      (await ask(getExpectedTwilioSignature('another token', `${office.url}/phone/voice`, form))).status,
    ).toBe(403);
    const right = await ask(sign('/phone/voice'));
    expect(right.status).toBe(200);
    expect(await right.text()).toContain('<Conference');
  });

  it('gives tokens to enrolled desks only', async () => {
    const office = await openHubOffice(await makePlace());
    const desk = await office.enrol('Desk');
    expect((await office.ask('phoneOffice/mintVoiceToken', desk)).status).toBe(200);
    expect((await office.ask('phoneOffice/mintVoiceToken', null)).status).toBe(403);
    expect((await office.ask('phoneOffice/mintVoiceToken', office.adminToken)).json['code']).toBe(
      'phone/not-a-desk',
    );
  });
});

describeOffice('a desk of an office', ({ makePlace }) => {
  const own = { ...testConfiguration, account: testAccount };

  it('uses its own account where the hub has none', async () => {
    const office = await openHubOffice(await makePlace(), { hasPhone: false });
    const core = await office.deskCore(await office.enrol('Desk'), own);
    await expect.poll(() => core.link.state.get().state, waitFor).toBe('live');
    expect((await core.client.getVoiceToken()).identity).toBe('dana');
  });

  it('changes over to the hub’s as soon as it hears of it, and keeps no secret of it', async () => {
    const office = await openHubOffice(await makePlace());
    const core = await office.deskCore(await office.enrol('Desk'), own);
    expect((await core.client.getVoiceToken()).identity).toBe('dana');
    await expect.poll(async () => (await core.client.getVoiceToken()).identity, waitFor).toBe('desk');
  });
});
