import type { DutyClocks } from '../telematics/contract.ts';
import type { Observation } from '../telematics/index.ts';
import { firstToEnd } from './duty-time.ts';
import type { Happening } from './incident.ts';
import type { MeasuredKind } from './incident.wire.ts';
import type { Condition } from './rule-schemas.ts';

export type MeasuredCondition = Extract<Condition, { kind: MeasuredKind }>;

/** What is known of a vehicle when a rule is held against it. */
export interface Subject {
  readonly observation: Observation | null;
  readonly clocks: DutyClocks | null;
}

/**
 * A condition held against a vehicle. `on`: met; `between`: not met, but not far enough from it to be over (hysteresis);
 * `unknown`: what is known says nothing about now.
 */
export interface Measure {
  readonly level: 'on' | 'between' | 'off' | 'unknown';
  /** Since when, as far as this observation tells. */
  readonly sinceMs: number;
  /** Time of the newest fact behind the level. */
  readonly seenMs: number;
  /** When the level will change by time alone, without anything new being observed. */
  readonly changesAtMs: number | null;
}

const unknown: Measure = { level: 'unknown', sinceMs: 0, seenMs: 0, changesAtMs: null };
/** Below this nobody calls it driving: GPS noise. */
const standingBelowMph = 3;
/** Duty clocks jump by some minutes with each answer of the vendor. */
const dutyMarginMs = 5 * 60_000;

const at = (level: Measure['level'], sinceMs: number, seenMs: number): Measure => ({
  level,
  sinceMs,
  seenMs,
  changesAtMs: null,
});

const isCurrent = ({ freshness }: Observation) => freshness === 'live' || freshness === 'delayed';

/** The lower of the two speeds that a rule may name; `null` where only a limit counts and none is known. */
export function speedAllowedMph(
  condition: Extract<Condition, { kind: 'speeding' }>,
  limitMph: number | null,
): number | null {
  const overLimit =
    condition.overLimitMph === null || limitMph === null ? null : limitMph + condition.overLimitMph;
  if (condition.aboveMph === null) return overLimit;
  return overLimit === null ? condition.aboveMph : Math.min(condition.aboveMph, overLimit);
}

function measureSpeed(condition: Extract<Condition, { kind: 'speeding' }>, seen: Observation): Measure {
  const { timeMs, speedMph, speedLimitMph } = seen;
  if (timeMs === null || speedMph === null || !isCurrent(seen)) return unknown;
  const allowedMph = speedAllowedMph(condition, speedLimitMph);
  if (allowedMph === null) return unknown;
  if (speedMph > allowedMph) return at('on', timeMs, timeMs);
  return at(speedMph > allowedMph - condition.marginMph ? 'between' : 'off', timeMs, timeMs);
}

function measureIdling(seen: Observation): Measure {
  const { timeMs, engine, engineSinceMs, speedMph, heardAtMs } = seen;
  if (timeMs === null || engine === 'unknown' || engineSinceMs === null || !isCurrent(seen)) return unknown;
  const seenMs = heardAtMs ?? timeMs;
  const isIdle = engine === 'idle' && (speedMph === null || speedMph <= standingBelowMph);
  return at(isIdle ? 'on' : 'off', isIdle ? engineSinceMs : seenMs, seenMs);
}

function measureFuel(condition: Extract<Condition, { kind: 'lowFuel' }>, seen: Observation): Measure {
  const { fuelPercent, heardAtMs } = seen;
  if (fuelPercent === null || heardAtMs === null) return unknown;
  if (fuelPercent < condition.belowPercent) return at('on', heardAtMs, heardAtMs);
  const isBetween = fuelPercent < condition.belowPercent + condition.marginPercent;
  return at(isBetween ? 'between' : 'off', heardAtMs, heardAtMs);
}

/**
 * Telematics calls a running truck "lost" when it owes a position for a quarter of an hour; what our own line did never
 * makes a truck lost. A pressed privacy button explains the silence.
 */
function measureContact(seen: Observation): Measure {
  const { timeMs, freshness, cause } = seen;
  if (timeMs === null || freshness === 'never') return unknown;
  if (freshness === 'lost') return at(cause === 'private' ? 'off' : 'on', timeMs, timeMs);
  if (freshness !== 'stale') return at('off', timeMs, timeMs);
  return cause === 'feedDown' || cause === 'offline' ? unknown : at('between', timeMs, timeMs);
}

function measureGateway(seen: Observation, nowMs: number): Measure {
  if (seen.gateway === 'unknown') return unknown;
  const seenMs = seen.heardAtMs ?? nowMs;
  return at(seen.gateway === 'unplugged' ? 'on' : 'off', seenMs, seenMs);
}

function measureHours(
  condition: Extract<Condition, { kind: 'hoursEnding' }>,
  clocks: DutyClocks | null,
  nowMs: number,
): Measure {
  const first = firstToEnd(clocks, condition.clocks, nowMs);
  if (first === 'unknown') return unknown;
  if (first === 'resting') return at('off', nowMs, nowMs);
  const spareMs = first.remainingMs - condition.beforeMs;
  if (spareMs <= 0) return at('on', nowMs, nowMs);
  const level = spareMs <= dutyMarginMs ? 'between' : 'off';
  return { level, sinceMs: nowMs, seenMs: nowMs, changesAtMs: nowMs + spareMs };
}

/** Holds a condition against what is known of a vehicle at `nowMs`, vendor's clock. */
export function measure(condition: MeasuredCondition, subject: Subject, nowMs: number): Measure {
  if (condition.kind === 'hoursEnding') return measureHours(condition, subject.clocks, nowMs);
  const seen = subject.observation;
  if (seen === null) return unknown;
  switch (condition.kind) {
    case 'speeding':
      return measureSpeed(condition, seen);
    case 'idling':
      return measureIdling(seen);
    case 'lowFuel':
      return measureFuel(condition, seen);
    case 'lostContact':
      return measureContact(seen);
    case 'gatewayUnplugged':
      return measureGateway(seen, nowMs);
  }
}

/** What an alert tells about a condition that is met. */
export function happeningOf(
  condition: MeasuredCondition,
  subject: Subject,
  sinceMs: number,
  nowMs: number,
): Happening {
  const seen = subject.observation;
  switch (condition.kind) {
    case 'speeding':
      return {
        kind: 'speeding',
        details: { speedMph: seen?.speedMph ?? 0, limitMph: seen?.speedLimitMph ?? null },
      };
    case 'idling':
      return { kind: 'idling', details: { idleMs: Math.max(0, nowMs - sinceMs) } };
    case 'lowFuel':
      return { kind: 'lowFuel', details: { fuelPercent: seen?.fuelPercent ?? 0 } };
    case 'lostContact':
      return { kind: 'lostContact', details: { lastHeardAtMs: seen?.heardAtMs ?? null } };
    case 'gatewayUnplugged':
      return { kind: 'gatewayUnplugged', details: { lastHeardAtMs: seen?.heardAtMs ?? null } };
    case 'hoursEnding': {
      const first = firstToEnd(subject.clocks, condition.clocks, nowMs);
      const isKnown = first !== 'unknown' && first !== 'resting';
      return {
        kind: 'hoursEnding',
        details: isKnown ? first : { clock: condition.clocks[0] ?? 'drive', remainingMs: 0 },
      };
    }
  }
}
