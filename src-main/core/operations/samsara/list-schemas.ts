import { z } from 'zod';
import type { DutyStatus } from '../telematics/contract.ts';
import type {
  AddressFact,
  AssignmentFact,
  DriverFact,
  DutyClockFact,
  GatewayFact,
  TagFact,
  VehicleFact,
} from '../telematics/index.ts';
import { geofenceTypeOf } from './address-type.ts';
import { gatewayConditionOf } from './gateway-condition.ts';
import { parseTimeMs } from './samsara-time.ts';

/*
 * The vendor's records → ours. Only what we cannot do without is required; everything else may be missing or null (the
 * specification says "null when…" in prose without ever declaring it), empty text counts as missing, what we do not know
 * is ignored, since properties and enum values are added without notice.
 */
const id = z.string().min(1);
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value || null);
const wholeMs = z
  .number()
  .nullish()
  .catch(null)
  .transform((value) => (value == null ? null : Math.round(value)));
const named = z.object({ id, name: text });

const tagOf = (tag: { id: string; name: string | null; parentTagId: string | null }): TagFact => ({
  ...tag,
  name: tag.name ?? tag.id,
});
const tagRecord = z.object({ id, name: text, parentTagId: text });

export const tagSchema = tagRecord.transform(tagOf);

export const organizationSchema = z.object({
  data: z.object({ id, name: text }).transform((data) => ({ id: data.id, name: data.name ?? data.id })),
});

export const vehicleSchema = z
  .object({
    id,
    name: text,
    licensePlate: text,
    vin: text,
    make: text,
    model: text,
    year: text,
    notes: text,
    tags: z.array(tagRecord.nullable().catch(null)).nullish().catch(null),
    staticAssignedDriver: named.nullish().catch(null),
    isRemotePrivacyButtonEnabled: z.boolean().nullish().catch(null),
  })
  .transform(
    ({ tags, staticAssignedDriver: driver, isRemotePrivacyButtonEnabled, ...vehicle }): VehicleFact => ({
      ...vehicle,
      tags: (tags ?? []).filter((tag) => tag !== null).map(tagOf),
      recordedDriver: driver ? { id: driver.id, name: driver.name ?? driver.id } : null,
      hasPrivacyButton: isRemotePrivacyButtonEnabled === true,
    }),
  );

export const driverSchema = z
  .object({ id, name: text, phone: text, timezone: text, driverActivationStatus: text })
  .transform((driver): DriverFact => ({
    id: driver.id,
    name: driver.name ?? driver.id,
    phone: driver.phone,
    timeZone: driver.timezone,
    isActive: driver.driverActivationStatus !== 'deactivated',
  }));

export interface AssignmentRecord extends AssignmentFact {
  /** `null`: still open. */
  readonly endMs: number | null;
}

export const assignmentSchema = z
  .object({
    driver: named,
    vehicle: named,
    startTime: z.string(),
    endTime: text,
    isPassenger: z.boolean().nullish().catch(null),
  })
  .transform((record, context): AssignmentRecord => {
    const sinceMs = parseTimeMs(record.startTime);
    if (sinceMs === null) {
      context.addIssue({ code: 'custom', message: 'startTime is not a time' });
      return z.NEVER;
    }
    return {
      vehicleId: record.vehicle.id,
      driverId: record.driver.id,
      driverName: record.driver.name,
      sinceMs,
      isPassenger: record.isPassenger === true,
      endMs: parseTimeMs(record.endTime),
    };
  });

const dutyStatuses: ReadonlySet<string> = new Set<DutyStatus>([
  'offDuty',
  'sleeperBed',
  'driving',
  'onDuty',
  'yardMove',
  'personalConveyance',
]);
const isDutyStatus = (value: string | null | undefined): value is DutyStatus =>
  value != null && dutyStatuses.has(value);

export const dutyStatusOf = (word: string | null | undefined): DutyStatus =>
  isDutyStatus(word) ? word : 'unknown';

const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(null);

export const dutyClockSchema = z
  .object({
    driver: z.object({ id }),
    /** "" while the driver's app is disconnected. */
    currentDutyStatus: z.object({ hosStatusType: text }).nullish().catch(null),
    clocks: z
      .object({
        break: part({ timeUntilBreakDurationMs: wholeMs }),
        drive: part({ driveRemainingDurationMs: wholeMs }),
        shift: part({ shiftRemainingDurationMs: wholeMs }),
        cycle: part({ cycleRemainingDurationMs: wholeMs }),
      })
      .nullish()
      .catch(null),
  })
  .transform(({ driver, currentDutyStatus, clocks }): DutyClockFact => {
    return {
      driverId: driver.id,
      dutyStatus: dutyStatusOf(currentDutyStatus?.hosStatusType),
      driveRemainingMs: clocks?.drive?.driveRemainingDurationMs ?? null,
      shiftRemainingMs: clocks?.shift?.shiftRemainingDurationMs ?? null,
      cycleRemainingMs: clocks?.cycle?.cycleRemainingDurationMs ?? null,
      untilBreakMs: clocks?.break?.timeUntilBreakDurationMs ?? null,
    };
  });

export const gatewaySchema = z
  .object({
    serial: id,
    model: text,
    asset: z.object({ id: text }).nullish().catch(null),
    connectionStatus: z.object({ healthStatus: text, lastConnected: text }).nullish().catch(null),
  })
  .transform(({ serial, model, asset, connectionStatus }): GatewayFact => {
    const health = connectionStatus?.healthStatus ?? 'Status Unknown';
    return {
      serial,
      model,
      vehicleId: asset?.id ?? null,
      health,
      condition: gatewayConditionOf(health),
      lastConnectedAtMs: parseTimeMs(connectionStatus?.lastConnected),
    };
  });

const place = z.object({ latitude: z.number(), longitude: z.number() });

export const addressSchema = z
  .object({
    id,
    name: text,
    formattedAddress: text,
    geofence: z
      .object({
        circle: z
          .object({
            latitude: z.number().nullish(),
            longitude: z.number().nullish(),
            radiusMeters: z.number(),
          })
          .nullish()
          .catch(null),
        polygon: z
          .object({ vertices: z.array(place).min(3) })
          .nullish()
          .catch(null),
      })
      .nullish()
      .catch(null),
    latitude: z.number().nullish().catch(null),
    longitude: z.number().nullish().catch(null),
    addressTypes: z.array(z.string()).nullish().catch(null),
    tags: z.array(tagRecord.nullable().catch(null)).nullish().catch(null),
    notes: text,
  })
  .transform(({ geofence, ...address }): AddressFact => {
    const { circle, polygon } = geofence ?? {};
    // A circle may come without a centre: then it is around the address itself.
    const latitude = circle?.latitude ?? address.latitude;
    const longitude = circle?.longitude ?? address.longitude;
    const isPlaced = circle != null && latitude != null && longitude != null;
    return {
      id: address.id,
      name: address.name ?? address.id,
      formattedAddress: address.formattedAddress,
      area: polygon
        ? { kind: 'polygon', vertices: polygon.vertices }
        : isPlaced
          ? { kind: 'circle', latitude, longitude, radiusMeters: circle.radiusMeters }
          : { kind: 'unplaced' },
      type: geofenceTypeOf(address.addressTypes ?? []),
      tags: (address.tags ?? []).filter((tag) => tag !== null).map(tagOf),
      notes: address.notes,
    };
  });

export const listPageSchema = z.object({
  data: z.array(z.unknown()),
  pagination: z
    .object({ endCursor: z.string().nullish(), hasNextPage: z.boolean().nullish() })
    .nullish()
    .catch(null),
});
