import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOffice, type Office } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const hooksAt = (path: string) => office.hooks.filter((hook) => hook.path === path);
const waitFor = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 10 });

describe('the call flow of the app, played by the sandbox', () => {
  it('rings several clients at once; the first to answer wins, the others stop ringing', async () => {
    office.answerOn(
      '/voice',
      '<Dial action="/done" timeout="5"><Client statusCallback="/told" statusCallbackEvent="initiated ringing answered completed">ann</Client><Client>bob</Client></Dial>',
    );
    office.answerOn('/done', '<Hangup/>');
    const call = office.callIn('/voice');
    await waitFor(() => expect(office.phones.has('client:bob')).toBe(true));
    const ann = office.phones.get('client:ann')!;
    const bob = office.phones.get('client:bob')!;
    ann.level = 100;
    ann.call().report({ kind: 'ringing' });
    ann.call().report({ kind: 'answered', by: 'human' });
    await waitFor(() => expect(bob.told).toContain('canceled'));
    await waitFor(() => expect(office.phones.get('+13125550111')!.heard).toBe(100));
    ann.call().report({ kind: 'hung-up' });
    await call.ended;
    await office.twiml.webhooks.settled();
    expect(hooksAt('/voice')[0]!.fields).toMatchObject({
      CallSid: call.sid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: '+13125550111',
      To: '+13125550100',
      ApiVersion: '2010-04-01',
    });
    expect(hooksAt('/done')[0]!.fields).toMatchObject({
      DialCallStatus: 'completed',
      DialCallSid: ann.call().sid,
      DialBridged: 'true',
    });
    const statuses = hooksAt('/told').map(({ fields }) => fields['CallStatus']);
    expect(statuses.sort()).toEqual(['completed', 'in-progress', 'initiated', 'ringing']);
    expect(office.hooks.every(({ isSigned }) => isSigned)).toBe(true);
  });

  it('goes on with no-answer when nobody takes the call in time, keeping the caller ringing', async () => {
    office.answerOn(
      '/voice',
      '<Dial action="/done" timeout="1" answerOnBridge="true"><Client>ann</Client></Dial>',
    );
    office.answerOn('/done', '<Reject reason="busy"/>');
    const call = office.callIn('/voice');
    const facts = await call.ended;
    expect(hooksAt('/done')[0]!.fields).toMatchObject({ DialCallStatus: 'no-answer', CallStatus: 'ringing' });
    expect(facts).toMatchObject({ status: 'busy', startedAtMs: null });
    expect(office.phones.get('+13125550111')!.told).toContain('ringing');
  });

  it('tells the action that the caller hung up while it rang', async () => {
    office.answerOn('/voice', '<Dial action="/told"><Client>ann</Client></Dial>');
    const call = office.callIn('/voice');
    await waitFor(() => expect(office.phones.has('client:ann')).toBe(true));
    call.report({ kind: 'hung-up' });
    await waitFor(() => expect(hooksAt('/told')[0]?.fields['DialCallStatus']).toBe('canceled'));
    expect(office.phones.get('client:ann')!.call().isLive()).toBe(false);
  });

  it('refuses to call a telephone in the name of a client', async () => {
    office.answerOn('/voice', '<Dial action="/told"><Number>+13125550122</Number></Dial>');
    office.callIn('/voice', 'client:ann');
    await waitFor(() => expect(hooksAt('/told')[0]?.fields['DialCallStatus']).toBe('failed'));
    expect(office.twiml.alerts.list().map(({ code }) => code)).toContain(13_214);
    expect(office.phones.has('+13125550122')).toBe(false);
  });

  it('puts callers into a conference and tells of it, and adds, holds and removes a driver by REST', async () => {
    office.answerOn(
      '/voice',
      '<Dial><Conference participantLabel="desk" beep="false" endConferenceOnExit="true" waitUrl="" statusCallback="/told" statusCallbackEvent="start end join leave hold">room</Conference></Dial>',
    );
    const call = office.callIn('/voice', 'client:ann');
    await waitFor(() => expect(office.exchange.conferences()[0]?.participants()).toHaveLength(1));
    const { client } = office;
    const [conference] = await client.conferences.list({ friendlyName: 'room', limit: 1 });
    const participants = client.conferences(conference!.sid).participants;
    const driver = await participants.create({
      from: '+13125550100',
      to: '+13125550122',
      label: 'driver',
      beep: 'false',
    });
    expect(driver.status).toBe('queued');
    const phone = office.phones.get('+13125550122')!;
    phone.level = 200;
    phone.call().report({ kind: 'answered', by: 'human' });
    const desk = office.phones.get('client:ann')!;
    await waitFor(() => expect(desk.heard).toBe(200));
    expect(
      await client.conferences(conference!.sid).participants('driver').update({ hold: true }),
    ).toMatchObject({ hold: true });
    await waitFor(() => expect([desk.heard, phone.heard]).toEqual([0, 7]));
    await client
      .conferences(conference!.sid)
      .participants('driver')
      .update({ hold: false, endConferenceOnExit: false });
    expect((await participants.list()).map(({ label }) => label)).toEqual(['desk', 'driver']);
    await client.conferences(conference!.sid).participants('driver').remove();
    await waitFor(() => expect(phone.call().isLive()).toBe(false));
    expect(call.isLive()).toBe(true);
    await client.conferences(conference!.sid).update({ status: 'completed' });
    await call.ended;
    await office.twiml.webhooks.settled();
    const told = hooksAt('/told').map(({ fields }) => fields['StatusCallbackEvent']);
    expect(told.sort()).toEqual(
      [
        'conference-end',
        'conference-start',
        'participant-hold',
        'participant-join',
        'participant-join',
        'participant-leave',
        'participant-leave',
        'participant-unhold',
      ].sort(),
    );
  });

  it('redirects a bridged call by REST: the other leg ends, no action is asked, the new document is played', async () => {
    office.answerOn('/voice', '<Dial action="/done"><Client>ann</Client></Dial>');
    office.answerOn('/next', '<Enqueue action="/told" waitUrl="/wait">support</Enqueue>');
    office.answerOn('/wait', '<Say>wait</Say>');
    const call = office.callIn('/voice');
    await waitFor(() => expect(office.phones.has('client:ann')).toBe(true));
    const ann = office.phones.get('client:ann')!.call();
    ann.report({ kind: 'answered', by: 'human' });
    await waitFor(() => expect(call.room()).not.toBeNull());
    await office.client.calls(call.sid).update({ url: `${office.appUrl}/next` });
    await waitFor(() => expect(office.twiml.queues.find('support')?.members()).toHaveLength(1));
    await waitFor(() => expect(hooksAt('/wait')[0]?.fields).toMatchObject({ QueuePosition: '1' }));
    await waitFor(() => expect(ann.isLive()).toBe(false));
    expect(hooksAt('/done')).toEqual([]);
    office.answerOn('/take', '<Dial><Queue>support</Queue></Dial>');
    const agent = office.callIn('/take', 'client:bob');
    await waitFor(() => expect(agent.room()).not.toBeNull());
    expect(agent.room()).toBe(call.room());
    agent.report({ kind: 'hung-up' });
    await waitFor(() => expect(hooksAt('/told')[0]?.fields).toMatchObject({ QueueResult: 'bridged' }));
  });

  it('records a message and says where it is', async () => {
    office.answerOn(
      '/voice',
      '<Record action="/done" playBeep="false" finishOnKey="#" recordingStatusCallback="/told"/>',
    );
    office.answerOn('/done', '<Hangup/>');
    office.exchange.account.incomingNumbers.get('+13125550100')!.statusCallback = {
      url: `${office.appUrl}/told/end`,
      method: 'POST',
    };
    const call = office.callIn('/voice');
    await waitFor(() => expect(office.exchange.recordings()).toHaveLength(1));
    office.phones.get('+13125550111')!.level = 2_000;
    await waitFor(() => expect(office.exchange.recordings()[0]!.facts().durationMs).toBeGreaterThan(200));
    call.report({ kind: 'digit', digit: '#' });
    await call.ended;
    await office.twiml.webhooks.settled();
    const { RecordingUrl = '', Digits } = hooksAt('/done')[0]!.fields;
    expect(Digits).toBe('#');
    expect(hooksAt('/told/end')[0]!.fields).toMatchObject({ CallStatus: 'completed', CallSid: call.sid });
    expect(hooksAt('/told')[0]!.fields).toMatchObject({
      RecordingStatus: 'completed',
      RecordingSource: 'RecordVerb',
    });
    const { account } = office.exchange;
    const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
    expect((await fetch(`${RecordingUrl}.wav`)).status).toBe(401);
    const file = Buffer.from(
      await (await fetch(`${RecordingUrl}.wav`, { headers: { authorization } })).arrayBuffer(),
    );
    expect(file.toString('latin1', 0, 4)).toBe('RIFF');
    expect(file.readInt16LE(file.length - 400)).toBe(2_000);
  });

  it('apologizes and ends the call when the app answers nonsense or not at all, and says why', async () => {
    office.answers.set('/voice', '<Response><Say>Fish & chips</Say></Response>');
    const first = await office.callIn('/voice').ended;
    const second = await office.callIn('/missing').ended;
    expect([first.status, second.status]).toEqual(['completed', 'completed']);
    expect(office.twiml.alerts.list().map(({ code }) => code)).toEqual([12_100, 11_200]);
  });
});
