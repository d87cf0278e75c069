import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openPhoneOffice, waitFor } from './office-rig.ts';
import { createPhoneRig } from './rig.ts';

const driver = '+13125550142';

async function incoming() {
  const office = await openPhoneOffice();
  const [dana, sam] = [await office.desk('dana'), await office.desk('sam')];
  const call = office.callIn(driver);
  const [atDana, atSam] = [await dana.ring(), await sam.ring()];
  return { office, dana, sam, call, atDana, atSam, callId: atDana.parameters['callId'] ?? '' };
}

const kinds = async (office: Awaited<ReturnType<typeof openPhoneOffice>>, callId: string) =>
  (await office.client().getCall({ callId })).events.map(({ event }) => event.kind);

describe('calls without an end, after a start', () => {
  it('are taken up again when they live, and what happens afterwards is heard', async () => {
    const { office, atDana, call, callId } = await incoming();
    await atDana.answer();
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:caller']);
    await office.restart();
    await expect.poll(() => kinds(office, callId), waitFor).toContain('foundAlive');
    expect(await office.live()).toMatchObject([{ id: callId, phase: 'active', joinedDesks: ['dana'] }]);
    await office.client().holdCall({ callId, isHeld: true });
    call.report({ kind: 'hung-up' });
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'answered' });
  });

  it('ring desks again when they waited for one', async () => {
    const { office, atDana, atSam, callId } = await incoming();
    atDana.decline();
    atSam.decline();
    const lee = await office.desk('lee');
    await office.restart({
      policy: { ...office.configuration.policy, identity: 'lee', deskGroup: ['lee'] },
    });
    const ringing = await lee.ring();
    expect(ringing.parameters['callId']).toBe(callId);
    await ringing.answer();
    await office.expectRoom(callId).toEqual(['desk:lee', 'party:caller']);
  });

  it('are interrupted when the telephone service knows them as over', async () => {
    const { office, atDana, callId } = await incoming();
    await atDana.answer();
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:caller']);
    await office.restart({}, () => office.room(callId)?.end());
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'interrupted' });
  });
});

describe('calls without an end, when the account is taken away', () => {
  it('are interrupted at once', async () => {
    const { office, atDana, callId } = await incoming();
    await atDana.answer();
    await office.expectRoom(callId).toEqual(['desk:dana', 'party:caller']);
    const { phone } = office.core();
    // A hub that has not been heard of yet may have one: that is no reason to give a call up.
    phone.configure({ ...office.configuration, account: null }, true);
    await office.core().client.holdCall({ callId, partyId: null, isHeld: true });
    expect(await office.logged(callId)).toMatchObject({ phase: 'active', outcome: null });
    phone.configure({ ...office.configuration, account: null });
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'interrupted' });
    expect(await office.live()).toEqual([]);
  });

  it('are interrupted at the next start where it was taken away before', async () => {
    const rig = createPhoneRig();
    const { client } = await rig.running();
    const callId = randomUUID();
    await client.beginCall({ callId, target: { type: 'number', number: driver } });
    await rig.restart({ account: null });
    const { client: next } = await rig.running();
    await expect
      .poll(async () => (await next.getCall({ callId })).call, waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'interrupted' });
  });
});

describe('a desk whose calls another serves', () => {
  it('logs a call that a colleague answered as answered elsewhere', async () => {
    const { office, sam, atDana, atSam, callId } = await incoming();
    const second = await openPhoneOffice(
      { servesCallFlow: false, identity: 'sam' },
      { account: office.configuration.account },
    );
    const tell = (event: Parameters<typeof second.report>[1]) => second.report(callId, event);
    await tell({ kind: 'offered', from: driver, to: null, callSid: atSam.callSid });
    await atDana.answer();
    await sam.take('cancel', atSam.callSid);
    await tell({ kind: 'cancelled' });
    await expect
      .poll(() => second.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'answeredElsewhere', desk: 'dana' });
  });

  it('ends the call for the driver when a person hangs up there', async () => {
    const office = await openPhoneOffice();
    const second = await openPhoneOffice(
      { servesCallFlow: false, identity: 'sam' },
      { account: office.configuration.account },
    );
    const sam = await office.desk('sam');
    const call = office.callIn(driver);
    const atSam = await sam.ring();
    const callId = atSam.parameters['callId'] ?? randomUUID();
    await second.report(callId, { kind: 'offered', from: driver, to: null, callSid: atSam.callSid });
    await atSam.answer();
    await second.report(callId, { kind: 'accepted', callSid: atSam.callSid });
    await office.expectRoom(callId).toEqual(['desk:sam', 'party:caller']);
    await second.report(callId, { kind: 'hungUp' });
    sam.hangUp(atSam.callSid);
    await call.ended;
    await expect
      .poll(() => second.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'answered' });
    await expect
      .poll(() => office.logged(callId), waitFor)
      .toMatchObject({ phase: 'ended', outcome: 'answeredElsewhere' });
  });
});
