import { describe, expect, it } from 'vitest';
import {
  addressSchema,
  assignmentSchema,
  driverSchema,
  dutyClockSchema,
  gatewaySchema,
  vehicleSchema,
} from '../../../../../src-main/core/operations/samsara/list-schemas.ts';

describe('vehicle record', () => {
  it('needs only an id', () => {
    expect(vehicleSchema.parse({ id: '1' })).toMatchObject({
      id: '1',
      name: null,
      tags: [],
      recordedDriver: null,
      hasPrivacyButton: false,
    });
    expect(vehicleSchema.safeParse({ name: 'no id' }).success).toBe(false);
  });

  it('takes null and empty text for missing, and ignores what it does not know', () => {
    const vehicle = vehicleSchema.parse({
      id: '1',
      name: '',
      licensePlate: null,
      year: 2024,
      tags: null,
      staticAssignedDriver: null,
      warpDrive: true,
    });
    expect(vehicle).toMatchObject({
      name: null,
      licensePlate: null,
      year: null,
      tags: [],
      recordedDriver: null,
    });
    expect(vehicle).not.toHaveProperty('warpDrive');
  });

  it('keeps good tags beside a bad one', () => {
    const { tags } = vehicleSchema.parse({
      id: '1',
      tags: [{ id: 'a', name: 'East' }, { name: 'no id' }, { id: 'b' }],
    });
    expect(tags).toEqual([
      { id: 'a', name: 'East', parentTagId: null },
      { id: 'b', name: 'b', parentTagId: null },
    ]);
  });
});

describe('driver record', () => {
  it('is active unless it says deactivated', () => {
    expect(driverSchema.parse({ id: '1', name: 'Ann' })).toMatchObject({ isActive: true });
    expect(driverSchema.parse({ id: '1', driverActivationStatus: 'deactivated' })).toMatchObject({
      name: '1',
      isActive: false,
    });
  });
});

describe('assignment record', () => {
  const record = {
    driver: { id: 'd', name: 'Ann' },
    vehicle: { id: 'v' },
    startTime: '2026-11-22T10:00:00Z',
    isPassenger: false,
  };

  it('is open without an end', () => {
    expect(assignmentSchema.parse(record)).toEqual({
      vehicleId: 'v',
      driverId: 'd',
      driverName: 'Ann',
      sinceMs: Date.UTC(2026, 10, 22, 10),
      isPassenger: false,
      endMs: null,
    });
  });

  it('is refused without a vehicle or a readable start', () => {
    expect(assignmentSchema.safeParse({ ...record, vehicle: {} }).success).toBe(false);
    expect(assignmentSchema.safeParse({ ...record, startTime: 'yesterday' }).success).toBe(false);
  });
});

describe('duty clock record', () => {
  it('reads all four clocks', () => {
    const clocks = {
      break: { timeUntilBreakDurationMs: 1.4 },
      drive: { driveRemainingDurationMs: 2 },
      shift: { shiftRemainingDurationMs: 3 },
      cycle: { cycleRemainingDurationMs: 4 },
    };
    expect(
      dutyClockSchema.parse({
        driver: { id: 'd' },
        currentDutyStatus: { hosStatusType: 'yardMove' },
        clocks,
      }),
    ).toEqual({
      driverId: 'd',
      dutyStatus: 'yardMove',
      untilBreakMs: 1,
      driveRemainingMs: 2,
      shiftRemainingMs: 3,
      cycleRemainingMs: 4,
    });
  });

  it('is unknown for the empty status of a disconnected app and for a word it does not know', () => {
    for (const hosStatusType of ['', 'hyperspace', null]) {
      const clock = dutyClockSchema.parse({
        driver: { id: 'd' },
        currentDutyStatus: { hosStatusType },
        clocks: { drive: null },
      });
      expect(clock).toMatchObject({ dutyStatus: 'unknown', driveRemainingMs: null, cycleRemainingMs: null });
    }
  });
});

describe('gateway record', () => {
  it('keeps the words and reduces them to a condition', () => {
    const record = (healthStatus: unknown) =>
      gatewaySchema.parse({
        serial: 'G',
        model: 'VG34',
        asset: { id: 'v' },
        connectionStatus: { healthStatus, lastConnected: null },
      });
    expect(record('Unplugged')).toMatchObject({
      health: 'Unplugged',
      condition: 'unplugged',
      vehicleId: 'v',
      lastConnectedAtMs: null,
    });
    expect(record('Temporarily Offline').condition).toBe('noCoverage');
    expect(record('Weak GPS Signal').condition).toBe('weakGps');
    expect(record('Vehicle Off').condition).toBe('vehicleOff');
    expect(record('Dreaming')).toMatchObject({ health: 'Dreaming', condition: 'unknown' });
    expect(record(null)).toMatchObject({ health: 'Status Unknown', condition: 'unknown' });
  });
});

describe('address record', () => {
  it('is a circle around its geofence, or around itself when the circle has no centre', () => {
    const circle = (its: object) =>
      addressSchema.parse({
        id: '1',
        name: 'Yard',
        geofence: { circle: { radiusMeters: 90, ...its } },
        latitude: 1,
        longitude: 2,
      }).area;
    expect(circle({ latitude: 3, longitude: 4 })).toEqual({
      kind: 'circle',
      latitude: 3,
      longitude: 4,
      radiusMeters: 90,
    });
    expect(circle({})).toEqual({ kind: 'circle', latitude: 1, longitude: 2, radiusMeters: 90 });
  });

  it('is a polygon, or unplaced when nothing can be drawn', () => {
    const vertices = [
      { latitude: 1, longitude: 1 },
      { latitude: 2, longitude: 1 },
      { latitude: 2, longitude: 2 },
    ];
    expect(addressSchema.parse({ id: '1', geofence: { polygon: { vertices } } }).area).toEqual({
      kind: 'polygon',
      vertices,
    });
    expect(addressSchema.parse({ id: '1', geofence: null }).area).toEqual({ kind: 'unplaced' });
  });
});
