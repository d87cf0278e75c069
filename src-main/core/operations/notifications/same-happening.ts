import type { Happening, IncidentSource } from './incident.ts';
import type { AlertKind } from './incident.wire.ts';

const minuteMs = 60_000;

/**
 * How far apart two sources may date the same happening. The vendor's alerts have conditions of their own ("for more
 * than 2 minutes"), so its date may be the end of a wait that we counted from the beginning.
 */
const windowMs: Readonly<Record<AlertKind, number>> = {
  speeding: 5 * minuteMs,
  idling: 20 * minuteMs,
  harshEvent: minuteMs,
  fault: 10 * minuteMs,
  lowFuel: 30 * minuteMs,
  geofenceEntered: 5 * minuteMs,
  geofenceExited: 5 * minuteMs,
  geofenceDwelled: 20 * minuteMs,
  geofenceSpeeding: 5 * minuteMs,
  hoursEnding: 30 * minuteMs,
  lostContact: 30 * minuteMs,
  gatewayUnplugged: 60 * minuteMs,
  vendorAlert: 0,
};

/** The same again within this time after it was over is the same trouble, not news. */
const repeatMs: Readonly<Record<AlertKind, number>> = {
  ...windowMs,
  speeding: 10 * minuteMs,
  idling: 2 * minuteMs,
  fault: 12 * 60 * minuteMs,
  lowFuel: 60 * minuteMs,
  geofenceEntered: 2 * minuteMs,
  geofenceExited: 2 * minuteMs,
  geofenceDwelled: 2 * minuteMs,
  harshEvent: 0,
};

/** The longest that an alert may lie back and still take something in. */
export const lookBackMs = 24 * 60 * minuteMs;

export interface KnownHappening {
  readonly happening: Happening;
  readonly ruleId: string | null;
  readonly happenedAtMs: number;
  readonly lastHappenedAtMs: number;
  readonly overAtMs: number | null;
  readonly sources: readonly IncidentSource[];
}

interface NewHappening {
  readonly happening: Happening;
  readonly happenedAtMs: number;
  readonly source: IncidentSource;
}

/** What tells two happenings of one kind and vehicle apart, e.g. which geofence; `null`: nothing, or not known. */
function particularOf(happening: Happening): string | null {
  switch (happening.kind) {
    case 'geofenceEntered':
    case 'geofenceExited':
    case 'geofenceDwelled':
    case 'geofenceSpeeding':
      return happening.details.geofenceId;
    case 'fault':
      return happening.details.code;
    case 'hoursEnding':
      return happening.details.clock;
    case 'vendorAlert':
      return happening.details.configurationId;
    default:
      return null;
  }
}

function isSameThing(a: Happening, b: Happening): boolean {
  if (a.kind !== b.kind) return false;
  const [itsOwn, other] = [particularOf(a), particularOf(b)];
  return itsOwn === null || other === null || itsOwn === other;
}

/** Whether another source tells of what is known already. Each source may tell of an alert once. */
export function isConfirmation(known: KnownHappening, added: NewHappening): boolean {
  if (known.sources.includes(added.source) || !isSameThing(known.happening, added.happening)) return false;
  const slackMs = windowMs[added.happening.kind];
  const untilMs = known.overAtMs ?? Number.POSITIVE_INFINITY;
  const isDuring = added.happenedAtMs >= known.happenedAtMs && added.happenedAtMs <= untilMs;
  const isNear = (timeMs: number) => Math.abs(added.happenedAtMs - timeMs) <= slackMs;
  return isDuring || isNear(known.happenedAtMs) || isNear(known.lastHappenedAtMs);
}

/** Whether it is the same rule's same trouble come back. */
export function isRepetition(
  known: KnownHappening,
  added: NewHappening & { readonly ruleId: string },
): boolean {
  if (known.ruleId !== added.ruleId || known.overAtMs === null) return false;
  if (!known.sources.includes(added.source) || !isSameThing(known.happening, added.happening)) return false;
  const pauseMs = added.happenedAtMs - known.overAtMs;
  return pauseMs >= 0 && pauseMs <= repeatMs[added.happening.kind];
}
