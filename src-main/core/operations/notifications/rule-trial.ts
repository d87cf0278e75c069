import type { Vehicle } from '../telematics/contract.ts';
import type { RuleDraft } from './contract.ts';
import type { Happening } from './incident.ts';
import { happeningOf, measure, type Subject } from './measure.ts';
import { isMeasured } from './rule-engine.ts';
import { scopeTest } from './rule-scope.ts';
import { isInSchedule } from './schedule.ts';

const matchCountMax = 50;

export interface TrialMatch {
  readonly vehicle: Vehicle;
  readonly happening: Happening;
}

/** Holds a rule that may not be saved yet against the fleet as it is now, minimum durations left aside. */
export function tryRule(
  draft: RuleDraft,
  fleet: Iterable<{ readonly vehicle: Vehicle; readonly observation: Subject['observation'] }>,
  nowMs: number,
) {
  const { condition } = draft;
  const covers = scopeTest(draft.scope);
  const matches: TrialMatch[] = [];
  let [vehicleCount, unknownCount, matchCount] = [0, 0, 0];
  for (const { vehicle, observation } of fleet) {
    if (!covers(vehicle)) continue;
    vehicleCount += 1;
    if (!isMeasured(condition)) continue;
    const subject = { observation, clocks: vehicle.clocks ?? null };
    const { level, sinceMs } = measure(condition, subject, nowMs);
    if (level === 'unknown') unknownCount += 1;
    if (level !== 'on') continue;
    matchCount += 1;
    if (matches.length < matchCountMax) {
      matches.push({ vehicle, happening: happeningOf(condition, subject, sinceMs, nowMs) });
    }
  }
  const isInHours = isInSchedule(draft.schedule, nowMs);
  return {
    isInSchedule: isInHours,
    isMeasured: isMeasured(condition),
    vehicleCount,
    unknownCount,
    matchCount,
    matches,
  };
}
