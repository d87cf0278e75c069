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

/** Over as soon as they happen, whatever the vendor calls the end of one: the truck's leaving ends no arrival. */
const moments: ReadonlySet<AlertKind> = new Set(['harshEvent', 'geofenceEntered', 'geofenceExited']);

/** The longest that an alert may lie back and still take something in. */
export const lookBackMs = 24 * 60 * minuteMs;

/** From when until when one source says it was so; `null`: it still is. */
export interface ToldSpan {
  readonly source: IncidentSource;
  /** The rule it was told under; only our own rules tell things apart by it. */
  readonly ruleId: string | null;
  readonly happenedAtMs: number;
  readonly overAtMs: number | null;
}

export interface KnownHappening {
  readonly happening: Happening;
  readonly overAtMs: number | null;
  /** Every word there was of it. */
  readonly told: readonly ToldSpan[];
}

type NewHappening = ToldSpan & { readonly happening: Happening };

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

/** The time between two spans, 0 where they overlap. */
function gapMs(kind: AlertKind, known: ToldSpan, added: ToldSpan): number {
  const isMoment = moments.has(kind);
  const knownUntilMs = isMoment ? known.happenedAtMs : (known.overAtMs ?? Number.POSITIVE_INFINITY);
  // Only of what is known do we hear the end: the first word of something that lasts may be an old one.
  const addedUntilMs = isMoment ? added.happenedAtMs : (added.overAtMs ?? added.happenedAtMs);
  return Math.max(0, added.happenedAtMs - knownUntilMs, known.happenedAtMs - addedUntilMs);
}

/**
 * Two words of one source on one stretch of time: two rules of ours, or two of the vendor's configurations. An end of
 * the vendor's that we never heard of must not swallow what comes hours later.
 */
function isSameStretch(kind: AlertKind, known: ToldSpan, added: ToldSpan): boolean {
  if (gapMs(kind, known, added) > 0) return false;
  if (known.source === 'local') return known.ruleId !== added.ruleId;
  return known.overAtMs !== null || added.happenedAtMs - known.happenedAtMs <= windowMs[kind];
}

/**
 * Whether it is a word on what is known already, by whomever. A truck cannot speed twice at a time: what overlaps is
 * the same, whichever channel or rule tells it. What only lies near is the same when another source tells it which has
 * not told of just that yet: two words of one source are two happenings.
 */
export function isConfirmation(known: KnownHappening, added: NewHappening): boolean {
  const { kind } = added.happening;
  if (kind === 'vendorAlert' || !isSameThing(known.happening, added.happening)) return false;
  const slackMs = windowMs[kind];
  const hasToldOf = (told: ToldSpan) =>
    known.told.some((its) => its.source === added.source && gapMs(kind, told, its) <= slackMs);
  return known.told.some((told) => {
    if (told.source === added.source) return isSameStretch(kind, told, added);
    const apartMs = gapMs(kind, told, added);
    return apartMs === 0 || (apartMs <= slackMs && !hasToldOf(told));
  });
}

/** Whether it is the same rule's same trouble come back. */
export function isRepetition(known: KnownHappening, added: NewHappening): boolean {
  if (known.overAtMs === null || !isSameThing(known.happening, added.happening)) return false;
  const isItsOwn = known.told.some(
    ({ source, ruleId }) => source === added.source && ruleId === added.ruleId,
  );
  const pauseMs = added.happenedAtMs - known.overAtMs;
  return isItsOwn && pauseMs >= 0 && pauseMs <= repeatMs[added.happening.kind];
}
