import type { SyncResource } from './contract.ts';

/**
 * At a start the machine belongs to the map: what is stored is on the screen before most of it is asked for anew. The
 * first turns of lists and past take more processor time than the whole of the core's start.
 */
export interface HeadStart {
  /** For what dispatch does not need in the first moment. */
  readonly headStartMs: number;
  /** Who is in the fleet is stored; otherwise the map is empty until the lists are there. */
  readonly isFleetStored: boolean;
}

/** Where the trucks are now, and what they call for. */
const atOnce: ReadonlySet<SyncResource> = new Set(['organization', 'positions', 'alerts']);
const late: ReadonlySet<SyncResource> = new Set(['speedLimits', 'trips', 'dutyLogs', 'backfill']);

const listsMs = 4_000;
/** One after the other, since all at once would hold up the first moments of work instead. */
const listsStepMs = 300;

/** @param place among those that begin together, from 0. */
export function firstTurnDelayMs(
  resource: SyncResource,
  place: number,
  { headStartMs, isFleetStored }: HeadStart,
): number {
  if (late.has(resource)) return headStartMs;
  if (atOnce.has(resource) || !isFleetStored) return 0;
  return Math.min(headStartMs, listsMs + place * listsStepMs);
}
