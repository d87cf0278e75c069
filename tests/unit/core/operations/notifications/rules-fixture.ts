import type { Rule, RuleDraft } from '../../../../../src-main/core/operations/notifications/contract.ts';
import type { Vehicle } from '../../../../../src-main/core/operations/telematics/contract.ts';
import type { Observation } from '../../../../../src-main/core/operations/telematics/index.ts';

/** A Monday. */
export const baseMs = Date.UTC(2026, 10, 23, 14);

export const vehicleOf = (id: string, change: Partial<Vehicle> = {}): Vehicle => ({
  id,
  slot: 1,
  name: `Truck ${id}`,
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

export const observationOf = (vehicleId: string, change: Partial<Observation> = {}): Observation => ({
  vehicleId,
  timeMs: baseMs,
  latitude: 35.2,
  longitude: -101.8,
  speedMph: 60,
  engine: 'on',
  engineSinceMs: baseMs - 3_600_000,
  fuelPercent: 60,
  speedLimitMph: null,
  freshness: 'live',
  cause: 'none',
  gateway: 'ok',
  heardAtMs: change.timeMs ?? baseMs,
  address: 'I-40, Amarillo, TX',
  ...change,
});

export const draftOf = (condition: RuleDraft['condition'], change: Partial<RuleDraft> = {}): RuleDraft => ({
  name: condition.kind,
  isEnabled: true,
  severity: 'warning',
  scope: { kind: 'all' },
  schedule: { kind: 'always' },
  condition,
  needsAcknowledgement: true,
  escalateAfterMs: null,
  playsSound: true,
  showsNotification: false,
  ...change,
});

export const ruleOf = (
  id: string,
  condition: RuleDraft['condition'],
  change: Partial<RuleDraft> = {},
): Rule => ({
  ...draftOf(condition, change),
  id,
  version: 1,
  updatedAtMs: baseMs,
});

export const speeding = (minimumMs = 30_000) =>
  ({ kind: 'speeding', aboveMph: 75, overLimitMph: 10, marginMph: 3, minimumMs }) as const;
