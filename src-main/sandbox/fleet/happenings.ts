import { progressAt, type DriveKnots } from './motion.ts';
import { unitOf } from './random.ts';
import { lastAtOrBefore, type Segment } from './schedule.ts';
import { segmentsBetween } from './segments.ts';
import { metersPerSecondPerMph } from './traffic.ts';
import { knotsOf, limitMphAt, type Truck } from './truck.ts';

/**
 * What happened on the way, read off the very motion that is reported: `speeding` is more than 5 mph above the limit,
 * `overspeed` above 72 mph, `brake` a hard stop on the brakes, `phone` what only a camera sees.
 */
export interface Happening {
  readonly kind: 'speeding' | 'overspeed' | 'brake' | 'phone';
  readonly startMs: number;
  readonly endMs: number;
  readonly peakMph: number;
  readonly limitMph: number;
  readonly gForce: number;
}

export const overspeedMph = 72;
/** Over the posted limit by this much is severe, for the alerts as for the safety events. */
export const severeExcessMph = 11;
const excessMphMin = 5;
const sampleMs = 2_000;
const rampMs = 60_000;
const speedingMsMin = 30_000;
const phoneShare = 0.12;

interface Sample {
  readonly atMs: number;
  readonly mph: number;
  readonly limitMph: number;
}

function sampleAt(knots: DriveKnots, atMs: number): Sample {
  const index = Math.min(lastAtOrBefore(knots.timeMs, atMs), knots.timeMs.length - 2);
  const mph = progressAt(knots, index, atMs).metersPerSecond / metersPerSecondPerMph;
  return { atMs, mph, limitMph: limitMphAt(knots, atMs) ?? Infinity };
}

/** Where drivers are known to rush, with what comes before and after: only there is it worth looking. */
function rushingSpans({ pieces, timeMs }: DriveKnots): { fromMs: number; toMs: number }[] {
  const endMs = timeMs.at(-1) ?? 0;
  const spans: { fromMs: number; toMs: number }[] = [];
  pieces.forEach((piece, index) => {
    if (!piece.isRushing) return;
    const fromMs = Math.max(0, piece.startMs - rampMs);
    const toMs = Math.min(endMs, (pieces[index + 1]?.startMs ?? endMs) + rampMs);
    const last = spans.at(-1);
    if (last !== undefined && last.toMs >= fromMs) last.toMs = toMs;
    else spans.push({ fromMs, toMs });
  });
  return spans;
}

function stretches(samples: readonly Sample[], kind: Happening['kind'], holds: (sample: Sample) => boolean) {
  const found: Happening[] = [];
  let run: Sample[] = [];
  const close = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined && last.atMs - first.atMs >= speedingMsMin) {
      const peakMph = Math.max(...run.map(({ mph }) => mph));
      const limitMph = Math.min(...run.map((sample) => sample.limitMph));
      found.push({ kind, startMs: first.atMs, endMs: last.atMs, peakMph, limitMph, gForce: 0.1 });
    }
    run = [];
  };
  for (const sample of samples) {
    if (holds(sample)) run.push(sample);
    else close();
  }
  close();
  return found;
}

function speedingIn(knots: DriveKnots): Happening[] {
  return rushingSpans(knots).flatMap(({ fromMs, toMs }) => {
    const samples: Sample[] = [];
    for (let atMs = Math.ceil(fromMs); atMs < toMs; atMs += sampleMs) samples.push(sampleAt(knots, atMs));
    return [
      ...stretches(samples, 'speeding', ({ mph, limitMph }) => mph > limitMph + excessMphMin),
      ...stretches(samples, 'overspeed', ({ mph }) => mph > overspeedMph),
    ];
  });
}

function phoneIn(knots: DriveKnots, truckSeed: number, segment: Segment): Happening[] {
  if (unitOf(truckSeed, segment.firstEdge, segment.firstPiece, 61) >= phoneShare) return [];
  const share = 0.1 + 0.8 * unitOf(truckSeed, segment.firstEdge, segment.firstPiece, 67);
  const startMs = Math.round(share * (knots.timeMs.at(-1) ?? 0));
  const { mph, limitMph } = sampleAt(knots, startMs);
  return [{ kind: 'phone', startMs, endMs: startMs + 8_000, peakMph: mph, limitMph, gForce: 0.05 }];
}

/** Times from the start of the drive. A tour repeats, so that each drive is looked through once. */
const happeningsByDrive = new WeakMap<Segment, readonly Happening[]>();

function happeningsOfDrive({ plan }: Truck, segment: Segment): readonly Happening[] {
  const known = happeningsByDrive.get(segment);
  if (known !== undefined) return known;
  const knots = knotsOf(plan, segment);
  const brakes = knots.brakes.map(({ startMs, endMs, gForce }): Happening => {
    const { mph, limitMph } = sampleAt(knots, startMs);
    return {
      kind: 'brake',
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      peakMph: mph,
      limitMph,
      gForce,
    };
  });
  const found = [...brakes, ...speedingIn(knots), ...phoneIn(knots, plan.truckSeed, segment)];
  found.sort((a, b) => a.startMs - b.startMs);
  happeningsByDrive.set(segment, found);
  return found;
}

/** Those that overlap [fromMs, toMs], by beginning. */
export function happeningsBetween(truck: Truck, fromMs: number, toMs: number): Happening[] {
  return segmentsBetween(truck, fromMs, toMs).flatMap(({ segment, startMs: baseMs }) =>
    segment.kind !== 'drive'
      ? []
      : happeningsOfDrive(truck, segment)
          .map((its) => ({ ...its, startMs: baseMs + its.startMs, endMs: baseMs + its.endMs }))
          .filter((its) => its.endMs >= fromMs && its.startMs <= toMs),
  );
}
