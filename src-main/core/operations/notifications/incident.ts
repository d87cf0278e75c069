import { z } from 'zod';
import { dutyClockNames, type AlertKind, type incidentSources } from './incident.wire.ts';

const time = z.number().int().nonnegative();
const words = z.string().max(500);
const geofence = z.object({
  /** Of the local geofence, or of the vendor's address where that is all that is known. */
  geofenceId: z.string().min(1).max(100),
  geofenceName: words,
  dwellMs: z.number().nonnegative().nullable(),
  speedMph: z.number().nonnegative().nullable(),
  limitMph: z.number().nonnegative().nullable(),
});

/** What is particular to each kind. `null`: not known. */
export const incidentDetails = {
  speeding: z.object({
    /** `null`: the vendor's alert does not say how fast. */
    speedMph: z.number().nonnegative().nullable(),
    limitMph: z.number().nonnegative().nullable(),
  }),
  idling: z.object({ idleMs: z.number().nonnegative() }),
  harshEvent: z.object({
    /** As people read it, e.g. "Harsh braking". */
    label: words,
    gForce: z.number().nullable(),
    url: z.string().max(1_000).nullable(),
  }),
  fault: z.object({
    code: z.string().max(100).nullable(),
    description: words.nullable(),
    lamp: z.enum(['stop', 'warning', 'emissions', 'protect', 'none']),
  }),
  lowFuel: z.object({ fuelPercent: z.number().min(0).max(100) }),
  geofenceEntered: geofence,
  geofenceExited: geofence,
  geofenceDwelled: geofence,
  geofenceSpeeding: geofence,
  hoursEnding: z.object({ clock: z.enum(dutyClockNames), remainingMs: z.number().nonnegative() }),
  lostContact: z.object({ lastHeardAtMs: time.nullable() }),
  gatewayUnplugged: z.object({ lastHeardAtMs: time.nullable() }),
  vendorAlert: z.object({
    configurationId: z.string().max(100),
    configurationName: words.nullable(),
    description: words,
    url: z.string().max(1_000).nullable(),
  }),
} as const satisfies Record<AlertKind, z.ZodType>;

export type IncidentDetails<Kind extends AlertKind> = Readonly<z.infer<(typeof incidentDetails)[Kind]>>;

/** Where a thing is known from: what we see ourselves, the vendor's alerts, the vendor's stream of safety events. */
export type IncidentSource = (typeof incidentSources)[number];

interface IncidentBase {
  /** Natural key: the same key again is the same happening, and updates it. At most 300 characters. */
  readonly key: string;
  readonly subject: {
    readonly vehicleId: string | null;
    readonly driverId: string | null;
    /** As the vendor tells it with the happening; the roster knows only who drives now. */
    readonly driverName?: string | null;
  };
  /** Vendor's clock. Older than a day goes straight into the history; older than 15 min raises no noise. */
  readonly happenedAtMs: number;
  /** True when it is over; a happening without a duration is over at once. */
  readonly isResolved: boolean;
  readonly resolvedAtMs: number | null;
  readonly source: IncidentSource;
  /** Where it happened; left out: where the vehicle was when it was reported. */
  readonly position?: { readonly latitude: number; readonly longitude: number } | null;
  readonly place?: string | null;
}

/** Something happened that a person may have to know of. Whether it becomes an alert, and how loud, the rules decide. */
export type IncidentReport = {
  [Kind in AlertKind]: IncidentBase & { readonly kind: Kind; readonly details: IncidentDetails<Kind> };
}[AlertKind];

/** Kind and details together, as they stand in an alert. */
export type Happening = {
  [Kind in AlertKind]: { readonly kind: Kind; readonly details: IncidentDetails<Kind> };
}[AlertKind];
