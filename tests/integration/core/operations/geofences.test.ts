import { describe, expect, it } from 'vitest';
import type { AddressFact } from '../../../../src-main/core/operations/telematics/facts.ts';
import { settle } from '../../../support/manual-clock.ts';
import { addressOf, draftOf, kindsOf, open, startMs, yard } from './geofences-rig.ts';

describe('a truck at a geofence', () => {
  it('is reported when it comes and when it goes, with the stay between', async () => {
    const desk = await open();
    const { id } = await desk.client.saveGeofence({ id: null, draft: draftOf() });
    await desk.drive([0, 2_000]);
    await desk.drive([60, 100]);
    expect((await desk.presence()).inside).toEqual([
      { geofenceId: id, vehicleId: 'truck', sinceMs: startMs + 60_000, isEntrySeen: true },
    ]);
    await desk.drive([120, 900]);
    expect(kindsOf(desk.incidents)).toEqual(['geofenceEntered', 'geofenceExited']);
    expect(desk.incidents[1]).toMatchObject({
      happenedAtMs: startMs + 120_000,
      place: 'Omaha yard',
      details: { geofenceId: id, dwellMs: 60_000 },
    });
    const visits = await desk.client.getGeofenceVisits({
      geofenceId: id,
      vehicleId: null,
      fromMs: startMs,
      toMs: startMs + 1_000_000,
    });
    expect(visits).toMatchObject([
      { vehicleId: 'truck', enteredAtMs: startMs + 60_000, exitedAtMs: startMs + 120_000, isEntrySeen: true },
    ]);
    expect((await desk.presence()).events.map(({ kind }) => kind)).toEqual(['exited', 'entered']);
  });

  it('does not come in again when the program is restarted, and what it did meanwhile is found in order', async () => {
    const desk = await open();
    await desk.client.saveGeofence({ id: null, draft: draftOf() });
    await desk.drive([0, 2_000], [60, 100]);
    const again = await desk.reopen();
    await again.drive([65, 110]);
    expect(again.incidents).toEqual([]);
    expect((await again.presence()).inside).toMatchObject([{ sinceMs: startMs + 60_000, isEntrySeen: true }]);
    // One page after a night without network: out, in and out again.
    const third = await again.reopen();
    await third.drive([600, 2_000], [1_200, 50], [1_800, 2_000]);
    expect(third.incidents.map(({ kind, happenedAtMs }) => [kind, happenedAtMs - startMs])).toEqual([
      ['geofenceExited', 600_000],
      ['geofenceEntered', 1_200_000],
      ['geofenceExited', 1_800_000],
    ]);
  });

  it('fires nothing for late fixes and pages that come twice', async () => {
    const desk = await open();
    await desk.client.saveGeofence({ id: null, draft: draftOf() });
    await desk.drive([0, 2_000]);
    await desk.drive([100, 2_000]);
    await desk.drive([50, 0], [60, 0]);
    await desk.drive([0, 2_000], [50, 0], [100, 2_000]);
    expect(desk.incidents).toEqual([]);
  });

  it('is inside a geofence drawn around it at once, without an alarm, and leaves it with one', async () => {
    const desk = await open();
    await desk.drive([0, 50]);
    const { id } = await desk.client.saveGeofence({ id: null, draft: draftOf() });
    expect((await desk.presence()).inside).toMatchObject([{ geofenceId: id, isEntrySeen: false }]);
    expect(desk.incidents).toEqual([]);
    await desk.drive([30, 700]);
    expect(kindsOf(desk.incidents)).toEqual(['geofenceExited']);
    expect(desk.incidents[0]?.details.dwellMs).toBeNull();
  });

  it('that stands too long is told of by the clock, and that it is over when it leaves', async () => {
    const desk = await open();
    desk.telematics.reportFeed({ state: 'live', lastSuccessAtMs: startMs, clockOffsetMs: 0 });
    await desk.client.saveGeofence({
      id: null,
      draft: draftOf({ alertsOnEntry: false, alertsOnExit: false, dwellLimitMinutes: 1, speedLimitMph: 15 }),
    });
    await desk.drive([0, 2_000, 0], [10, 10, 0]);
    for (let second = 15; second <= 90; second += 15) {
      desk.telematics.reportFeed({
        state: 'live',
        lastSuccessAtMs: desk.clock.nowMs(),
        clockOffsetMs: 0,
      });
      await desk.clock.advance(15_000);
    }
    expect(kindsOf(desk.incidents)).toEqual(['geofenceDwelled open']);
    const [dwelled] = desk.incidents;
    expect(dwelled?.happenedAtMs).toBe(startMs + 70_000);
    await desk.drive([95, 20, 30], [100, 40, 30]);
    await desk.drive([110, 900, 30]);
    expect(kindsOf(desk.incidents)).toEqual([
      'geofenceDwelled open',
      'geofenceSpeeding open',
      'geofenceDwelled',
      'geofenceSpeeding',
    ]);
    expect(desk.incidents[2]?.key).toBe(dwelled?.key);
    expect(desk.incidents[3]?.key).toBe(desk.incidents[1]?.key);
  });

  it('is told of again when telling failed', async () => {
    const desk = await open();
    await desk.client.saveGeofence({ id: null, draft: draftOf() });
    await desk.drive([0, 2_000], [60, 100]);
    await desk.database.db.updateTable('geofence_event').set({ is_reported: 0 }).execute();
    const again = await desk.reopen();
    await again.clock.advance(2_000);
    expect(kindsOf(again.incidents)).toEqual(['geofenceEntered']);
    expect(again.incidents[0]?.key).toBe(desk.incidents[0]?.key);
  });
});

describe('a geofence', () => {
  it('is refused with the reason when its area makes no sense', async () => {
    const desk = await open();
    const area = {
      kind: 'polygon',
      vertices: [
        yard,
        { latitude: 41.26, longitude: -95.92 },
        { latitude: 41.26, longitude: -95.93 },
        { latitude: 41.25, longitude: -95.92 },
      ],
    } as const;
    await expect(desk.client.saveGeofence({ id: null, draft: draftOf({ area }) })).rejects.toMatchObject({
      code: 'geofences/invalid-area',
      data: { problem: 'selfCrossing' },
    });
    expect(await desk.list()).toEqual([]);
  });

  it('survives a restart, and can be deleted and taken back', async () => {
    const desk = await open();
    const { id } = await desk.client.saveGeofence({ id: null, draft: draftOf({ tags: ['Dry van'] }) });
    const again = await desk.reopen();
    expect(await again.list()).toMatchObject([{ id, tags: ['Dry van'], sync: { state: 'localOnly' } }]);
    await again.client.deleteGeofence({ id });
    expect(await again.list()).toEqual([]);
    await again.client.restoreGeofence({ id });
    expect(await again.list()).toMatchObject([{ id }]);
    await expect(again.client.deleteGeofence({ id: 'nothing' })).rejects.toMatchObject({
      code: 'geofences/unknown',
    });
  });

  it('that is shared is sent, changed and deleted there too, and waits while the vendor is away', async () => {
    const desk = await open();
    desk.vendor.setDown(true);
    const { id } = await desk.client.saveGeofence({ id: null, draft: draftOf({ isShared: true }) });
    await settle();
    expect(await desk.list()).toMatchObject([
      { id, sync: { state: 'sending', failure: { code: 'samsara/unreachable' } } },
    ]);
    desk.vendor.setDown(false);
    await desk.clock.advance(11_000);
    expect(await desk.list()).toMatchObject([{ id, sync: { state: 'inSync' } }]);
    expect([...desk.vendor.addresses.values()]).toMatchObject([{ name: 'Omaha yard', type: 'yard' }]);
    await desk.client.saveGeofence({ id, draft: draftOf({ isShared: true, name: 'Omaha yard 2' }) });
    await settle();
    await desk.clock.advance(2_000);
    expect([...desk.vendor.addresses.values()]).toMatchObject([{ name: 'Omaha yard 2' }]);
    expect(await desk.list()).toMatchObject([{ sync: { state: 'inSync' } }]);
    await desk.client.deleteGeofence({ id });
    await settle();
    expect(desk.vendor.addresses.size).toBe(1);
    await desk.clock.advance(12_000);
    expect(desk.vendor.addresses.size).toBe(0);
    expect(await desk.list()).toEqual([]);
  });

  it('of Samsara is shown without being stored, is taken over when touched, and only what is shared is sent', async () => {
    const desk = await open();
    const address = addressOf('77', { name: 'Dock 7' });
    desk.vendor.addresses.set('77', address);
    await desk.telematics.putAddresses({ items: [address], isComplete: true });
    await settle();
    expect(await desk.list()).toMatchObject([
      { id: '77', name: 'Dock 7', sync: { state: 'inSync' }, updatedAtMs: null },
    ]);
    await desk.client.saveGeofence({
      id: '77',
      draft: draftOf({ name: 'Dock 7', isShared: true, dwellLimitMinutes: 30 }),
    });
    await desk.clock.advance(2_000);
    expect(desk.vendor.calls).toEqual([]);
    expect(await desk.list()).toMatchObject([{ id: '77', dwellLimitMinutes: 30, sync: { state: 'inSync' } }]);
  });

  it('takes over what only Samsara changed, and asks when both did', async () => {
    const desk = await open();
    const address = addressOf('77', { name: 'Dock 7' });
    const put = async (next: AddressFact) => {
      desk.vendor.addresses.set('77', next);
      await desk.telematics.putAddresses({ items: [next], isComplete: true });
      await settle();
    };
    await put(address);
    await desk.client.saveGeofence({
      id: '77',
      draft: draftOf({ name: 'Dock 7', isShared: true, dwellLimitMinutes: 30 }),
    });
    await put({ ...address, name: 'Dock seven' });
    expect(await desk.list()).toMatchObject([
      { name: 'Dock seven', dwellLimitMinutes: 30, sync: { state: 'inSync' } },
    ]);

    // Changed there while we did not know, and here.
    desk.vendor.addresses.set('77', { ...address, name: 'Dock VII' });
    await desk.client.saveGeofence({ id: '77', draft: draftOf({ name: 'Our dock', isShared: true }) });
    await settle();
    expect(desk.vendor.calls).toEqual([]);
    expect(await desk.list()).toMatchObject([
      {
        name: 'Our dock',
        sync: { state: 'conflict', mine: { name: 'Our dock' }, theirs: { name: 'Dock VII' } },
      },
    ]);
    await desk.client.resolveGeofenceConflict({ id: '77', keep: 'mine' });
    await settle();
    await desk.clock.advance(2_000);
    expect(desk.vendor.addresses.get('77')?.name).toBe('Our dock');
    expect(await desk.list()).toMatchObject([{ sync: { state: 'inSync' } }]);
  });

  it('that Samsara deleted while it has rules here is a conflict; theirs means it goes', async () => {
    const desk = await open();
    const address = addressOf('77');
    desk.vendor.addresses.set('77', address);
    await desk.telematics.putAddresses({ items: [address], isComplete: true });
    await settle();
    await desk.client.saveGeofence({
      id: '77',
      draft: draftOf({ name: address.name, isShared: true, speedLimitMph: 10 }),
    });
    desk.vendor.addresses.delete('77');
    await desk.telematics.putAddresses({ items: [], isComplete: true });
    await settle();
    expect(await desk.list()).toMatchObject([{ sync: { state: 'conflict', theirs: null } }]);
    await desk.client.resolveGeofenceConflict({ id: '77', keep: 'theirs' });
    expect(await desk.list()).toEqual([]);
  });

  it('stays here alone, and is sent nowhere, when another account is connected', async () => {
    const desk = await open();
    const { id } = await desk.client.saveGeofence({ id: null, draft: draftOf({ isShared: true }) });
    await settle();
    await desk.clock.advance(2_000);
    const sentCount = desk.vendor.calls.length;
    await desk.telematics.clear();
    await settle();
    expect(await desk.list()).toMatchObject([{ id, isShared: false, sync: { state: 'localOnly' } }]);
    await desk.clock.advance(60_000);
    expect(desk.vendor.calls.length).toBe(sentCount);
  });
});
