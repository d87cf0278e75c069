import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';

const dayMs = 86_400_000;
/** Longer than this nobody scrubs through, and it would be a hundred thousand fixes a truck. */
export const reviewSpanMsMax = 31 * dayMs;
export const reviewVehicleCountMax = 5;
/** The same for the question who was near a place, which looks at every truck. */
export const nearSpanMsMax = 7 * dayMs;

const vehicleId = z.string().min(1).max(64);
const timeMs = z.number().int().nonnegative().max(8.6e15);
const span = { fromMs: timeMs, toMs: timeMs };
const isForward = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => fromMs <= toMs;
const forwardOnly = { message: 'fromMs must not be after toMs' };
const unknownVehicle = { 'telematics/unknown-vehicle': { message: 'No vehicle with this id is known.' } };
const spanTooLong = { 'telematics/span-too-long': { message: 'The span is longer than can be answered.' } };

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const placeSchema = z.object({ latitude: z.number(), longitude: z.number() });

/** `null` means "not known" throughout. Times are Unix milliseconds of the vendor's clock. */
const trackSchema = z.object({
  /** Fixes stored in the span; more than `pointCount` when the track is thinned. */
  fixCount: z.number().int(),
  pointCount: z.number().int(),
  /** Base64 of `pointCount` rows, see review-track.wire.ts. */
  columns: z.string(),
});

const stopSchema = placeSchema.extend({
  arrivedAtMs: z.number(),
  /** Last time it was heard standing there. */
  leftAtMs: z.number(),
  /** False: it stood there already when the span began, or still when its fixes end. */
  isStartSeen: z.boolean(),
  isEndSeen: z.boolean(),
  /** Longest time without a fix in it. */
  silenceMs: z.number(),
  engineRunningMs: z.number(),
  /** The office's name for the place. */
  placeName: z.string().nullable(),
  driverName: z.string().nullable(),
});

const tripSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  isStartSeen: z.boolean(),
  isEndSeen: z.boolean(),
  from: placeSchema.nullable(),
  to: placeSchema.nullable(),
  fromPlaceName: z.string().nullable(),
  toPlaceName: z.string().nullable(),
  distanceMeters: z.number(),
  speedMphMax: z.number().nullable(),
  /** Part of the time without fixes, where the distance is as the crow flies. */
  unseenMs: z.number(),
  driverName: z.string().nullable(),
  /** Who cut it: the vendor, or Switchyard where it stood for 10 minutes. */
  source: z.enum(['vendor', 'local']),
});

const driverSpanSchema = z.object({
  fromMs: z.number(),
  /** `null`: still assigned. */
  toMs: z.number().nullable(),
  driverId: z.string(),
  driverName: z.string(),
});

const reviewVehicleSchema = trackSchema.extend({
  vehicleId,
  name: z.string(),
  /** Its newest fix before the span: where it was while it said nothing. */
  before: placeSchema.extend({ timeMs: z.number() }).nullable(),
  newestFixMs: z.number().nullable(),
  stops: z.array(stopSchema),
  trips: z.array(tripSchema),
  drivers: z.array(driverSpanSchema),
});

export const reviewSchema = z.object({
  /** Newest fix stored of any vehicle: what is known reaches to here. `null`: nothing is stored. */
  asOfMs: z.number().nullable(),
  /** Parts of the span that are still being fetched from the vendor's history. */
  missing: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
  vehicles: z.array(reviewVehicleSchema),
});

const nearSchema = z.object({
  vehicleId,
  name: z.string(),
  firstSeenAtMs: z.number(),
  lastSeenAtMs: z.number(),
  closestMeters: z.number(),
  closestAtMs: z.number(),
  /** Fixes in the area; 0 when it was only crossed between two of them, or stood there silently. */
  fixCount: z.number().int(),
  /** It was last heard there before the span. */
  isFromBefore: z.boolean(),
});

const areaSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('circle'),
    center: z.object({ latitude, longitude }),
    radiusMeters: z.number().min(10).max(100_000),
  }),
  z.object({ kind: z.literal('box'), west: longitude, south: latitude, east: longitude, north: latitude }),
]);

export const exportFormats = ['csv', 'gpx'] as const;

const exportCursorSchema = z.object({
  vehicleIndex: z.number().int().min(0).max(reviewVehicleCountMax),
  fromMs: timeMs,
  /** Of the last fix written of this vehicle, for breaking a line where nobody knows the way. */
  lastFixMs: timeMs.nullable(),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const reviewContract = {
  /**
   * Everything about up to five vehicles in a span of up to 31 days, from what is stored. Tracks of more than
   * `pointCountMax` fixes are thinned: ends of stops and silences, the fastest, the slowest and the bends stay (thin.ts);
   * stops, trips and figures are always worked out on all fixes.
   */
  getReview: procedureFor('dispatcher')
    .input(
      z
        .object({
          vehicleIds: z.array(vehicleId).min(1).max(reviewVehicleCountMax),
          ...span,
          pointCountMax: z.number().int().min(100).max(10_000).default(4_000),
        })
        .refine(isForward, forwardOnly),
    )
    .errors({ ...unknownVehicle, ...spanTooLong })
    .output(reviewSchema),
  /** A part of a review more closely; thinned the same way where it holds more than `pointCountMax` fixes. */
  getTrack: procedureFor('dispatcher')
    .input(
      z
        .object({ vehicleId, ...span, pointCountMax: z.number().int().min(100).max(20_000).default(10_000) })
        .refine(isForward, forwardOnly),
    )
    .errors({ ...unknownVehicle, ...spanTooLong })
    .output(trackSchema),
  /** Which vehicles were in an area in a span of up to 7 days, the closest first. */
  findNear: procedureFor('dispatcher')
    .input(z.object({ area: areaSchema, ...span }).refine(isForward, forwardOnly))
    .errors(spanTooLong)
    .output(z.object({ asOfMs: z.number().nullable(), vehicles: z.array(nearSchema) })),
  /**
   * All fixes of a review as the text of a file, a part per call: the first with `cursor: null`, the next with the cursor of
   * the last answer until that is `null`. Whoever stops asking has cancelled; nothing is kept in between.
   */
  exportReview: procedureFor('dispatcher')
    .input(
      z
        .object({
          vehicleIds: z.array(vehicleId).min(1).max(reviewVehicleCountMax),
          ...span,
          format: z.enum(exportFormats),
          /** IANA name, for the column of local times. */
          timeZone: z.string().min(1).max(64).refine(isTimeZone, { message: 'no such time zone' }),
          cursor: exportCursorSchema.nullable(),
        })
        .refine(isForward, forwardOnly),
    )
    .errors({ ...unknownVehicle, ...spanTooLong })
    .output(
      z.object({
        text: z.string(),
        fixCount: z.number().int(),
        /** From 0 to 1. */
        progress: z.number(),
        cursor: exportCursorSchema.nullable(),
      }),
    ),
};

export type Review = Readonly<z.infer<typeof reviewSchema>>;
export type ReviewVehicle = Readonly<z.infer<typeof reviewVehicleSchema>>;
export type TrackAnswer = Readonly<z.infer<typeof trackSchema>>;
export type NearVehicle = Readonly<z.infer<typeof nearSchema>>;
export type ReviewArea = Readonly<z.infer<typeof areaSchema>>;
export type ExportFormat = (typeof exportFormats)[number];
export type ExportCursor = Readonly<z.infer<typeof exportCursorSchema>>;
