import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPhoneOffice, waitFor, type PhoneOffice } from './office-rig.ts';

const driver = '+13125550142';
const key = (fill: number, isSessionOnly = false) => ({
  recordingKey: { base64: Buffer.alloc(32, fill).toString('base64'), isSessionOnly },
});

async function speaking(policy: Parameters<typeof openPhoneOffice>[0], change = key(7)) {
  const office = await openPhoneOffice(policy, change);
  const dana = await office.desk('dana');
  const callId = randomUUID();
  const { connect } = await office.client().beginCall({ callId, target: { type: 'number', number: driver } });
  await dana.dial(connect.params);
  await office.expectRoom(callId).toEqual(['desk:dana', 'party:callee']);
  return { office, callId };
}

const stateOf = (office: PhoneOffice, callId: string) => async () =>
  (await office.client().listRecordings({ callId })).map(({ state }) => state);

async function listen(office: PhoneOffice, recordingId: string): Promise<Buffer> {
  const { partCount } = await office.client().openRecording({ recordingId });
  const parts: Buffer[] = [];
  for (let part = 0; part < partCount; part += 1) {
    const { base64 } = await office.client().readRecordingPart({ recordingId, part });
    parts.push(Buffer.from(base64, 'base64'));
  }
  return Buffer.concat(parts);
}

describe('recordings', () => {
  it('are made on demand after a notice, paused, fetched in two channels, and kept sealed', async () => {
    const { office, callId } = await speaking({ recording: 'onDemand' });
    const client = office.client();
    await client.setRecording({ callId, action: 'start' });
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ recording: 'recording' }]);
    await client.setRecording({ callId, action: 'pause' });
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ recording: 'paused' }]);
    await client.setRecording({ callId, action: 'resume' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await client.hangUpCall({ callId });
    await expect.poll(stateOf(office, callId), waitFor).toEqual(['stored']);

    const [recording] = await client.listRecordings({ callId });
    const wav = await listen(office, recording!.id);
    expect(wav.length).toBe(recording!.bytes);
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(wav.readUInt16LE(22)).toBe(2);
    const [sealed] = readdirSync(join(office.folder, 'recordings'));
    expect(readFileSync(join(office.folder, 'recordings', sealed!)).includes(wav.subarray(0, 64))).toBe(
      false,
    );

    const [listened] = await client.listRecordings({ callId });
    expect(listened!.listens).toMatchObject([{ by: 'dana' }]);
    expect((await client.listCalls({ hasRecording: true })).calls.map(({ id }) => id)).toEqual([callId]);

    await client.deleteRecording({ recordingId: recording!.id });
    expect(readdirSync(join(office.folder, 'recordings'))).toEqual([]);
    expect(office.sandbox.exchange.recordings()).toEqual([]);
    await expect(client.openRecording({ recordingId: recording!.id })).rejects.toMatchObject({
      code: 'phone/recording-unavailable',
    });
    expect((await client.listCalls({ hasRecording: true })).calls).toEqual([]);
  });

  it('begin by themselves where the policy says so, and once only', async () => {
    const { office, callId } = await speaking({ recording: 'always' });
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ recording: 'recording' }]);
    await office.client().hangUpCall({ callId });
    await expect.poll(stateOf(office, callId), waitFor).toEqual(['stored']);
  });

  it('are refused where the policy forbids them', async () => {
    const { office, callId } = await speaking({ recording: 'never' });
    await expect(office.client().setRecording({ callId, action: 'start' })).rejects.toMatchObject({
      code: 'phone/recording-forbidden',
    });
  });

  it('are fetched again when the key that sealed them is gone', async () => {
    const { office, callId } = await speaking({ recording: 'always' }, key(1, true));
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ recording: 'recording' }]);
    await office.client().hangUpCall({ callId });
    await expect.poll(stateOf(office, callId), waitFor).toEqual(['stored']);
    const [recording] = await office.client().listRecordings({ callId });
    const heard = await listen(office, recording!.id);

    await office.restart(key(2, true));
    await expect(office.client().openRecording({ recordingId: recording!.id })).rejects.toMatchObject({
      code: 'phone/recording-unavailable',
    });
    await expect.poll(stateOf(office, callId), waitFor).toEqual(['stored']);
    expect((await listen(office, recording!.id)).equals(heard)).toBe(true);
  });

  it('are deleted here and at the vendor when their time is over', async () => {
    const { office, callId } = await speaking({ recording: 'always', recordingKeptDays: 0 });
    await expect.poll(() => office.live(), waitFor).toMatchObject([{ recording: 'recording' }]);
    await office.client().hangUpCall({ callId });
    await expect.poll(stateOf(office, callId), waitFor).toEqual(['stored']);
    expect(readdirSync(join(office.folder, 'recordings'))).toHaveLength(1);
    await office.restart();
    await expect.poll(stateOf(office, callId), waitFor).toEqual(['deleted']);
    expect(readdirSync(join(office.folder, 'recordings'))).toEqual([]);
    expect(office.sandbox.exchange.recordings()).toEqual([]);
    expect((await office.logged(callId)).recordingCount).toBe(0);
  });
});
