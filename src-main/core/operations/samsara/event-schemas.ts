import { z } from 'zod';
import type { DutyLogFact, DutyViolationFact, SpeedLimitFact, TripFact } from '../telematics/index.ts';
import { dutyStatusOf } from './list-schemas.ts';
import { parseTimeMs } from './samsara-time.ts';

/*
 * What happens, as the vendor tells it → ours. As in list-schemas.ts only what we cannot do without is required, and
 * what we do not know is ignored.
 */
const id = z.string().min(1);
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value || null);
const timeMs = z.string().transform((value, context): number => {
  const parsed = parseTimeMs(value);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});
const laterMs = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => parseTimeMs(value));
const number = z.number().nullish().catch(null);
const place = z
  .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const milesPerKilometer = 0.621371192;
const mphOfMetersPerSecond = 2.236936292;

export const mphOfKmh = (kmh: number | null | undefined): number | null =>
  kmh == null ? null : kmh * milesPerKilometer;

/** A trip has no id: vehicle and start tell it apart. */
export const tripSchema = z
  .object({
    asset: z.object({ id }),
    tripStartTime: timeMs,
    tripEndTime: laterMs,
    completionStatus: text,
    updatedAtTime: laterMs,
    startLocation: place,
    endLocation: place,
  })
  .transform((trip): TripFact => ({
    vehicleId: trip.asset.id,
    startMs: trip.tripStartTime,
    // A status we have no word for, with an end, has ended all the same.
    endMs: trip.completionStatus === 'inProgress' ? null : trip.tripEndTime,
    updatedAtMs: trip.updatedAtTime ?? trip.tripStartTime,
    start: trip.startLocation,
    end: trip.endLocation,
  }));

export interface SafetyEvent {
  readonly id: string;
  readonly vehicleId: string;
  readonly driverId: string | null;
  readonly driverName: string | null;
  /** The vendor's words, newest opinion; e.g. "Braking". */
  readonly labels: readonly string[];
  readonly isDismissed: boolean;
  readonly startMs: number;
  readonly endMs: number | null;
  readonly updatedAtMs: number;
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly gForce: number | null;
  readonly speedMph: number | null;
  readonly limitMph: number | null;
  readonly url: string | null;
}

export const safetyEventSchema = z
  .object({
    id,
    asset: z.object({ id }),
    driver: z.object({ id: text, name: text }).nullish().catch(null),
    behaviorLabels: z
      .array(z.object({ label: text }).catch({ label: null }))
      .nullish()
      .catch(null),
    eventState: text,
    /** A text in RFC 3339, whatever its name says. */
    startMs: timeMs,
    endMs: laterMs,
    updatedAtTime: laterMs,
    location: place,
    maxAccelerationGForce: number,
    speedingMetadata: z
      .object({ maxSpeedKilometersPerHour: number, postedSpeedLimitKilometersPerHour: number })
      .nullish()
      .catch(null),
    inboxEventUrl: text,
    incidentReportUrl: text,
  })
  .transform((event): SafetyEvent => ({
    id: event.id,
    vehicleId: event.asset.id,
    driverId: event.driver?.id ?? null,
    driverName: event.driver?.name ?? null,
    labels: (event.behaviorLabels ?? []).flatMap(({ label }) => (label === null ? [] : [label])),
    isDismissed: event.eventState === 'dismissed',
    startMs: event.startMs,
    endMs: event.endMs,
    updatedAtMs: event.updatedAtTime ?? event.startMs,
    position: event.location,
    gForce: event.maxAccelerationGForce ?? null,
    speedMph: mphOfKmh(event.speedingMetadata?.maxSpeedKilometersPerHour),
    limitMph: mphOfKmh(event.speedingMetadata?.postedSpeedLimitKilometersPerHour),
    url: event.inboxEventUrl ?? event.incidentReportUrl,
  }));

const bag = z.record(z.string(), z.unknown());

export interface AlertConfiguration {
  readonly id: string;
  readonly name: string | null;
  readonly isEnabled: boolean;
  /** By trigger number: what the alert waits for, in the vendor's shape. */
  readonly parameters: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
}

export const alertConfigurationSchema = z
  .object({
    id,
    name: text,
    isEnabled: z.boolean().nullish().catch(null),
    triggers: z
      .array(
        z
          .object({ triggerTypeId: z.number(), triggerParams: bag.nullish().catch(null) })
          .nullable()
          .catch(null),
      )
      .nullish()
      .catch(null),
  })
  .transform(({ triggers, isEnabled, ...rest }): AlertConfiguration => ({
    ...rest,
    isEnabled: isEnabled !== false,
    parameters: new Map(
      (triggers ?? []).flatMap((trigger) =>
        trigger === null ? [] : [[trigger.triggerTypeId, trigger.triggerParams ?? {}] as const],
      ),
    ),
  }));

export interface AlertIncident {
  readonly configurationId: string;
  readonly happenedAtMs: number;
  readonly updatedAtMs: number;
  readonly isResolved: boolean;
  readonly resolvedAtMs: number | null;
  readonly url: string;
  readonly conditions: readonly {
    readonly triggerId: number;
    readonly description: string;
    /** One key of many, in the vendor's shape. */
    readonly details: Readonly<Record<string, unknown>>;
  }[];
}

export const alertIncidentSchema = z
  .object({
    configurationId: id,
    happenedAtTime: timeMs,
    updatedAtTime: laterMs,
    isResolved: z.boolean().nullish().catch(null),
    resolvedAtTime: laterMs,
    incidentUrl: text,
    conditions: z
      .array(
        z
          .object({ triggerId: z.number().catch(-1), description: text, details: bag.nullish().catch(null) })
          .nullable()
          .catch(null),
      )
      .nullish()
      .catch(null),
  })
  .transform((incident): AlertIncident => ({
    configurationId: incident.configurationId,
    happenedAtMs: incident.happenedAtTime,
    updatedAtMs: incident.updatedAtTime ?? incident.happenedAtTime,
    isResolved: incident.isResolved === true,
    resolvedAtMs: incident.resolvedAtTime,
    url: incident.incidentUrl ?? '',
    conditions: (incident.conditions ?? []).flatMap((condition) =>
      condition === null
        ? []
        : [
            {
              triggerId: condition.triggerId,
              description: condition.description ?? '',
              details: condition.details ?? {},
            },
          ],
    ),
  }));

export const dutyLogSchema = z
  .object({
    driver: z.object({ id }),
    hosLogs: z
      .array(
        z
          .object({
            logStartTime: timeMs,
            logEndTime: laterMs,
            hosStatusType: text,
            vehicle: z.object({ id: text }).nullish().catch(null),
            remark: text,
          })
          .nullable()
          .catch(null),
      )
      .nullish()
      .catch(null),
  })
  .transform(({ driver, hosLogs }): DutyLogFact => ({
    driverId: driver.id,
    entries: (hosLogs ?? []).flatMap((log) =>
      log === null
        ? []
        : [
            {
              status: dutyStatusOf(log.hosStatusType),
              startMs: log.logStartTime,
              endMs: log.logEndTime,
              vehicleId: log.vehicle?.id ?? null,
              remark: log.remark,
            },
          ],
    ),
  }));

/** Several violations of one driver. */
export const dutyViolationsSchema = z
  .object({
    violations: z.array(
      z
        .object({
          driver: z.object({ id }),
          type: id,
          violationStartTime: timeMs,
          durationMs: number,
          description: text,
        })
        .nullable()
        .catch(null),
    ),
  })
  .transform(({ violations }): readonly DutyViolationFact[] =>
    violations.flatMap((violation) =>
      violation === null
        ? []
        : [
            {
              driverId: violation.driver.id,
              type: violation.type,
              startMs: violation.violationStartTime,
              endMs: violation.violationStartTime + Math.max(0, Math.round(violation.durationMs ?? 0)),
              description: violation.description,
            },
          ],
    ),
  );

/** Posted limit in metres per second, as the vendor says it; no limit is no number. */
export const speedLimitSchema = z
  .object({ entityId: id, happenedAtTime: timeMs, value: z.number().nonnegative().nullable().catch(null) })
  .transform(({ entityId, happenedAtTime, value }): SpeedLimitFact => ({
    vehicleId: entityId,
    timeMs: happenedAtTime,
    limitMph: value === null || value === 0 ? null : Math.round(value * mphOfMetersPerSecond),
  }));
