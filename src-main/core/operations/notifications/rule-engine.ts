import type { Vehicle } from '../telematics/contract.ts';
import type { Observation } from '../telematics/index.ts';
import type { Happening } from './incident.ts';
import { measuredKinds } from './incident.wire.ts';
import { happeningOf, measure, type MeasuredCondition } from './measure.ts';
import { paceOf, stepPhase, type Pace, type Phase } from './phase.ts';
import { scopeTest } from './rule-scope.ts';
import type { Condition, Rule } from './rule-schemas.ts';
import { isInSchedule } from './schedule.ts';

/** What a rule has found: a happening began, or one it began is over. */
export type Finding =
  | {
      readonly type: 'began';
      readonly ruleId: string;
      readonly vehicleId: string;
      readonly key: string;
      readonly sinceMs: number;
      /** From when on it counted; much later than that it is no news. */
      readonly dueMs: number;
      readonly happening: Happening;
    }
  | {
      readonly type: 'ended';
      readonly ruleId: string;
      readonly vehicleId: string;
      readonly key: string;
      readonly atMs: number;
    };

/** A happening that began before this process did and was not over then. */
export interface StandingFinding {
  readonly ruleId: string;
  readonly vehicleId: string;
  readonly key: string;
  readonly sinceMs: number;
}

export interface RuleEngine {
  /** Replaces the rules. What the next look finds no longer covered is ended. */
  setRules(rules: readonly Rule[]): void;
  setRoster(vehicles: readonly Vehicle[]): void;
  /** Before the first look. */
  adopt(standing: readonly StandingFinding[]): void;
  /** Looks at what changed, and at what time alone has changed. Vendor's clock. */
  look(observations: readonly Observation[], nowMs: number): Finding[];
  vehicle(vehicleId: string): Vehicle | null;
  observation(vehicleId: string): Observation | null;
}

interface CompiledRule {
  readonly id: string;
  readonly condition: MeasuredCondition;
  readonly pace: Pace;
  readonly rule: Rule;
}

interface Tracked {
  vehicle: Vehicle;
  rules: readonly CompiledRule[];
  observation: Observation | null;
  /** By rule; only those that are not in the ordinary state. */
  phases: Map<string, Phase>;
}

export const isMeasured = (condition: Condition): condition is MeasuredCondition =>
  measuredKinds.some((kind) => kind === condition.kind);

const compile = (rule: Rule): CompiledRule[] =>
  rule.isEnabled && isMeasured(rule.condition)
    ? [{ id: rule.id, condition: rule.condition, pace: paceOf(rule.condition), rule }]
    : [];

interface Engine {
  readonly tracked: Map<string, Tracked>;
  /** Vehicles to be looked at by time alone. */
  readonly checks: Map<string, number>;
  /** Heard of, but not in the roster yet. */
  readonly early: Map<string, Observation>;
  compiled: readonly { readonly covers: (vehicle: Vehicle) => boolean; readonly its: CompiledRule }[];
  dirty: Set<string>;
  /** No longer covered by a rule; told with the next look. */
  ended: Extract<Finding, { type: 'ended' }>[];
  standing: readonly StandingFinding[];
}

const rulesOf = (engine: Engine, vehicle: Vehicle) =>
  engine.compiled.filter(({ covers }) => covers(vehicle)).map(({ its }) => its);

function end(engine: Engine, vehicleId: string, ruleId: string, phase: Phase) {
  if (phase.kind === 'raised')
    engine.ended.push({ type: 'ended', ruleId, vehicleId, key: phase.key, atMs: 0 });
}

function dropUncovered(engine: Engine, vehicleId: string, its: Tracked) {
  for (const [ruleId, phase] of its.phases) {
    if (its.rules.some(({ id }) => id === ruleId)) continue;
    its.phases.delete(ruleId);
    end(engine, vehicleId, ruleId, phase);
  }
}

function setRules(engine: Engine, rules: readonly Rule[]) {
  engine.compiled = rules.flatMap(compile).map((its) => ({ covers: scopeTest(its.rule.scope), its }));
  for (const [vehicleId, its] of engine.tracked) {
    its.rules = rulesOf(engine, its.vehicle);
    dropUncovered(engine, vehicleId, its);
    engine.dirty.add(vehicleId);
  }
}

function setRoster(engine: Engine, vehicles: readonly Vehicle[]) {
  const { tracked, checks, early } = engine;
  const listed = new Set(vehicles.map(({ id }) => id));
  for (const [vehicleId, its] of tracked) {
    if (listed.has(vehicleId)) continue;
    for (const [ruleId, phase] of its.phases) end(engine, vehicleId, ruleId, phase);
    tracked.delete(vehicleId);
    checks.delete(vehicleId);
  }
  for (const vehicle of vehicles) {
    const its = tracked.get(vehicle.id);
    if (its) {
      its.vehicle = vehicle;
      its.rules = rulesOf(engine, vehicle);
      dropUncovered(engine, vehicle.id, its);
    } else {
      const observation = early.get(vehicle.id) ?? null;
      tracked.set(vehicle.id, { vehicle, rules: rulesOf(engine, vehicle), observation, phases: new Map() });
    }
    engine.dirty.add(vehicle.id);
  }
  early.clear();
  adoptStanding(engine);
}

/** Only when the roster is known: before it, every vehicle would seem to be gone. */
function adoptStanding(engine: Engine) {
  for (const { vehicleId, ruleId, key, sinceMs } of engine.standing) {
    const phase: Phase = { kind: 'raised', key, sinceMs, offSinceMs: null };
    const its = engine.tracked.get(vehicleId);
    if (its?.rules.some(({ id }) => id === ruleId)) its.phases.set(ruleId, phase);
    else end(engine, vehicleId, ruleId, phase);
  }
  engine.standing = [];
}

function lookAt(engine: Engine, vehicleId: string, its: Tracked, nowMs: number, findings: Finding[]) {
  const subject = { observation: its.observation, clocks: its.vehicle.clocks ?? null };
  let checkAtMs = Number.POSITIVE_INFINITY;
  for (const { id, condition, pace, rule } of its.rules) {
    const before = its.phases.size === 0 ? undefined : its.phases.get(id);
    const seen = measure(condition, subject, nowMs);
    // The ordinary case, some 60,000 times a second: nothing was and nothing is.
    if (before === undefined && (seen.level === 'off' || seen.level === 'unknown')) {
      if (seen.changesAtMs !== null && seen.changesAtMs < checkAtMs) checkAtMs = seen.changesAtMs;
      continue;
    }
    const step = stepPhase(before, seen, pace, nowMs, {
      mayRaise: () => isInSchedule(rule.schedule, nowMs),
      keyOf: (sinceMs) => `local:${id}:${vehicleId}:${String(sinceMs)}`,
    });
    if (step.checkAtMs !== null && step.checkAtMs < checkAtMs) checkAtMs = step.checkAtMs;
    if (step.phase !== before) {
      if (step.phase === undefined) its.phases.delete(id);
      else its.phases.set(id, step.phase);
    }
    if (step.effect === 'end' && before?.kind === 'raised') {
      findings.push({ type: 'ended', ruleId: id, vehicleId, key: before.key, atMs: step.atMs });
    } else if (step.effect === 'raise' && step.phase?.kind === 'raised') {
      const { key, sinceMs } = step.phase;
      const happening = happeningOf(condition, subject, sinceMs, nowMs);
      const dueMs = sinceMs + pace.minimumMs;
      findings.push({ type: 'began', ruleId: id, vehicleId, key, sinceMs, dueMs, happening });
    }
  }
  if (checkAtMs === Number.POSITIVE_INFINITY) engine.checks.delete(vehicleId);
  else engine.checks.set(vehicleId, checkAtMs);
}

function look(engine: Engine, observations: readonly Observation[], nowMs: number): Finding[] {
  const { tracked, checks, early } = engine;
  const findings: Finding[] = engine.ended.map((finding) => ({ ...finding, atMs: nowMs }));
  engine.ended = [];
  for (const observation of observations) {
    const its = tracked.get(observation.vehicleId);
    if (its) {
      its.observation = observation;
      engine.dirty.add(observation.vehicleId);
    } else early.set(observation.vehicleId, observation);
  }
  for (const [vehicleId, checkAtMs] of checks) if (checkAtMs <= nowMs) engine.dirty.add(vehicleId);
  const due = engine.dirty;
  engine.dirty = new Set();
  for (const vehicleId of due) {
    const its = tracked.get(vehicleId);
    if (its && its.rules.length > 0) lookAt(engine, vehicleId, its, nowMs, findings);
  }
  return findings;
}

/**
 * Holds the rules against the fleet. Each vehicle knows the rules that cover it, so that a look costs as much as there
 * is news; what only time changes is looked at when its time has come.
 */
export function createRuleEngine(): RuleEngine {
  const engine: Engine = {
    tracked: new Map(),
    checks: new Map(),
    early: new Map(),
    compiled: [],
    dirty: new Set(),
    ended: [],
    standing: [],
  };
  return {
    vehicle: (vehicleId) => engine.tracked.get(vehicleId)?.vehicle ?? null,
    observation: (vehicleId) => engine.tracked.get(vehicleId)?.observation ?? null,
    adopt: (standing) => {
      engine.standing = standing;
    },
    setRules: (rules) => setRules(engine, rules),
    setRoster: (vehicles) => setRoster(engine, vehicles),
    look: (observations, nowMs) => look(engine, observations, nowMs),
  };
}
