import type { DutyClocks, Vehicle } from '../../../../src-main/core/operations/telematics/contract.ts';
import type { VehicleRow } from '../../../../src-renderer/fleet-map/frame-store.ts';

export const vehicle = (slot: number, change: Partial<Vehicle> = {}): Vehicle => ({
  id: `vehicle-${slot}`,
  slot,
  name: `Truck ${slot}`,
  licensePlate: null,
  vin: null,
  make: null,
  model: null,
  year: null,
  notes: null,
  tags: [],
  driver: null,
  clocks: null,
  ...change,
});

export const row = (slot: number, change: Partial<VehicleRow> = {}): VehicleRow => ({
  slot,
  timeMs: 1_000_000,
  latitude: 41,
  longitude: -87,
  speedMph: 60,
  headingDeg: 90,
  status: 'moving',
  freshness: 'live',
  cause: 'none',
  engine: 'on',
  fuelPercent: 50,
  ...change,
});

export const clocks = (change: Partial<DutyClocks> = {}): DutyClocks => ({
  asOfMs: 1_000_000,
  dutyStatus: 'driving',
  driveRemainingMs: 5 * 3_600_000,
  shiftRemainingMs: 8 * 3_600_000,
  cycleRemainingMs: 40 * 3_600_000,
  untilBreakMs: 2 * 3_600_000,
  ...change,
});
