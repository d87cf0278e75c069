import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../../../src-main/core/operations/twilio/calls/contract.ts';
import { openPhoneOffice, waitFor, type PhoneOffice } from './office-rig.ts';

const driver = '+13125550142';

const report = (office: PhoneOffice, callId: string, event: DeskEvent) =>
  office.client().recordCallEvents({
    events: [{ callId, eventId: randomUUID(), timeMs: Date.now(), event }],
  });

/** A driver's call that dana has answered. */
async function answered(office: PhoneOffice, desk: Awaited<ReturnType<PhoneOffice['desk']>>) {
  const call = office.callIn(driver);
  const ringing = await desk.ring();
  const callId = ringing.parameters['callId'] ?? '';
  await ringing.answer();
  await office.expectRoom(callId).toEqual(['desk:dana', 'party:caller']);
  return { call, callId, leg: ringing.callSid };
}

async function dialled(office: PhoneOffice, desk: Awaited<ReturnType<PhoneOffice['desk']>>) {
  const callId = randomUUID();
  const { connect } = await office.client().beginCall({ callId, target: { type: 'number', number: driver } });
  return { callId, leg: await desk.dial(connect.params) };
}

describe('the call flow, played by the sandbox', () => {
  it('rings all desks of the group, gives the call to the first that answers, and tells the other where it went', async () => {
    const office = await openPhoneOffice();
    const [dana, sam] = [await office.desk('dana'), await office.desk('sam')];
    const call = office.callIn(driver);
    const [atDana, atSam] = [await dana.ring(), await sam.ring()];
    expect(atDana.parameters).toMatchObject({ from: driver, deskRing: '1' });
    const callId = atDana.parameters['callId'] ?? '';
    expect(await office.live()).toMatchObject([{ id: callId, direction: 'incoming', phase: 'ringing' }]);

    await atSam.answer();
    await dana.take('cancel', atDana.callSid);
    await office.expectRoom(callId).toEqual(['desk:sam', 'party:caller']);
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ phase: 'active', desk: 'sam', joinedDesks: ['sam'], ringingDesks: [] }]);

    sam.hangUp(atSam.callSid);
    await expect.poll(async () => (await office.live()).length, waitFor).toBe(1);
    call.report({ kind: 'hung-up' });
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'answeredElsewhere', desk: 'sam', number: driver });
  });

  it('has one winner when both answer in the same moment, and hangs up on the other', async () => {
    const office = await openPhoneOffice();
    const [dana, sam] = [await office.desk('dana'), await office.desk('sam')];
    office.callIn(driver);
    const [atDana, atSam] = [await dana.ring(), await sam.ring()];
    const callId = atDana.parameters['callId'] ?? '';
    await Promise.all([atDana.answer(), atSam.answer()]);
    await expect.poll(() => office.labels(callId).length, waitFor).toBe(2);
    const [winner] = office.labels(callId);
    if (winner === 'desk:dana') await sam.take('hangup', atSam.callSid);
    else await dana.take('hangup', atDana.callSid);
    expect(await office.live()).toMatchObject([{ phase: 'active' }]);
  });

  it('rings the driver of a desk that connected before its call was booked, and nobody before that', async () => {
    const office = await openPhoneOffice();
    const dana = await office.desk('dana');
    const callId = randomUUID();
    const dialled = dana.dial({ intent: 'call', callId });
    await expect.poll(() => office.sandbox.exchange.calls().length, waitFor).toBe(1);
    expect(await office.live()).toEqual([]);
    await office.client().beginCall({ callId, target: { type: 'number', number: driver } });
    await dialled;
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
  });

  it('calls the driver into the room of the desk that dials, and ends for both when a person hangs up', async () => {
    const office = await openPhoneOffice();
    const dana = await office.desk('dana');
    const { callId, leg } = await dialled(office, dana);
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ phase: 'active', parties: [{ role: 'callee', address: driver, state: 'joined' }] }]);

    await report(office, callId, { kind: 'hungUp' });
    dana.hangUp(leg);
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'answered', number: driver });
    expect(office.room(callId)?.facts().reasonEnded).toBe('conference-ended-via-api');
  });

  it.each([
    ['busy', 'busy'],
    ['declines', 'busy'],
    ['unreachable', 'noAnswer'],
  ] as const)('ends the call of a desk whose driver is %s, and says so', async (behavior, outcome) => {
    const office = await openPhoneOffice();
    const dana = await office.desk('dana');
    office.sandbox.telephones.phones.change(driver, { behavior });
    const { callId, leg } = await dialled(office, dana);
    await dana.take('hangup', leg);
    await expect.poll(() => office.logged(callId), waitFor).toMatchObject({ phase: 'ended', outcome });
  });

  it('stops calling a driver when the desk gives up while it rings', async () => {
    const office = await openPhoneOffice();
    const dana = await office.desk('dana');
    office.sandbox.telephones.phones.change(driver, { behavior: 'never-answers' });
    const { callId, leg } = await dialled(office, dana);
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ phase: 'ringing', parties: [{ state: 'ringing' }] }]);
    await report(office, callId, { kind: 'hungUp' });
    dana.hangUp(leg);
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'cancelled' });
    await expect
      .poll(() => office.sandbox.exchange.calls().filter((call) => call.isLive()).length, waitFor)
      .toBe(0);
  });

  it('lets a caller whose desk was lost wait with music while desks ring again, and gives him to the next', async () => {
    const office = await openPhoneOffice();
    const [dana, sam] = [await office.desk('dana'), await office.desk('sam')];
    const { callId } = await answered(office, dana);
    await sam.ring();
    dana.cut();
    await office.expectRoom(callId).toEqual(['party:caller held']);
    const again = await sam.ring();
    expect(again.parameters['callId']).toBe(callId);
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ phase: 'ringing', parties: [{ isHeld: true }] }]);
    await again.answer();
    await office.expectRoom(callId).toEqual(['desk:sam', 'party:caller']);
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ phase: 'active', joinedDesks: ['sam'], parties: [{ isHeld: false }] }]);
  });

  it('rings ten desks at once and then the others, until one of them answers', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `desk${String(index + 1).padStart(2, '0')}`);
    const office = await openPhoneOffice({ identity: 'desk01', deskGroup: names, ringSeconds: 2 });
    const desks = await Promise.all(names.map((name) => office.desk(name)));
    office.callIn(driver);
    const first = await Promise.all(desks.slice(0, 10).map((desk) => desk.ring()));
    const [eleventh, twelfth] = desks.slice(10);
    expect([eleventh?.has('invite'), twelfth?.has('invite')]).toEqual([false, false]);
    const callId = first[0]?.parameters['callId'] ?? '';
    // Nobody answers: it is the turn of the two who have waited.
    const [atEleventh] = await Promise.all([eleventh!.ring(), twelfth!.ring()]);
    expect(atEleventh.parameters['callId']).toBe(callId);
    await atEleventh.answer();
    await office.expectRoom(callId).toEqual(['desk:desk11', 'party:caller']);
  });

  it('puts one desk through to another', async () => {
    const office = await openPhoneOffice();
    const [dana, sam] = [await office.desk('dana'), await office.desk('sam')];
    const callId = randomUUID();
    const target = { type: 'desk', identity: 'sam' } as const;
    const { connect } = await office.client().beginCall({ callId, target });
    const leg = await dana.dial(connect.params);
    const atSam = await sam.ring();
    expect(atSam.parameters).toMatchObject({ callId, from: 'client:dana' });
    await atSam.answer();
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
    await expect
      .poll(() => office.live(), waitFor)
      .toMatchObject([{ phase: 'active', party: { kind: 'desk', name: 'sam' } }]);
    sam.hangUp(atSam.callSid);
    await dana.take('hangup', leg);
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'answered', number: null });
  });

  it('rejects a number that is blocked, and logs it', async () => {
    const office = await openPhoneOffice();
    await office.client().blockNumber({ number: driver, reason: 'spam' });
    const call = office.callIn(driver);
    expect((await call.ended).startedAtMs).toBeNull();
    const { calls } = await office.client().listCalls({});
    expect(calls).toMatchObject([{ number: driver, phase: 'ended', outcome: 'blocked' }]);
  });

  it('logs a caller who gives up as missed, and stops ringing', async () => {
    const office = await openPhoneOffice();
    const dana = await office.desk('dana');
    const call = office.callIn(driver);
    const ringing = await dana.ring();
    call.report({ kind: 'hung-up' });
    await dana.take('cancel', ringing.callSid);
    await expect
      .poll(() => office.logged(ringing.parameters['callId'] ?? ''), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'missed' });
  });

  it('says that nobody is there when every desk has declined', async () => {
    const office = await openPhoneOffice();
    const [dana, sam] = [await office.desk('dana'), await office.desk('sam')];
    const call = office.callIn(driver);
    const [atDana, atSam] = [await dana.ring(), await sam.ring()];
    await report(office, atDana.parameters['callId'] ?? '', { kind: 'declined' });
    atDana.decline();
    atSam.decline();
    await call.ended;
    await expect
      .poll(() => office.logged(atDana.parameters['callId'] ?? ''), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'declined' });
  });

  it('refuses webhooks that the telephone service has not signed', async () => {
    const office = await openPhoneOffice();
    const voiceUrl = [...office.sandbox.account.applications.values()][0]?.voice?.url ?? '';
    const response = await fetch(voiceUrl, {
      method: 'POST',
      body: new URLSearchParams({ From: driver, To: '+13125550100', CallSid: 'CA1' }),
      headers: { 'x-twilio-signature': 'forged' },
    });
    expect(response.status).toBe(403);
    expect((await office.client().listCalls({})).calls).toEqual([]);
  });
});
