import type { Condition, Rule } from '../../../src-main/core/operations/notifications/contract.ts';
import { text } from '../../app/text.ts';
import { spanText } from '../../ui/age-text.ts';
import { formatCount, formatPercent, formatSpeed } from '../../ui/format.ts';
import { textOfMinute } from './rule-form.ts';

const durationText = (durationMs: number): string =>
  durationMs < 60_000
    ? text.t('alerts:rules.summary.seconds', { value: formatCount(durationMs / 1_000) })
    : spanText(durationMs);

const lasting = (condition: string, minimumMs: number): string =>
  minimumMs === 0
    ? condition
    : text.t('alerts:rules.summary.for', { condition, duration: durationText(minimumMs) });

function speedSummary({ aboveMph, overLimitMph }: Extract<Condition, { kind: 'speeding' }>): string {
  const above =
    aboveMph === null ? '' : text.t('alerts:rules.summary.speedingAbove', { speed: formatSpeed(aboveMph) });
  const over =
    overLimitMph === null
      ? ''
      : text.t('alerts:rules.summary.speedingOver', { speed: formatSpeed(overLimitMph) });
  if (above === '' || over === '') return above + over;
  return text.t('alerts:rules.summary.or', { first: above, second: over });
}

function conditionSummary(condition: Condition): string {
  switch (condition.kind) {
    case 'speeding':
      return lasting(speedSummary(condition), condition.minimumMs);
    case 'idling':
    case 'lostContact':
    case 'gatewayUnplugged':
      return text.t(`alerts:rules.summary.${condition.kind}`, {
        duration: durationText(condition.minimumMs),
      });
    case 'lowFuel': {
      const fuel = formatPercent(condition.belowPercent);
      return lasting(text.t('alerts:rules.summary.lowFuel', { fuel }), condition.minimumMs);
    }
    case 'hoursEnding':
      return text.t('alerts:rules.summary.hoursEnding', {
        duration: durationText(condition.beforeMs),
        clocks: condition.clocks
          .map((clock) => text.t(`alerts:rules.clock.${clock}`).toLowerCase())
          .join(', '),
      });
    default:
      return text.t('alerts:rules.summary.reported');
  }
}

function scopeSummary({ scope }: Rule): string {
  if (scope.kind === 'all') return text.t('alerts:rules.summary.allTrucks');
  const count = scope.kind === 'tags' ? scope.tagIds.length : scope.vehicleIds.length;
  return text.t(`alerts:rules.summary.${scope.kind}`, { count, countText: formatCount(count) });
}

const dayKeys = ['0', '1', '2', '3', '4', '5', '6'] as const;

function scheduleSummary({ schedule }: Rule): string {
  if (schedule.kind === 'always') return text.t('alerts:rules.summary.always');
  const days = dayKeys
    .filter((_key, day) => schedule.days.includes(day))
    .map((key) => text.t(`alerts:rules.day.${key}`));
  return text.t('alerts:rules.summary.weekly', {
    days: days.join(' '),
    from: textOfMinute(schedule.fromMinute),
    to: textOfMinute(schedule.toMinute),
  });
}

/** A rule in one line: what, for whom, when. */
export const ruleSummary = (rule: Rule): string =>
  [conditionSummary(rule.condition), scopeSummary(rule), scheduleSummary(rule)].join(' · ');
