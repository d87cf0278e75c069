import { createHash } from 'node:crypto';
import type { IncidentReport } from '../notifications/index.ts';
import type { AlertConfiguration, AlertIncident } from './event-schemas.ts';
import { mphOfKmh } from './event-schemas.ts';

type Condition = AlertIncident['conditions'][number];
type Bag = Readonly<Record<string, unknown>>;

/** What is known of a vehicle now, for alerts that say that something is so but not how much. */
export interface Present {
  readonly timeMs: number | null;
  readonly speedMph: number | null;
  readonly speedLimitMph: number | null;
  readonly fuelPercent: number | null;
}

/** The vendor's numbers of what makes an alert. */
const triggers = {
  speed: 1000,
  fuelLevel: 1005,
  gatewayUnplugged: 1009,
  hosViolation: 1018,
  engineIdle: 1019,
  harshEvent: 1023,
  fault: 1029,
  gatewayDisconnected: 1030,
  geofenceEntry: 5016,
  geofenceExit: 5017,
  severeSpeeding: 5022,
  safetyEventWithDriver: 5033,
  safetyEvent: 5039,
} as const;

const safetyTriggers: readonly number[] = [
  triggers.harshEvent,
  triggers.safetyEvent,
  triggers.safetyEventWithDriver,
];

/** The stream of safety events tells the same with more to it. */
export const isSafetyAlert = ({ conditions }: AlertIncident): boolean =>
  conditions.length > 0 && conditions.every(({ triggerId }) => safetyTriggers.includes(triggerId));

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The one thing under `details`, whatever its name: 65 are known, and more come without notice. */
function detailOf({ details }: Condition): Bag {
  const detail = Object.values(details).find(isBag);
  if (detail === undefined) return {};
  return isBag(detail.data) ? detail.data : detail;
}

function idUnder(detail: Bag, names: readonly string[]): string | null {
  for (const name of names) {
    const its = detail[name];
    const id = isBag(its) ? textOf(its.id) : null;
    if (id !== null) return id;
  }
  return null;
}

export const vehicleIdOf = (incident: AlertIncident): string | null =>
  incident.conditions
    .map((condition) => idUnder(detailOf(condition), ['vehicle', 'pinnedVehicle', 'asset']))
    .find((id) => id !== null) ?? null;

function driverOf({ conditions }: AlertIncident) {
  const [driver] = conditions.flatMap((condition) => {
    const its = detailOf(condition).driver;
    return isBag(its) && textOf(its.id) !== null ? [its] : [];
  });
  return { driverId: textOf(driver?.id), driverName: textOf(driver?.name) };
}

/** The vendor gives incidents no id; its address of one may be long. */
export function incidentKey({ configurationId, happenedAtMs, url }: AlertIncident): string {
  const which = createHash('sha256').update(url).digest('hex').slice(0, 24);
  return ['samsara', 'incident', configurationId.slice(0, 100), happenedAtMs, which].join('/');
}

const clockByViolation: Readonly<Record<string, 'drive' | 'shift' | 'cycle' | 'break'>> = {
  ShiftDrivingHours: 'drive',
  DailyDrivingHours: 'drive',
  ShiftHours: 'shift',
  ShiftOnDutyHours: 'shift',
  DailyOnDutyHours: 'shift',
  CycleHoursOn: 'cycle',
  RestbreakMissed: 'break',
  CaliforniaMealbreakMissed: 'break',
};

function parameterOf(configuration: AlertConfiguration | null, triggerId: number, group: string): Bag {
  const its = configuration?.parameters.get(triggerId)?.[group];
  return isBag(its) ? its : {};
}

type Happening = Pick<IncidentReport, 'kind' | 'details'>;

/** How long after it happened the present still says something about it. */
const presentMs = 3 * 60_000;

function geofenceHappening(kind: 'geofenceEntered' | 'geofenceExited', detail: Bag): Happening | null {
  const address = isBag(detail.address) ? detail.address : {};
  const geofenceId = textOf(address.id);
  if (geofenceId === null) return null;
  const geofenceName = textOf(address.name) ?? geofenceId;
  return { kind, details: { geofenceId, geofenceName, dwellMs: null, speedMph: null, limitMph: null } };
}

function specificHappening(
  incident: AlertIncident,
  condition: Condition,
  configuration: AlertConfiguration | null,
  present: Present | null,
): Happening | null {
  const { triggerId } = condition;
  const detail = detailOf(condition);
  const isRecent = Math.abs((present?.timeMs ?? 0) - incident.happenedAtMs) < presentMs;
  const now = isRecent ? present : null;
  switch (triggerId) {
    case triggers.speed:
    case triggers.severeSpeeding: {
      const speedMph = mphOfKmh(numberOf(detail.currentSpeedKilometersPerHour)) ?? now?.speedMph ?? null;
      return { kind: 'speeding', details: { speedMph, limitMph: now?.speedLimitMph ?? null } };
    }
    case triggers.fuelLevel:
      return now?.fuelPercent == null ? null : { kind: 'lowFuel', details: { fuelPercent: now.fuelPercent } };
    case triggers.engineIdle: {
      const waitedMs = parameterOf(configuration, triggerId, 'engineIdle').minDurationMilliseconds;
      const endMs = incident.resolvedAtMs ?? incident.happenedAtMs;
      const idleMs = (numberOf(waitedMs) ?? 0) + Math.max(0, endMs - incident.happenedAtMs);
      return { kind: 'idling', details: { idleMs } };
    }
    case triggers.fault:
      return {
        kind: 'fault',
        details: { code: null, description: condition.description || null, lamp: 'none' },
      };
    case triggers.gatewayUnplugged:
      return { kind: 'gatewayUnplugged', details: { lastHeardAtMs: null } };
    case triggers.gatewayDisconnected:
      return { kind: 'lostContact', details: { lastHeardAtMs: null } };
    case triggers.geofenceEntry:
      return geofenceHappening('geofenceEntered', detail);
    case triggers.geofenceExit:
      return geofenceHappening('geofenceExited', detail);
    case triggers.hosViolation: {
      const violation = textOf(parameterOf(configuration, triggerId, 'hosViolation').violation);
      const clock = violation === null ? undefined : clockByViolation[violation];
      return clock === undefined ? null : { kind: 'hoursEnding', details: { clock, remainingMs: 0 } };
    }
    default:
      return null;
  }
}

/**
 * An alert of the vendor's as we report it. What has a word of ours becomes that, so that it meets what we find
 * ourselves; everything else stays the vendor's alert, in its own words.
 */
export function reportOfIncident(
  incident: AlertIncident,
  configuration: AlertConfiguration | null,
  present: Present | null,
): IncidentReport {
  const { conditions, configurationId, happenedAtMs, isResolved, url } = incident;
  const base = {
    key: incidentKey(incident),
    subject: { vehicleId: vehicleIdOf(incident), ...driverOf(incident) },
    happenedAtMs,
    isResolved,
    resolvedAtMs: isResolved ? (incident.resolvedAtMs ?? incident.updatedAtMs) : null,
    source: 'samsara',
  } as const;
  const [condition] = conditions;
  const specific =
    condition === undefined || conditions.length > 1
      ? null
      : specificHappening(incident, condition, configuration, present);
  if (specific !== null) return { ...base, ...specific } as IncidentReport;
  return {
    ...base,
    kind: 'vendorAlert',
    details: {
      configurationId: configurationId.slice(0, 100),
      configurationName: configuration?.name?.slice(0, 500) ?? null,
      description: conditions
        .map(({ description }) => description)
        .filter((text) => text !== '')
        .join('; ')
        .slice(0, 500),
      url: url === '' || url.length > 1_000 ? null : url,
    },
  };
}
