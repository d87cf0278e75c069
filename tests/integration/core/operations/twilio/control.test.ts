import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openPhoneOffice, waitFor, type PhoneOffice } from './office-rig.ts';

const driver = '+13125550142';
const other = '+13125550143';
const to = (number: string) => ({ type: 'number' as const, number });

/** Dana has called a driver, and they speak. */
async function speaking(policy: Parameters<typeof openPhoneOffice>[0] = {}) {
  const office = await openPhoneOffice(policy);
  const dana = await office.desk('dana');
  const { callId, leg } = await callFrom(office, dana, driver);
  return { office, dana, client: office.client(), callId, leg };
}

async function callFrom(office: PhoneOffice, desk: Awaited<ReturnType<PhoneOffice['desk']>>, number: string) {
  const callId = randomUUID();
  const { connect } = await office.client().beginCall({ callId, target: to(number) });
  const leg = await desk.dial(connect.params);
  await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
  return { callId, leg };
}

const idAt = (office: PhoneOffice, callId: string, number: string) => async () => {
  const call = (await office.live()).find(({ id }) => id === callId);
  return call?.parties.find(({ address }) => address === number)?.partyId ?? '';
};

describe('commands on live calls', () => {
  it('holds the driver with music and takes him back', async () => {
    const { office, client, callId } = await speaking();
    await client.holdCall({ callId, isHeld: true });
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee held']);
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ parties: [{ isHeld: true }] }]);
    await client.holdCall({ callId, isHeld: false });
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ parties: [{ isHeld: false }] }]);
  });

  it('hands a call over: the target comes, the two speak on without the desk', async () => {
    const { office, dana, client, callId, leg } = await speaking();
    const { partyId } = await client.transferCall({ callId, target: to(other) });
    await dana.take('hangup', leg);
    await office.expectRoom(callId).toEqual([`party:${partyId}`, 'party:callee'].sort());
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ phase: 'active', transfer: null, joinedDesks: [] }]);
    const target = office.sandbox.exchange.calls().find((call) => call.facts().to === other);
    target?.report({ kind: 'hung-up' });
    await expect.poll(() => office.logged(callId), waitFor).toMatchObject({ outcome: 'answered' });
  });

  it('brings a caller whose target does not come back to the queue, never to a hang-up', async () => {
    const { office, dana, client, callId, leg } = await speaking();
    office.sandbox.telephones.phones.change(other, { behavior: 'busy' });
    await client.transferCall({ callId, target: to(other) });
    await dana.take('hangup', leg);
    const back = await dana.ring();
    expect(back.parameters['callId']).toBe(callId);
    expect(office.labels(callId)).toEqual(['party:callee held']);
    await back.answer();
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
    const { events } = await client.getCall({ callId });
    expect(events.map(({ event }) => event.kind)).toEqual(
      expect.arrayContaining(['transferStarted', 'transferReturned', 'queued', 'claimed']),
    );
  });

  it('consults, swaps, lets all speak, and hands over with a word', async () => {
    const { office, dana, client, callId, leg } = await speaking();
    const { partyId } = await client.beginConsultation({ callId, target: to(other) });
    const target = `party:${partyId}`;
    await office.expectRoom(callId).toEqual(['desk:dana', target, 'party:callee held'].sort());
    await client.swapConsultation({ callId });
    await office.expectRoom(callId).toEqual(['desk:dana', `${target} held`, 'party:callee'].sort());
    await client.swapConsultation({ callId });
    await office.expectRoom(callId).toEqual(['desk:dana', target, 'party:callee held'].sort());
    await client.completeConsultation({ callId });
    await dana.take('hangup', leg);
    await office.expectRoom(callId).toEqual([target, 'party:callee'].sort());
  });

  it('joins a consultation to a call of three, of which one may leave without ending it', async () => {
    const { office, client, callId } = await speaking();
    await client.beginConsultation({ callId, target: to(other) });
    await expect.poll(() => office.labels(callId).length, waitFor).toBe(3);
    await client.joinConsultation({ callId });
    await expect.poll(() => office.labels(callId).join(), waitFor).not.toContain('held');
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ transfer: null }]);
    await client.removeParty({ callId, partyId: await idAt(office, callId, other)() });
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
  });

  it('cancels a consultation: the consulted one is sent away, the driver is heard again', async () => {
    const { office, client, callId } = await speaking();
    await client.beginConsultation({ callId, target: to(other) });
    await expect.poll(() => office.labels(callId).length, waitFor).toBe(3);
    await client.cancelConsultation({ callId });
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
    await expect(client.swapConsultation({ callId })).rejects.toMatchObject({
      code: 'phone/not-possible-now',
    });
  });

  it('gives the driver back when the consulted one does not answer', async () => {
    const { office, client, callId } = await speaking();
    office.sandbox.telephones.phones.change(other, { behavior: 'declines' });
    await client.beginConsultation({ callId, target: to(other) });
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ transfer: null, parties: [{ isHeld: false }, { state: 'left', end: 'busy' }] }]);
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
  });

  it('merges two calls into one in which all hear each other', async () => {
    const { office, dana, client, callId } = await speaking();
    await client.holdCall({ callId, isHeld: true });
    const { callId: second, leg } = await callFrom(office, dana, other);
    await client.mergeCalls({ callId: second, intoCallId: callId });
    await dana.take('hangup', leg);
    await expect.poll(() => office.labels(callId).length, waitFor).toBe(3);
    await expect.poll(() => office.labels(callId).join(), waitFor).not.toContain('held');
    await expect.poll(() => office.logged(second), waitFor).toMatchObject({ phase: 'ended' });
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ id: callId, parties: [{ state: 'joined' }, { state: 'joined', address: other }] }]);
  });

  it('ends a call for everybody by REST, and again without harm', async () => {
    const { office, dana, client, callId, leg } = await speaking();
    await client.hangUpCall({ callId });
    await dana.take('hangup', leg);
    await expect.poll(() => office.logged(callId), waitFor).toMatchObject({ outcome: 'answered' });
    await client.hangUpCall({ callId });
    await expect(client.holdCall({ callId, isHeld: true })).rejects.toMatchObject({
      code: 'phone/call-over',
    });
  });

  it('ends a call whose driver has not answered yet', async () => {
    const office = await openPhoneOffice();
    const dana = await office.desk('dana');
    office.sandbox.telephones.phones.change(driver, { behavior: 'never-answers' });
    const callId = randomUUID();
    const { connect } = await office.client().beginCall({ callId, target: to(driver) });
    await dana.dial(connect.params);
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ phase: 'ringing' }]);
    await office.client().hangUpCall({ callId });
    await expect.poll(() => office.logged(callId), waitFor).toMatchObject({ outcome: 'cancelled' });
    await expect
      .poll(() => office.sandbox.exchange.calls().filter((call) => call.isLive()).length, waitFor)
      .toBe(0);
  });

  it('says with its code why the vendor did not do it, and leaves the call as it was', async () => {
    const { office, client, callId } = await speaking();
    await expect(client.addParty({ callId, target: to('+1999') })).rejects.toMatchObject({
      code: 'phone/invalid-number',
    });
    office.sandbox.faults.switchOn('rest-5xx');
    await expect(client.holdCall({ callId, isHeld: true })).rejects.toMatchObject({ code: 'phone/refused' });
    office.sandbox.faults.switchOff('rest-5xx');
    expect(office.labels(callId)).toEqual(['desk:dana', 'party:callee']);
  });

  it('rings itself for a test, and stops once it is known to ring', async () => {
    const office = await openPhoneOffice();
    const dana = await office.desk('dana');
    const { testId } = await office.client().beginTestRing();
    const ringing = await dana.ring();
    expect(ringing.parameters).toEqual({ testId });
    await office.client().reportReception({
      hostId: randomUUID(),
      registration: 'registered',
      tokenExpiresAtMs: null,
      heardAtMs: null,
      microphone: 'ready',
      speaker: 'ready',
      errorCode: null,
      errorMessage: null,
      testRing: { testId, state: 'passed', atMs: Date.now() },
    });
    await dana.take('cancel', ringing.callSid);
    expect((await office.client().listCalls({})).calls).toEqual([]);
  });
});
