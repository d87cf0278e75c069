import type { IncidentReport } from '../notifications/index.ts';
import type { SafetyEvent } from './event-schemas.ts';

/** The vendor's labels as people read them; others are taken apart at their capitals. */
const wordsByLabel: Readonly<Record<string, string>> = {
  Acceleration: 'Harsh acceleration',
  Braking: 'Harsh braking',
  HarshTurn: 'Harsh turn',
  MobileUsage: 'Phone in hand',
  GenericDistraction: 'Distracted driving',
  FollowingDistance: 'Following too closely',
  FollowingDistanceModerate: 'Following too closely',
  FollowingDistanceSevere: 'Following far too closely',
  NearCollison: 'Near collision',
  NoSeatbelt: 'No seat belt',
  RanRedLight: 'Ran a red light',
  RollingStop: 'Rolling stop',
  ForwardCollisionWarning: 'Forward collision warning',
};

const spaced = (label: string): string => {
  const words = label.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const safetyWords = (labels: readonly string[]): string =>
  labels.map((label) => wordsByLabel[label] ?? spaced(label)).join(', ') || 'Safety event';

/**
 * Over as soon as it happened. The office may relabel or dismiss it for days: the same key again, with other words.
 */
export function reportOfSafetyEvent(event: SafetyEvent): IncidentReport {
  const endMs = event.endMs ?? event.startMs;
  const base = {
    key: `samsara/safety/${event.id.slice(0, 200)}`,
    subject: { vehicleId: event.vehicleId, driverId: event.driverId, driverName: event.driverName },
    happenedAtMs: event.startMs,
    isResolved: true,
    resolvedAtMs: Math.max(event.startMs, endMs),
    source: 'samsaraSafety',
    position: event.position,
  } as const;
  if (event.speedMph !== null) {
    return { ...base, kind: 'speeding', details: { speedMph: event.speedMph, limitMph: event.limitMph } };
  }
  const label = event.isDismissed ? `${safetyWords(event.labels)} (dismissed)` : safetyWords(event.labels);
  return {
    ...base,
    kind: 'harshEvent',
    details: {
      label: label.slice(0, 500),
      gForce: event.gForce,
      url: event.url === null || event.url.length > 1_000 ? null : event.url,
    },
  };
}
