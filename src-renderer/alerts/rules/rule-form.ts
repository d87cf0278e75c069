import type {
  Condition,
  Rule,
  RuleDraft,
  Schedule,
} from '../../../src-main/core/operations/notifications/contract.ts';
import type { AlertKind } from '../../../src-main/core/operations/notifications/incident.wire.ts';

const minuteMs = 60_000;
/** Telematics calls nothing lost before that. */
export const lostContactMinutesMin = 15;

/** What a new condition of that kind begins with. */
export function conditionOf(kind: AlertKind): Condition {
  switch (kind) {
    case 'speeding':
      return { kind, aboveMph: 75, overLimitMph: 10, marginMph: 3, minimumMs: 30_000 };
    case 'idling':
      return { kind, minimumMs: 30 * minuteMs };
    case 'lowFuel':
      return { kind, belowPercent: 15, marginPercent: 5, minimumMs: 2 * minuteMs };
    case 'hoursEnding':
      return { kind, clocks: ['drive', 'shift'], beforeMs: 30 * minuteMs };
    case 'lostContact':
      return { kind, minimumMs: 20 * minuteMs };
    case 'gatewayUnplugged':
      return { kind, minimumMs: 5 * minuteMs };
    default:
      return { kind };
  }
}

export const newDraft: RuleDraft = {
  name: '',
  isEnabled: true,
  severity: 'warning',
  scope: { kind: 'all' },
  schedule: { kind: 'always' },
  condition: conditionOf('speeding'),
  needsAcknowledgement: true,
  escalateAfterMs: null,
  playsSound: true,
  showsNotification: false,
};

export function draftOf(rule: Rule): RuleDraft {
  const { id: _id, version: _version, updatedAtMs: _updatedAtMs, ...draft } = rule;
  return draft;
}

export const weeklyHours = (timeZone: string): Schedule => ({
  kind: 'weekly',
  days: [1, 2, 3, 4, 5],
  fromMinute: 8 * 60,
  toMinute: 17 * 60,
  timeZone,
});

/** "08:05" as minutes of the day, or `null`. */
export function minuteOfText(text: string): number | null {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!parts) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

export const textOfMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export type DraftProblem = 'name' | 'speed' | 'clocks' | 'scope' | 'days' | 'number';

/** `Number('')` of an emptied field is told as NaN, so that it is seen as missing. */
const isWithin = (value: number, from: number, to: number) => value >= from && value <= to;

function hasGoodNumbers(condition: Condition): boolean {
  const isDuration = (ms: number, fromMs = 0) => isWithin(ms, fromMs, 24 * 60 * minuteMs);
  switch (condition.kind) {
    case 'speeding':
      return (
        isDuration(condition.minimumMs) &&
        isWithin(condition.marginMph, 0, 30) &&
        [condition.aboveMph, condition.overLimitMph].every((mph) => mph === null || isWithin(mph, 0, 150))
      );
    case 'lowFuel':
      return (
        isDuration(condition.minimumMs) &&
        isWithin(condition.belowPercent, 1, 100) &&
        isWithin(condition.marginPercent, 0, 50)
      );
    case 'idling':
      return isDuration(condition.minimumMs, minuteMs);
    case 'lostContact':
      return isDuration(condition.minimumMs, lostContactMinutesMin * minuteMs);
    case 'gatewayUnplugged':
      return isDuration(condition.minimumMs);
    case 'hoursEnding':
      return isWithin(condition.beforeMs, minuteMs, 660 * minuteMs);
    default:
      return true;
  }
}

/** Why a draft cannot be saved yet. The core checks again. */
export function problemsOf(draft: RuleDraft): readonly DraftProblem[] {
  const { condition, scope, schedule, escalateAfterMs } = draft;
  const isEscalationGood = escalateAfterMs === null || isWithin(escalateAfterMs, minuteMs, 1_440 * minuteMs);
  const problems: [DraftProblem, boolean][] = [
    ['name', draft.name.trim() === ''],
    [
      'speed',
      condition.kind === 'speeding' && condition.aboveMph === null && condition.overLimitMph === null,
    ],
    ['clocks', condition.kind === 'hoursEnding' && condition.clocks.length === 0],
    [
      'scope',
      (scope.kind === 'tags' && scope.tagIds.length === 0) ||
        (scope.kind === 'vehicles' && scope.vehicleIds.length === 0),
    ],
    ['days', schedule.kind === 'weekly' && schedule.days.length === 0],
    ['number', !hasGoodNumbers(condition) || !isEscalationGood],
  ];
  return problems.filter(([, isWrong]) => isWrong).map(([problem]) => problem);
}
