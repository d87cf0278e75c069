import { describe, expect, it } from 'vitest';
import { isUrgent, needOf } from '../../../../src-renderer/fleet-map/vehicle-need.ts';
import { clocks, row, vehicle } from './vehicle-fixture.ts';

const nowMs = 1_000_000;

describe('what a vehicle needs', () => {
  it('is nothing while it is live with fuel and drive time', () => {
    expect(needOf(vehicle(1, { clocks: clocks() }), row(1), nowMs)).toBe('none');
  });

  it('is contact when it is lost', () => {
    expect(needOf(vehicle(1), row(1, { freshness: 'lost', cause: 'silent' }), nowMs)).toBe('lost');
  });

  it.each(['parked', 'asleep', 'private'] as const)('is nothing when it is old because it is %s', (cause) => {
    expect(needOf(vehicle(1), row(1, { freshness: 'stale', cause }), nowMs)).toBe('none');
  });

  it.each(['feedDown', 'offline'] as const)(
    'is not put on the vehicle when the whole desk is cut off (%s)',
    (cause) => {
      expect(needOf(vehicle(1), row(1, { freshness: 'lost', cause }), nowMs)).toBe('none');
    },
  );

  it('is a driver out of drive time before anything else', () => {
    const tired = vehicle(1, { clocks: clocks({ driveRemainingMs: 0 }) });
    expect(needOf(tired, row(1, { freshness: 'lost' }), nowMs)).toBe('driveTimeOver');
  });

  it('counts the drive time down from when the vendor gave it', () => {
    const given = vehicle(1, { clocks: clocks({ driveRemainingMs: 40 * 60_000 }) });
    expect(needOf(given, row(1), nowMs)).toBe('none');
    expect(needOf(given, row(1), nowMs + 15 * 60_000)).toBe('driveTimeShort');
  });

  it('does not mind drive time of a driver who rests', () => {
    const resting = vehicle(1, { clocks: clocks({ driveRemainingMs: 0, dutyStatus: 'sleeperBed' }) });
    expect(needOf(resting, row(1), nowMs)).toBe('none');
  });

  it('is fuel below a tenth, and not when the fuel is unknown', () => {
    expect(needOf(vehicle(1), row(1, { fuelPercent: 9 }), nowMs)).toBe('fuelLow');
    expect(needOf(vehicle(1), row(1, { fuelPercent: null }), nowMs)).toBe('none');
  });

  it('does not call for a person over a vehicle that was never seen', () => {
    expect(isUrgent(needOf(vehicle(1), null, nowMs))).toBe(false);
  });
});
