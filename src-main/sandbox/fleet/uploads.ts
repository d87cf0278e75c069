import { unitOf } from './random.ts';
import { lastReportMs, visitReports, type MeasuredStat, type Reporter } from './reports.ts';
import type { Span } from './timeline.ts';

/** A stretch in which a truck's reports are kept back and sent together when it ends. */
export interface Holds {
  holdAt(truckIndex: number, atMs: number): Span | null;
  /** The holds that ended in (fromMs, toMs]. */
  holdsEndedIn(truckIndex: number, fromMs: number, toMs: number): readonly Span[];
}

export const noHolds: Holds = { holdAt: () => null, holdsEndedIn: () => [] };

const burstDelayMs = 1_500;
const burstMs = 4_000;
const latencyMinMs = 400;
const latencySpreadMs = 2_200;
/** No report is under way longer than this, unless it is held back. */
const underWayMaxMs = latencyMinMs + latencySpreadMs;

const burstArrivalMs = (hold: Span, atMs: number): number =>
  Math.round(hold.endMs + burstDelayMs + (burstMs * (atMs - hold.startMs)) / (hold.endMs - hold.startMs));

const directArrivalMs = (truckIndex: number, atMs: number): number =>
  atMs + latencyMinMs + Math.floor(latencySpreadMs * unitOf(truckIndex, Math.floor(atMs / 1_000), 41));

/** When a report made at `atMs` reaches the vendor's cloud: soon, or in a burst after a tunnel or a hold. */
export function arrivalMs(reporter: Reporter, truckIndex: number, atMs: number, holds: Holds): number {
  const hold = reporter.truck.deadZoneAt(atMs) ?? holds.holdAt(truckIndex, atMs);
  return hold === null ? directArrivalMs(truckIndex, atMs) : burstArrivalMs(hold, atMs);
}

/**
 * Calls `visit` for every report of `stat` that reaches the cloud in (fromMs, toMs], in no particular order.
 * The span must be at most a minute: at most one tunnel can end in it.
 */
export function visitArrivals(
  reporter: Reporter,
  truckIndex: number,
  stat: MeasuredStat,
  fromMs: number,
  toMs: number,
  holds: Holds,
  visit: (arrivedMs: number, atMs: number) => void,
): void {
  const { truck } = reporter;
  const offer = (atMs: number) => {
    const arrivedMs = arrivalMs(reporter, truckIndex, atMs, holds);
    if (arrivedMs > fromMs && arrivedMs <= toMs) visit(arrivedMs, atMs);
  };
  const freshFromMs = fromMs - underWayMaxMs;
  visitReports(reporter, stat, freshFromMs, toMs, offer);
  const burstFromMs = fromMs - burstDelayMs - burstMs;
  const offerHeld = (hold: Span, isTunnel: boolean) =>
    visitReports(reporter, stat, Math.ceil(hold.startMs), Math.min(hold.endMs, freshFromMs), (atMs) => {
      if ((truck.deadZoneAt(atMs) !== null) === isTunnel) offer(atMs);
    });
  const tunnel = truck.deadZoneBefore(toMs);
  if (tunnel !== null && tunnel.endMs >= burstFromMs) offerHeld(tunnel, true);
  for (const hold of holds.holdsEndedIn(truckIndex, burstFromMs - 1, toMs)) offerHeld(hold, false);
}

/** Time of the newest report of `stat` that has reached the cloud by `nowMs`; `null` when none ever did. */
export function lastArrivedMs(
  reporter: Reporter,
  truckIndex: number,
  stat: MeasuredStat,
  nowMs: number,
  holds: Holds,
): number | null {
  let atMs = lastReportMs(reporter, stat, nowMs);
  while (atMs !== null && arrivalMs(reporter, truckIndex, atMs, holds) > nowMs) {
    const hold = reporter.truck.deadZoneAt(atMs) ?? holds.holdAt(truckIndex, atMs);
    const isWholeHoldPending = hold !== null && burstArrivalMs(hold, hold.startMs) > nowMs;
    atMs = lastReportMs(reporter, stat, isWholeHoldPending ? Math.ceil(hold.startMs) - 1 : atMs - 1);
  }
  return atMs;
}
