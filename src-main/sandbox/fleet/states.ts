import { unitOf } from './random.ts';
import type { Span } from './timeline.ts';
import { timeAtMeters, type Truck } from './truck.ts';

/** The lamp in the cab. */
export const lowFuelPercent = 20;
export const longIdleMs = 15 * 60_000;

function overTours(truck: Truck, fromMs: number, toMs: number, spansOf: () => readonly Span[]): Span[] {
  const found: Span[] = [];
  for (let baseMs = truck.tourStartMs(fromMs); baseMs <= toMs; baseMs += truck.plan.schedule.periodMs) {
    for (const { startMs, endMs } of spansOf()) {
      const span = { startMs: baseMs + startMs, endMs: baseMs + endMs };
      if (span.endMs >= fromMs && span.startMs <= toMs) found.push(span);
    }
  }
  return found;
}

/** A fault comes somewhere in the first half of a tour and is mended at home. Times from the start of the tour. */
function faultSpans({ plan }: Truck): Span[] {
  const { periodMs, segments } = plan.schedule;
  const startMs = Math.floor(periodMs * (0.08 + 0.4 * unitOf(plan.truckSeed, 71)));
  const homeMs = segments.at(-1)?.startMs ?? periodMs;
  return startMs < homeMs ? [{ startMs, endMs: homeMs }] : [];
}

/** For a truck that has any. */
export const faultsBetween = (truck: Truck, fromMs: number, toMs: number): Span[] =>
  overTours(truck, fromMs, toMs, () => faultSpans(truck));

function lowFuelSpans({ plan }: Truck): Span[] {
  const { refuels, tourMeters, periodMs } = plan.schedule;
  return refuels.flatMap((fill, index) => {
    const next = refuels[index + 1];
    const lowMeters = fill.meters + ((fill.percent - lowFuelPercent) / 100) * plan.tankMeters;
    if (lowMeters >= (next?.meters ?? tourMeters)) return [];
    return [{ startMs: timeAtMeters(plan, lowMeters), endMs: next?.atMs ?? periodMs }];
  });
}

const lowFuelByPlan = new WeakMap<Truck['plan'], readonly Span[]>();

/** With the lamp for low fuel on. */
export function lowFuelBetween(truck: Truck, fromMs: number, toMs: number): Span[] {
  const spans = lowFuelByPlan.get(truck.plan) ?? lowFuelSpans(truck);
  lowFuelByPlan.set(truck.plan, spans);
  return overTours(truck, fromMs, toMs, () => spans);
}

/** The engine running without going anywhere for longer than `longIdleMs`. */
export function longIdlesBetween(truck: Truck, fromMs: number, toMs: number): Span[] {
  const found: Span[] = [];
  for (let atMs = fromMs; atMs <= toMs;) {
    const stretch = truck.engineAt(atMs);
    const { startMs, endMs } = stretch;
    if (stretch.state === 'Idle' && endMs - startMs > longIdleMs) found.push({ startMs, endMs });
    atMs = endMs;
  }
  return found;
}
