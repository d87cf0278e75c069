import { describe, expect, it } from 'vitest';
import { incidentDetails } from '../../../../../src-main/core/operations/notifications/incident.ts';
import {
  alertConfigurationSchema,
  alertIncidentSchema,
  safetyEventSchema,
} from '../../../../../src-main/core/operations/samsara/event-schemas.ts';
import {
  incidentKey,
  isSafetyAlert,
  reportOfIncident,
  type Present,
} from '../../../../../src-main/core/operations/samsara/incident-report.ts';
import {
  reportOfSafetyEvent,
  safetyWords,
} from '../../../../../src-main/core/operations/samsara/safety-report.ts';

const happenedAtMs = Date.UTC(2026, 10, 23, 15);
const url = 'https://cloud.samsara.com/o/1/fleet/workflows/incidents/7';
const vehicle = { id: '281', name: 'Big Red', serial: 'G1' };

const incidentOf = (triggerId: number, details: unknown, more: Record<string, unknown> = {}) =>
  alertIncidentSchema.parse({
    configurationId: 'c1',
    happenedAtTime: '2026-11-23T15:00:00Z',
    updatedAtTime: '2026-11-23T15:00:03Z',
    isResolved: false,
    incidentUrl: url,
    conditions: [{ triggerId, description: 'Something', details }],
    ...more,
  });
const configuration = alertConfigurationSchema.parse({
  id: 'c1',
  name: 'My alert',
  isEnabled: true,
  triggers: [
    { triggerTypeId: 1019, triggerParams: { engineIdle: { minDurationMilliseconds: 900_000 } } },
    { triggerTypeId: 1018, triggerParams: { hosViolation: { violation: 'ShiftHours' } } },
  ],
});
const present: Present = { timeMs: happenedAtMs + 10_000, speedMph: 71, speedLimitMph: 65, fuelPercent: 18 };

function check(report: ReturnType<typeof reportOfIncident>) {
  expect(incidentDetails[report.kind].safeParse(report.details).success).toBe(true);
  expect(report.key.length).toBeLessThanOrEqual(300);
  return report;
}

describe('a vendor’s alert as a report', () => {
  it('becomes our own word where there is one', () => {
    const cases: readonly [number, unknown, string, Record<string, unknown>][] = [
      [1000, { speed: { currentSpeedKilometersPerHour: 120, vehicle } }, 'speeding', { limitMph: 65 }],
      [5022, { severeSpeeding: { data: { vehicle } } }, 'speeding', { speedMph: 71, limitMph: 65 }],
      [1005, { fuelLevelPercentage: { vehicle } }, 'lowFuel', { fuelPercent: 18 }],
      [1019, { engineIdle: { vehicle } }, 'idling', { idleMs: 900_000 }],
      [1018, { hosViolation: { driver: { id: '9' } } }, 'hoursEnding', { clock: 'shift', remainingMs: 0 }],
      [1029, { vehicleFaults: { vehicle } }, 'fault', { description: 'Something' }],
      [1009, { gatewayUnplugged: { vehicle } }, 'gatewayUnplugged', { lastHeardAtMs: null }],
      [
        5016,
        { geofenceEntry: { address: { id: '5', name: 'Yard' }, vehicle } },
        'geofenceEntered',
        { geofenceId: '5' },
      ],
      [
        5017,
        { geofenceExit: { address: { id: '5', name: 'Yard' }, vehicle } },
        'geofenceExited',
        { geofenceName: 'Yard' },
      ],
    ];
    for (const [triggerId, details, kind, expected] of cases) {
      const report = check(reportOfIncident(incidentOf(triggerId, details), configuration, present));
      expect([triggerId, report.kind]).toEqual([triggerId, kind]);
      expect(report.details).toMatchObject(expected);
      expect(report.source).toBe('samsara');
      if (triggerId !== 1018) expect(report.subject.vehicleId).toBe('281');
      else expect(report.subject).toEqual({ vehicleId: null, driverId: '9', driverName: null });
    }
  });

  it('stays the vendor’s alert, in its own words, where there is none or something is missing', () => {
    const unknown = check(reportOfIncident(incidentOf(9_999, { warp: { vehicle } }), configuration, null));
    expect(unknown).toMatchObject({
      kind: 'vendorAlert',
      subject: { vehicleId: '281' },
      details: { configurationName: 'My alert', description: 'Something', url },
    });
    expect(check(reportOfIncident(incidentOf(1005, {}), null, null)).kind).toBe('vendorAlert');
    expect(check(reportOfIncident(incidentOf(1018, {}), null, null)).kind).toBe('vendorAlert');
    const bare = alertIncidentSchema.parse({ configurationId: 'c', happenedAtTime: '2026-11-23T15:00:00Z' });
    expect(check(reportOfIncident(bare, null, null)).details).toMatchObject({ url: null, description: '' });
  });

  it('does not take the speed of another hour for the speed of the alert', () => {
    const old: Present = { ...present, timeMs: happenedAtMs - 3_600_000 };
    const report = reportOfIncident(incidentOf(5022, { severeSpeeding: { data: { vehicle } } }), null, old);
    expect(report).toMatchObject({ kind: 'speeding', details: { speedMph: null, limitMph: null } });
  });

  it('has the same key when it comes again resolved, and another for another happening', () => {
    const open = incidentOf(1000, {});
    const resolved = incidentOf(1000, {}, { isResolved: true, resolvedAtTime: '2026-11-23T15:10:00Z' });
    expect(incidentKey(resolved)).toBe(incidentKey(open));
    expect(reportOfIncident(resolved, null, null)).toMatchObject({
      isResolved: true,
      resolvedAtMs: happenedAtMs + 600_000,
    });
    expect(incidentKey(incidentOf(1000, {}, { incidentUrl: `${url}8` }))).not.toBe(incidentKey(open));
    expect(incidentKey(incidentOf(1000, {}, { incidentUrl: 'x'.repeat(5_000) })).length).toBeLessThan(200);
  });

  it('leaves to the stream of safety events what that tells better', () => {
    expect(isSafetyAlert(incidentOf(5033, { harshEvent: { vehicle } }))).toBe(true);
    expect(isSafetyAlert(incidentOf(1000, {}))).toBe(false);
    expect(isSafetyAlert(incidentOf(1000, {}, { conditions: [] }))).toBe(false);
  });
});

describe('a safety event as a report', () => {
  const event = (more: Record<string, unknown> = {}) =>
    safetyEventSchema.parse({
      id: 'e1',
      asset: { id: '281' },
      driver: { id: '9' },
      behaviorLabels: [{ label: 'Braking' }],
      eventState: 'needsReview',
      startMs: '2026-11-23T15:00:00Z',
      endMs: '2026-11-23T15:00:04Z',
      updatedAtTime: '2026-11-23T15:02:00Z',
      location: { latitude: 41.1, longitude: -87.2 },
      maxAccelerationGForce: 0.46,
      inboxEventUrl: url,
      tripStartTime: null,
      ...more,
    });

  it('says what it was as people say it', () => {
    const report = reportOfSafetyEvent(event());
    expect(incidentDetails.harshEvent.parse(report.details)).toEqual({
      label: 'Harsh braking',
      gForce: 0.46,
      url,
    });
    expect(report).toMatchObject({
      kind: 'harshEvent',
      isResolved: true,
      happenedAtMs,
      key: 'samsara/safety/e1',
    });
    expect(safetyWords(['NearPedestrianCollision', 'UTurn'])).toBe('Near pedestrian collision, Uturn');
    expect(safetyWords([])).toBe('Safety event');
  });

  it('keeps its key when it is relabelled or dismissed, and says so', () => {
    const dismissed = reportOfSafetyEvent(
      event({ eventState: 'dismissed', behaviorLabels: [{ label: 'FollowingDistance' }] }),
    );
    expect(dismissed.key).toBe(reportOfSafetyEvent(event()).key);
    expect(dismissed.details).toMatchObject({ label: 'Following too closely (dismissed)' });
  });

  it('is speeding, with both speeds, when the vendor measured them', () => {
    const speedingMetadata = { maxSpeedKilometersPerHour: 121, postedSpeedLimitKilometersPerHour: 105 };
    const report = reportOfSafetyEvent(event({ speedingMetadata, behaviorLabels: [{ label: 'MaxSpeed' }] }));
    expect(report.kind).toBe('speeding');
    expect(incidentDetails.speeding.parse(report.details).speedMph).toBeCloseTo(75.2, 1);
  });

  it('can be read without anything but id, vehicle and time', () => {
    const bare = safetyEventSchema.parse({ id: 'x', asset: { id: '1' }, startMs: '2026-11-23T15:00:00Z' });
    expect(reportOfSafetyEvent(bare).details).toEqual({ label: 'Safety event', gForce: null, url: null });
  });
});
