import type { z } from 'zod';
import type { DutyLogFact, DutyViolationFact, SpeedLimitFact, TripFact } from '../telematics/index.ts';
import {
  alertConfigurationSchema,
  alertIncidentSchema,
  dutyLogSchema,
  dutyViolationsSchema,
  safetyEventSchema,
  speedLimitSchema,
  tripSchema,
  type AlertConfiguration,
  type AlertIncident,
  type SafetyEvent,
} from './event-schemas.ts';
import type { List, StatsSpan } from './gateway.ts';

/** The vendor takes no more ids in one question. */
export const tripIdsMax = 50;
export const configurationIdsMax = 50;
/** Name of the reading with the posted limit. */
const speedLimitReading = 'samsaraSpeedLimit';

type Query = Readonly<Record<string, string | readonly string[]>>;

export interface CursorPage<T> {
  readonly items: readonly T[];
  readonly rejectedCount: number;
  /** Empty: the vendor gave none. */
  readonly endCursor: string;
  readonly hasNextPage: boolean;
}

export interface EventQuestions {
  fetchList<T>(
    endpoint: string,
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
    query?: Query,
  ): Promise<List<T>>;
  fetchPage<T>(
    endpoint: string,
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
    query: Query,
  ): Promise<CursorPage<T>>;
}

const timeText = (timeMs: number): string => new Date(timeMs).toISOString();

/**
 * What happens, in windows of time. The streams by time of change are asked without an end (or until now) and followed
 * until there is no next page; their cursors are not kept, since a window asked again brings the same.
 */
export function createEventGateway({ fetchList, fetchPage }: EventQuestions) {
  return {
    fetchAlertConfigurations: (signal?: AbortSignal): Promise<List<AlertConfiguration>> =>
      fetchList('alert-configurations', '/alerts/configurations', alertConfigurationSchema, signal, {
        status: 'all',
      }),
    /** At most 50 configurations; the window ends now. */
    fetchAlertIncidents: (
      configurationIds: readonly string[],
      changedSinceMs: number,
      signal?: AbortSignal,
    ): Promise<List<AlertIncident>> =>
      fetchList('alert-incidents', '/alerts/incidents/stream', alertIncidentSchema, signal, {
        configurationIds,
        startTime: timeText(changedSinceMs),
      }),
    /** Of trucks without a camera too. */
    fetchSafetyEvents: (changedSinceMs: number, signal?: AbortSignal): Promise<List<SafetyEvent>> =>
      fetchList('safety-events', '/safety-events/stream', safetyEventSchema, signal, {
        startTime: timeText(changedSinceMs),
        includeVgOnlyEvents: 'true',
        includeDriver: 'true',
      }),
    /** At most 50 vehicles. */
    fetchTrips: (
      vehicleIds: readonly string[],
      changedSinceMs: number,
      signal?: AbortSignal,
    ): Promise<List<TripFact>> =>
      fetchList('trips', '/trips/stream', tripSchema, signal, {
        ids: vehicleIds.join(),
        startTime: timeText(changedSinceMs),
      }),
    fetchDutyLogs: (span: StatsSpan, signal?: AbortSignal): Promise<List<DutyLogFact>> =>
      fetchList('duty-logs', '/fleet/hos/logs', dutyLogSchema, signal, {
        startTime: timeText(span.startMs),
        endTime: timeText(span.endMs),
      }),
    fetchDutyViolations: (
      span: StatsSpan,
      signal?: AbortSignal,
    ): Promise<List<readonly DutyViolationFact[]>> =>
      fetchList('duty-violations', '/fleet/hos/violations', dutyViolationsSchema, signal, {
        startTime: timeText(span.startMs),
        endTime: timeText(span.endMs),
      }),
    /** The limit where each vehicle was last. */
    fetchSpeedLimits: (signal?: AbortSignal): Promise<List<SpeedLimitFact>> =>
      fetchList('speed-limits', '/readings/latest', speedLimitSchema, signal, {
        readingIds: speedLimitReading,
        entityType: 'asset',
      }),
    /** Without a cursor: from now on. */
    fetchSpeedLimitPage: (cursor: string | null, signal?: AbortSignal): Promise<CursorPage<SpeedLimitFact>> =>
      fetchPage('speed-limits', '/readings/history', speedLimitSchema, signal, {
        readingId: speedLimitReading,
        entityType: 'asset',
        feed: 'true',
        ...(cursor === null ? {} : { after: cursor }),
      }),
  };
}
