import type { Fix, VehicleReadings } from '../../../../../src-main/core/operations/telematics/facts.ts';

export const baseMs = Date.UTC(2026, 10, 22, 12);

export const emptyReadings = (vehicleId: string): VehicleReadings => ({
  vehicleId,
  name: null,
  fixes: [],
  engine: [],
  fuelPercent: [],
  odometerMeters: [],
  defLevelPercent: [],
  faultCount: [],
});

/** A fix whose every value follows from its time, so that a duplicate is the same fix. */
export const fixAt = (timeMs: number, its: Partial<Fix> = {}): Fix => ({
  timeMs,
  latitudeE6: 33_000_000 + (timeMs % 1_000_000),
  longitudeE6: -97_000_000 - (timeMs % 777_777),
  speedDeciMph: timeMs % 7 === 0 ? null : timeMs % 800,
  headingDeg: timeMs % 360,
  address: `mile ${timeMs % 1_000}`,
  ...its,
});
