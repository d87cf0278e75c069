import { describe, expect, it } from 'vitest';
import type { DutyClockFact, VehicleFact } from '../../../../src-main/core/operations/telematics/index.ts';
import { baseMs, emptyReadings, fixAt } from '../../../unit/core/operations/telematics/readings-fixture.ts';
import { settle } from '../../../support/manual-clock.ts';
import { createFramesPort, firstOf, openTelematics, snapshotOf } from './telematics-rig.ts';

const vehicle = (id: string, its: Partial<VehicleFact> = {}): VehicleFact => ({
  id,
  name: `Truck ${id}`,
  licensePlate: null,
  vin: null,
  make: null,
  model: null,
  year: null,
  notes: null,
  tags: [],
  recordedDriver: null,
  hasPrivacyButton: false,
  ...its,
});
const driver = (id: string, name: string) => ({
  id,
  name,
  phone: '+15550100',
  timeZone: null,
  isActive: true,
});
const complete = <T>(items: readonly T[]) => ({ items, isComplete: true });
const clockOf = (driverId: string): DutyClockFact => ({
  driverId,
  dutyStatus: 'driving',
  driveRemainingMs: 3_600_000,
  shiftRemainingMs: null,
  cycleRemainingMs: null,
  untilBreakMs: null,
});

describe('roster', () => {
  it('joins vehicles with tags, drivers and duty clocks', async () => {
    const { telematics, client } = await openTelematics();
    const tags = [{ id: 't', name: 'East', parentTagId: null }];
    await telematics.putVehicles(
      complete([vehicle('1', { tags, recordedDriver: { id: 'r', name: 'Recorded' } }), vehicle('2')]),
    );
    await telematics.putDrivers(complete([driver('r', 'Rita'), driver('d', 'Dan')]));
    await telematics.putDutyClocks([clockOf('d')], baseMs);
    const first = await firstOf(await client.watchRoster());
    expect(first.vehicles.map(({ driver: its }) => its?.name)).toEqual(['Rita', undefined]);
    expect(first.vehicles[0]).toMatchObject({ slot: 1, tags: [{ id: 't', name: 'East' }], clocks: null });

    await telematics.putAssignments([
      { vehicleId: '1', driverId: 'd', driverName: 'D', sinceMs: 5, isPassenger: false },
    ]);
    const next = await firstOf(await client.watchRoster());
    expect(next.vehicles[0]).toMatchObject({
      driver: { id: 'd', name: 'Dan', phone: '+15550100' },
      clocks: { driveRemainingMs: 3_600_000, asOfMs: baseMs },
    });
    expect(next.rosterVersion).toBeGreaterThan(first.rosterVersion);
  });

  it('gives the wheel to the driver who took it last', async () => {
    const { telematics, client } = await openTelematics();
    await telematics.putVehicles(complete([vehicle('1')]));
    await telematics.putAssignments([
      { vehicleId: '1', driverId: 'late', driverName: 'Late', sinceMs: 9, isPassenger: false },
      { vehicleId: '1', driverId: 'early', driverName: 'Early', sinceMs: 3, isPassenger: false },
    ]);
    expect((await firstOf(await client.watchRoster())).vehicles[0]?.driver?.id).toBe('late');
  });

  it('keeps slots for good, and loses only what a whole list no longer names', async () => {
    const { telematics, client } = await openTelematics();
    await telematics.putVehicles(complete([vehicle('1'), vehicle('2')]));
    const slotsOf = async () =>
      Object.fromEntries(
        (await firstOf(await client.watchRoster())).vehicles.map(({ id, slot }) => [id, slot]),
      );
    await telematics.putVehicles({ items: [vehicle('3')], isComplete: false });
    expect(await slotsOf()).toEqual({ 1: 1, 2: 2, 3: 3 });
    await telematics.putVehicles(complete([vehicle('2'), vehicle('3')]));
    expect(await slotsOf()).toEqual({ 2: 2, 3: 3 });
    for (let round = 0; round < 3; round += 1)
      await telematics.putVehicles(complete([vehicle('3'), vehicle('2')]));
    await telematics.putVehicles(complete([vehicle('4'), vehicle('1'), vehicle('2')]));
    expect(await slotsOf()).toEqual({ 1: 1, 2: 2, 4: 4 });
  });

  it("has a vehicle that the feed named before the list did, by the feed's name until the list has one", async () => {
    const { telematics, client } = await openTelematics();
    await telematics.ingest([{ ...emptyReadings('7'), name: 'Big Red' }]);
    expect((await firstOf(await client.watchRoster())).vehicles[0]).toMatchObject({
      id: '7',
      name: 'Big Red',
    });
    await telematics.putVehicles(complete([vehicle('7', { name: null })]));
    expect((await firstOf(await client.watchRoster())).vehicles[0]?.name).toBe('Big Red');
  });

  it('is published again only when it changed, and its stream ends when the desk goes', async () => {
    const { telematics, client, clock } = await openTelematics();
    const leaving = new AbortController();
    const versions: number[] = [];
    const stream = await client.watchRoster(undefined, { signal: leaving.signal });
    const reading = (async () => {
      for await (const roster of stream) versions.push(roster.rosterVersion);
    })().catch((error: unknown) => error);
    await telematics.putVehicles(complete([vehicle('1')]));
    await clock.advance(2_000);
    await telematics.putVehicles(complete([vehicle('1')]));
    await clock.advance(2_000);
    const seenCount = versions.length;
    await telematics.putVehicles(complete([vehicle('1', { name: 'Renamed' })]));
    await clock.advance(2_000);
    expect(versions).toHaveLength(seenCount + 1);
    leaving.abort();
    await reading;
  });
});

describe('vehicle card', () => {
  it('shows everything that is known of a vehicle, and a new one when something changed', async () => {
    const { telematics, client, clock } = await openTelematics();
    await telematics.putVehicles(complete([vehicle('1')]));
    const cards: unknown[] = [];
    const leaving = new AbortController();
    const stream = await client.watchVehicleCard({ vehicleId: '1' }, { signal: leaving.signal });
    const reading = (async () => {
      for await (const card of stream) cards.push(card);
    })().catch((error: unknown) => error);
    await clock.advance(1_500);
    await telematics.ingest([
      {
        ...emptyReadings('1'),
        fixes: [fixAt(baseMs, { address: 'Yard' })],
        fuelPercent: [{ timeMs: baseMs, value: 54 }],
        odometerMeters: [
          { timeMs: baseMs, value: 9_000 },
          { timeMs: baseMs - 1, value: 8_000 },
        ],
        defLevelPercent: [{ timeMs: baseMs, value: 56.273 }],
        faultCount: [{ timeMs: baseMs, value: 2 }],
      },
    ]);
    await telematics.putGateways(
      complete([
        {
          serial: 'G',
          model: 'VG34',
          vehicleId: '1',
          health: 'Unplugged',
          condition: 'unplugged',
          lastConnectedAtMs: 7,
        },
      ]),
    );
    await clock.advance(1_500);
    await telematics.putAssignments([
      { vehicleId: '1', driverId: 'd', driverName: 'Dan', sinceMs: 3, isPassenger: false },
    ]);
    await clock.advance(1_500);
    await settle();
    leaving.abort();
    await reading;
    expect(cards[0]).toMatchObject({ gateway: null, address: null, fuelPercent: null, odometerMeters: null });
    expect(cards.at(-1)).toMatchObject({
      address: 'Yard',
      fuelPercent: 54,
      fuelSeenAtMs: baseMs,
      odometerMeters: 9_000,
      defLevelPercent: 56.273,
      faultCount: 2,
      gateway: { serial: 'G', health: 'Unplugged', lastConnectedAtMs: 7 },
      vehicle: { driver: { name: 'Dan' } },
      assignedSinceMs: 3,
    });
    expect(cards.length).toBeGreaterThanOrEqual(3);
  });

  it('is refused for a vehicle nobody knows', async () => {
    const { client } = await openTelematics();
    await expect(client.watchVehicleCard({ vehicleId: 'nobody' })).rejects.toMatchObject({
      code: 'telematics/unknown-vehicle',
    });
  });
});

describe('another fleet', () => {
  it('takes nothing over from the last one, not even a slot', async () => {
    const { telematics, client } = await openTelematics();
    await telematics.putVehicles(complete([vehicle('old')]));
    await telematics.ingest([{ ...emptyReadings('old'), fixes: [fixAt(baseMs)] }]);
    const port = createFramesPort();
    telematics.connectFrames(port);
    await telematics.clear();
    expect(snapshotOf(telematics).size).toBe(0);
    await telematics.putVehicles(complete([vehicle('new')]));
    const { vehicles } = await firstOf(await client.watchRoster());
    expect(vehicles.map(({ id, slot }) => [id, slot])).toEqual([['new', 2]]);
    await expect(client.getTrail({ vehicleId: 'old', fromMs: 0, toMs: 1 })).rejects.toMatchObject({
      code: 'telematics/unknown-vehicle',
    });
  });
});
