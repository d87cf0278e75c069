import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../../../src-main/core/operations/twilio/calls/contract.ts';
import { createPhoneRig, driver, startMs } from './rig.ts';

const number = '+15125550123';
const target = { type: 'number' as const, number: '(512) 555-0123' };

const reported = (callId: string, event: DeskEvent, timeMs = startMs, eventId: string = randomUUID()) => ({
  callId,
  eventId,
  timeMs,
  event,
});

describe('calls', () => {
  it('books a call once, however often it is asked, with the one driver who has that number', async () => {
    const rig = createPhoneRig([driver('d1', 'Ana Ruiz', '512-555-0123')]);
    const { client } = await rig.running();
    const callId = randomUUID();

    const first = await client.beginCall({ callId, target });
    const second = await client.beginCall({ callId, target: { type: 'number', number } });

    expect(second).toEqual(first);
    expect(first.call).toMatchObject({
      number,
      numberText: '(512) 555-0123',
      party: { kind: 'driver', id: 'd1', name: 'Ana Ruiz' },
      phase: 'dialling',
      ownNumber: '+15125550100',
    });
    expect(first.connect.params).toEqual({
      intent: 'call',
      callId,
      target: number,
      ownNumber: '+15125550100',
    });
    await expect(
      client.beginCall({ callId, target: { type: 'number', number: '+15125550199' } }),
    ).rejects.toMatchObject({ code: 'phone/call-id-taken' });
    expect((await client.listCalls({})).calls).toHaveLength(1);
  });

  it('shows two people with one number as two, and takes the one a person chooses', async () => {
    const rig = createPhoneRig([driver('d1', 'Ana Ruiz', number), driver('d2', 'Bo Reed', number)]);
    const { client } = await rig.running();
    const callId = randomUUID();
    const { call } = await client.beginCall({ callId, target });
    expect(call).toMatchObject({ party: null, matchCount: 2 });
    const card = await client.getCallerCard({ number });
    expect(card.matches.map(({ name }) => name)).toEqual(['Ana Ruiz', 'Bo Reed']);

    const chosen = await client.wrapUpCall({
      callId,
      party: { kind: 'driver', id: 'd2' },
      note: 'Will be late',
    });
    expect(chosen.party).toEqual({ kind: 'driver', id: 'd2', name: 'Bo Reed' });
    const byName = await client.listCalls({ search: 'ree' });
    const byNote = await client.listCalls({ search: 'late will' });
    const byDigits = await client.listCalls({ search: '0123' });
    const byLongWord = await client.listCalls({ search: 'REED 5125550123' });
    for (const page of [byName, byNote, byDigits, byLongWord])
      expect(page.calls.map(({ id }) => id)).toEqual([callId]);
    expect((await client.listCalls({ search: 'ruiz' })).calls).toEqual([]);
  });

  it('takes events in any order and twice, and keeps them over a restart', async () => {
    const rig = createPhoneRig();
    let { client } = await rig.running();
    const callId = randomUUID();
    await client.beginCall({ callId, target });
    const accepted = reported(callId, { kind: 'accepted', callSid: 'CA1' }, startMs + 3_000);
    const left = reported(callId, { kind: 'hungUp' }, startMs + 63_000);
    expect(await client.recordCallEvents({ events: [left, accepted, accepted] })).toEqual({
      recordedCount: 2,
      unknownCallIds: [],
    });
    expect(await client.recordCallEvents({ events: [accepted] })).toMatchObject({ recordedCount: 0 });

    ({ client } = await rig.restart());
    const { call, events } = await client.getCall({ callId });
    expect(call).toMatchObject({ phase: 'ended', outcome: 'answered', talkMs: 60_000 });
    expect(events.map(({ event }) => event.kind)).toEqual(['begun', 'accepted', 'hungUp']);
  });

  it('knows a call that rings from elsewhere by its offer, and leaves out what it never heard of', async () => {
    const rig = createPhoneRig([driver('d1', 'Ana Ruiz', number)]);
    const { client } = await rig.running();
    const callId = randomUUID();
    const unknown = randomUUID();
    const live = client.watchLiveCalls();
    const calls = await live;
    expect((await calls.next()).value).toEqual([]);

    const result = await client.recordCallEvents({
      events: [
        reported(unknown, { kind: 'hungUp' }),
        reported(callId, { kind: 'offered', from: number, to: '+15125550100', callSid: 'CA1' }),
      ],
    });
    expect(result).toEqual({ recordedCount: 1, unknownCallIds: [unknown] });
    rig.clock.advance(1_000);
    expect((await calls.next()).value).toMatchObject([
      { id: callId, direction: 'incoming', phase: 'ringing', ownLeg: 'offered', party: { name: 'Ana Ruiz' } },
    ]);
    await calls.return?.(undefined);
  });

  it('counts a missed call as returned once somebody spoke with that number', async () => {
    const rig = createPhoneRig();
    const { client } = await rig.running();
    const missed = randomUUID();
    await client.recordCallEvents({
      events: [
        reported(missed, { kind: 'offered', from: number, to: null, callSid: null }),
        reported(missed, { kind: 'cancelled' }, startMs + 20_000),
      ],
    });
    expect(await client.countUnreturnedCalls({ sinceMs: 0 })).toEqual({ count: 1 });
    expect((await client.listCalls({ isUnreturned: true })).calls).toHaveLength(1);

    rig.clock.advance(60_000);
    const callId = randomUUID();
    await client.beginCall({ callId, target });
    await client.recordCallEvents({
      events: [reported(callId, { kind: 'accepted', callSid: null }, startMs + 61_000)],
    });
    expect(await client.countUnreturnedCalls({ sinceMs: 0 })).toEqual({ count: 0 });
    const { calls } = await client.listCalls({ outcomes: ['missed'] });
    expect(calls).toMatchObject([{ id: missed, isReturned: true }]);
  });

  it('refuses what is no number, and a caller id that is none of ours', async () => {
    const { client } = await createPhoneRig().running();
    await expect(
      client.beginCall({ callId: randomUUID(), target: { type: 'number', number: '12' } }),
    ).rejects.toMatchObject({ code: 'phone/invalid-number' });
    await expect(
      client.beginCall({ callId: randomUUID(), target, ownNumber: '+15125550111' }),
    ).rejects.toMatchObject({ code: 'phone/unknown-caller-id' });
  });

  it('mints a token for this desk and its application alone, good for an hour', async () => {
    const { client } = await createPhoneRig().running();
    const { token, expiresAtMs } = await client.getVoiceToken();
    const [, payload = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    expect(claims.grants).toEqual({
      identity: 'dana',
      voice: { incoming: { allow: true }, outgoing: { application_sid: `AP${'3'.repeat(32)}` } },
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3_600);
    expect(expiresAtMs).toBe(startMs + 3_600_000);
  });

  it('keeps contacts, takes a speed dial key over, and blocks numbers', async () => {
    const { client } = await createPhoneRig().running();
    const draft = { contactId: null, company: 'Acme', speedDial: 1 };
    const yard = await client.saveContact({ ...draft, name: 'Yard', number: '512 555 0170' });
    await client.saveContact({ ...draft, name: 'Gate', number: '512 555 0171' });
    const contacts = await client.watchContacts();
    const first = await contacts.next();
    expect(first.value).toMatchObject([
      { name: 'Gate', speedDial: 1 },
      { name: 'Yard', speedDial: null, numberText: '(512) 555-0170' },
    ]);
    await contacts.return?.(undefined);
    await client.blockNumber({ number: yard.number, reason: 'spam' });
    expect(await client.getCallerCard({ number: yard.number })).toMatchObject({
      isBlocked: true,
      matches: [{ kind: 'contact', name: 'Yard' }],
    });
    await client.unblockNumber({ number: yard.number });
    expect(await client.listBlockedNumbers()).toEqual([]);
  });

  it('finds a call that lies behind many others that do not fit, and turns pages among them', async () => {
    const { client } = await createPhoneRig().running();
    const callIds = Array.from({ length: 400 }, () => randomUUID());
    for (let first = 0; first < callIds.length; first += 100) {
      const portion = callIds.slice(first, first + 100);
      await client.recordCallEvents({
        events: portion.map((callId, index) =>
          reported(
            callId,
            { kind: 'offered', from: number, to: null, callSid: null },
            startMs + (first + index) * 1_000,
          ),
        ),
      });
    }
    const [oldest = '', second = ''] = callIds;
    for (const callId of [oldest, second]) await client.wrapUpCall({ callId, note: 'Gate code changed' });
    const asked = { number, hasNote: true };
    const all = await client.listCalls(asked);
    expect(all).toMatchObject({ calls: [{ id: second }, { id: oldest }], nextCursor: null });
    const { calls, nextCursor } = await client.listCalls({ ...asked, countMax: 1 });
    expect(calls.map(({ id }) => id)).toEqual([second]);
    const next = await client.listCalls({ ...asked, countMax: 1, cursor: nextCursor });
    expect(next).toMatchObject({ calls: [{ id: oldest }], nextCursor: null });
  });
});
