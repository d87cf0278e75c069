import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';
import { areaProblems, geofenceLimits, geofenceTypes } from './geofence.wire.ts';

const idText = z.string().min(1).max(64);
const time = z.number().int().nonnegative();

export const placeSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

export const areaSchema = z.discriminatedUnion('kind', [
  placeSchema.extend({ kind: z.literal('circle'), radiusMeters: z.number().positive() }),
  /** In order around it, either way, not closed. More than are allowed reach the check, which says so in words. */
  z.object({ kind: z.literal('polygon'), vertices: z.array(placeSchema).max(1_000).readonly() }),
]);

/** What both sides of the sync know of a geofence. */
export const geofenceVersionSchema = z.object({
  name: z.string(),
  type: z.enum(geofenceTypes),
  area: areaSchema,
  tags: z.array(z.string()).readonly(),
  notes: z.string().nullable(),
});

/**
 * Where a geofence stands with Samsara. `sending`: a change waits for its turn, or failed and is tried again. `conflict`:
 * both sides changed it; `null` is a side that deleted it.
 */
export const geofenceSyncSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('localOnly') }),
  z.object({
    state: z.literal('sending'),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  z.object({ state: z.literal('inSync') }),
  z.object({
    state: z.literal('conflict'),
    mine: geofenceVersionSchema.nullable(),
    theirs: geofenceVersionSchema.nullable(),
  }),
]);

/** What applies here only; Samsara knows nothing of it. */
const rulesSchema = z.object({
  alertsOnEntry: z.boolean(),
  alertsOnExit: z.boolean(),
  /** Longer inside than this raises an alert. */
  dwellLimitMinutes: z.number().int().min(1).max(geofenceLimits.dwellMinutesMax).nullable(),
  speedLimitMph: z.number().min(1).max(geofenceLimits.speedMphMax).nullable(),
});

export const geofenceSchema = geofenceVersionSchema.extend({
  ...rulesSchema.shape,
  /** Opaque. A geofence that came from Samsara keeps the id of its address. */
  id: idText,
  /** As Samsara words it. */
  formattedAddress: z.string().nullable(),
  /** Kept in Samsara as well. */
  isShared: z.boolean(),
  sync: geofenceSyncSchema,
  updatedAtMs: z.number().nullable(),
});

const tagSchema = z.string().trim().min(1).max(geofenceLimits.tagLength);

export const geofenceDraftSchema = rulesSchema.extend({
  name: z.string().trim().min(1).max(geofenceLimits.nameLength),
  type: z.enum(geofenceTypes),
  area: areaSchema,
  tags: z.array(tagSchema).max(geofenceLimits.tagCount).readonly(),
  notes: z.string().trim().max(geofenceLimits.notesLength).nullable(),
  isShared: z.boolean(),
});

const presenceSchema = z.object({
  geofenceId: z.string(),
  vehicleId: z.string(),
  sinceMs: z.number(),
  /** False: it was inside already when first looked at, so `sinceMs` is the earliest moment known. */
  isEntrySeen: z.boolean(),
});

/** What a vehicle did at a geofence. Only ever append. */
export const geofenceEventKinds = ['entered', 'exited', 'dwelled', 'sped'] as const;

const eventSchema = z.object({
  id: z.number().int(),
  kind: z.enum(geofenceEventKinds),
  geofenceId: z.string(),
  /** As it was called then. */
  geofenceName: z.string(),
  vehicleId: z.string(),
  timeMs: z.number(),
  /** How long it had been inside, for `exited` and `dwelled`; `null` where the entry was not seen. */
  dwellMs: z.number().nullable(),
  speedMph: z.number().nullable(),
});

const visitSchema = z.object({
  geofenceId: z.string(),
  geofenceName: z.string(),
  vehicleId: z.string(),
  enteredAtMs: z.number(),
  isEntrySeen: z.boolean(),
  /** `null`: still inside. */
  exitedAtMs: z.number().nullable(),
  speedMphMax: z.number().nullable(),
});

const unknown = { 'geofences/unknown': { message: 'No geofence with this id is known.' } };

export const geofenceContract = {
  /** All geofences, ours and Samsara's; first as they are, then anew after each change, at most twice a second. */
  watchGeofences: procedureFor('dispatcher').output(
    eventIterator(z.object({ geofences: z.array(geofenceSchema), knownTags: z.array(z.string()) })),
  ),
  /** Who is inside now, and the newest events, newest first; again on change, at most once a second. */
  watchGeofencePresence: procedureFor('dispatcher').output(
    eventIterator(z.object({ inside: z.array(presenceSchema), events: z.array(eventSchema) })),
  ),
  /** `id` null: a new one. */
  saveGeofence: procedureFor('dispatcher')
    .input(z.object({ id: idText.nullable(), draft: geofenceDraftSchema }))
    .errors({
      ...unknown,
      'geofences/invalid-area': {
        message: 'The area cannot be used.',
        data: z.object({ problem: z.enum(areaProblems) }),
      },
      'geofences/too-many': { message: 'There are too many geofences.' },
      'geofences/in-conflict': { message: 'The conflict with Samsara has to be settled first.' },
    })
    .output(z.object({ id: idText })),
  /** Can be taken back by `restoreGeofence`; Samsara is told after a while only. */
  deleteGeofence: procedureFor('dispatcher')
    .input(z.object({ id: idText }))
    .errors(unknown)
    .output(z.void()),
  restoreGeofence: procedureFor('dispatcher')
    .input(z.object({ id: idText }))
    .errors(unknown)
    .output(z.void()),
  resolveGeofenceConflict: procedureFor('dispatcher')
    .input(z.object({ id: idText, keep: z.enum(['mine', 'theirs']) }))
    .errors({
      ...unknown,
      'geofences/no-conflict': { message: 'This geofence is not in conflict.' },
    })
    .output(z.void()),
  /** Stays that overlap [fromMs, toMs], newest first. */
  getGeofenceVisits: procedureFor('dispatcher')
    .input(
      z.object({
        geofenceId: idText.nullable(),
        vehicleId: idText.nullable(),
        fromMs: time,
        toMs: time,
        countMax: z.number().int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.array(visitSchema)),
};

export type Place = Readonly<z.infer<typeof placeSchema>>;
export type GeofenceArea = Readonly<z.infer<typeof areaSchema>>;
export type GeofenceVersion = Readonly<z.infer<typeof geofenceVersionSchema>>;
export type GeofenceSync = Readonly<z.infer<typeof geofenceSyncSchema>>;
export type GeofenceRules = Readonly<z.infer<typeof rulesSchema>>;
export type Geofence = Readonly<z.infer<typeof geofenceSchema>>;
export type GeofenceDraft = Readonly<z.infer<typeof geofenceDraftSchema>>;
export type GeofencePresence = Readonly<z.infer<typeof presenceSchema>>;
export type GeofenceEventKind = (typeof geofenceEventKinds)[number];
export type GeofenceEvent = Readonly<z.infer<typeof eventSchema>>;
export type GeofenceVisit = Readonly<z.infer<typeof visitSchema>>;
