import type { MeasuredKind } from './incident.wire.ts';
import type { Measure } from './measure.ts';
import type { MeasuredCondition } from './measure.ts';

/** Where one rule stands with one vehicle; `undefined` is the ordinary case: nothing. */
export type Phase =
  /** Met, but not for long enough yet. */
  | { readonly kind: 'pending'; readonly sinceMs: number }
  | {
      readonly kind: 'raised';
      readonly key: string;
      readonly sinceMs: number;
      /** Since when it has been gone, while that may still be a moment only. */
      readonly offSinceMs: number | null;
    };

export interface Pace {
  readonly minimumMs: number;
  /** How long it must be gone to be over. */
  readonly settleMs: number;
  /** `facts`: only time that was observed counts. `clock`: time passes without news, too. */
  readonly measuredBy: 'facts' | 'clock';
}

export interface Step {
  readonly phase: Phase | undefined;
  readonly effect: 'none' | 'raise' | 'end';
  /** For `end`: since when it was gone. */
  readonly atMs: number;
  /** When to look again if nothing is observed until then. */
  readonly checkAtMs: number | null;
}

/** A thing last seen longer ago than this is not raised any more: nobody can act on it. */
export const evidenceOldMs = 24 * 3_600_000;

const settleMs: Readonly<Record<MeasuredKind, number>> = {
  speeding: 20_000,
  idling: 0,
  lowFuel: 60_000,
  hoursEnding: 0,
  lostContact: 0,
  gatewayUnplugged: 0,
};

export function paceOf(condition: MeasuredCondition): Pace {
  return {
    minimumMs: condition.kind === 'hoursEnding' ? 0 : condition.minimumMs,
    settleMs: settleMs[condition.kind],
    measuredBy: condition.kind === 'speeding' ? 'facts' : 'clock',
  };
}

const earliest = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));

const stay = (phase: Phase | undefined, checkAtMs: number | null): Step => ({
  phase,
  effect: 'none',
  atMs: 0,
  checkAtMs,
});

/**
 * One look at one rule and vehicle. Raises once when the condition has held for the minimum, ends once when it has been
 * gone for long enough; `mayRaise` is the schedule, asked only when it matters.
 */
export function stepPhase(
  phase: Phase | undefined,
  seen: Measure,
  pace: Pace,
  nowMs: number,
  context: { readonly mayRaise: () => boolean; readonly keyOf: (sinceMs: number) => string },
): Step {
  if (phase?.kind === 'raised') return stepRaised(phase, seen, pace, nowMs);
  if (seen.level === 'unknown' || seen.level === 'off') return stay(undefined, seen.changesAtMs);
  if (seen.level === 'between') return stay(phase, seen.changesAtMs);

  const sinceMs = Math.min(phase?.sinceMs ?? seen.sinceMs, seen.sinceMs);
  const pending: Phase = { kind: 'pending', sinceMs };
  const lastedMs = (pace.measuredBy === 'clock' ? nowMs : seen.seenMs) - sinceMs;
  if (lastedMs < pace.minimumMs) {
    const dueMs = pace.measuredBy === 'clock' ? sinceMs + pace.minimumMs : null;
    return stay(pending, earliest(dueMs, seen.changesAtMs));
  }
  if (nowMs - seen.seenMs > evidenceOldMs) return stay(pending, seen.changesAtMs);
  // Outside its hours it waits: when they begin and it still lasts, it is raised at the next look.
  if (!context.mayRaise()) return stay(pending, nowMs + 60_000);
  return {
    phase: { kind: 'raised', key: context.keyOf(sinceMs), sinceMs, offSinceMs: null },
    effect: 'raise',
    atMs: sinceMs,
    checkAtMs: seen.changesAtMs,
  };
}

function stepRaised(
  phase: Extract<Phase, { kind: 'raised' }>,
  seen: Measure,
  pace: Pace,
  nowMs: number,
): Step {
  if (seen.level === 'unknown') return stay(phase, seen.changesAtMs);
  if (seen.level !== 'off') {
    return stay(phase.offSinceMs === null ? phase : { ...phase, offSinceMs: null }, seen.changesAtMs);
  }
  const offSinceMs = phase.offSinceMs ?? seen.seenMs;
  if (nowMs - offSinceMs < pace.settleMs) {
    return stay({ ...phase, offSinceMs }, earliest(offSinceMs + pace.settleMs, seen.changesAtMs));
  }
  return {
    phase: undefined,
    effect: 'end',
    atMs: Math.max(phase.sinceMs, offSinceMs),
    checkAtMs: seen.changesAtMs,
  };
}
