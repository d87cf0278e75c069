import { text } from '../../app/text.ts';
import { formatCount, formatDated } from '../../ui/format.ts';
import type { Config, PointConfig } from '../frame/referral-types.ts';
import type { CapName, ConfigChange, SpanName } from './config-diff.ts';
import type { Standing } from './version-standing.ts';

/** "500 points", or that there is no cap. */
export const capWords = (points: number | null): string =>
  points === null
    ? text.t('referralOffice:rules.noCap')
    : text.t('referralOffice:rules.points', { count: points, countText: formatCount(points) });

/** "30 days", or what it means that there is no such span. */
export function spanWords(span: SpanName, days: number | null): string {
  if (days === null || (span === 'rehireDays' && days === 0)) {
    return text.t(`referralOffice:rules.noSpan.${span}`);
  }
  return text.t('referralOffice:rules.days', { count: days, countText: formatCount(days) });
}

export const capName = (cap: CapName): string => text.t(`referralOffice:rules.cap.${cap}`);
export const spanName = (span: SpanName): string => text.t(`referralOffice:rules.span.${span}`);

/** One line of a difference. */
export function changeWords(change: ConfigChange): string {
  switch (change.kind) {
    case 'milestoneAdded':
    case 'milestoneRemoved':
      return text.t(`referralOffice:rules.change.${change.kind}`, {
        name: change.name,
        points: capWords(change.points),
      });
    case 'pointsChanged':
      return text.t('referralOffice:rules.change.pointsChanged', {
        name: change.name,
        from: formatCount(change.from),
        to: capWords(change.to),
      });
    case 'bothActiveChanged':
      return text.t(
        change.to
          ? 'referralOffice:rules.change.bothActiveNow'
          : 'referralOffice:rules.change.bothActiveNoMore',
        { name: change.name },
      );
    case 'orderChanged':
      return text.t('referralOffice:rules.change.orderChanged');
    case 'capChanged':
      return text.t('referralOffice:rules.change.valueChanged', {
        name: capName(change.cap),
        from: capWords(change.from),
        to: capWords(change.to),
      });
    case 'spanChanged':
      return text.t('referralOffice:rules.change.valueChanged', {
        name: spanName(change.span),
        from: spanWords(change.span, change.from),
        to: spanWords(change.span, change.to),
      });
  }
}

/** What a version is called: by the time it holds from, or by when it was last touched. */
export function versionWords(version: Config, standing: Standing): string {
  const { effectiveAtMs, changedAtMs } = version;
  const time = formatDated(effectiveAtMs ?? changedAtMs);
  return text.t(`referralOffice:rules.standing.${standing}`, { time });
}

/** "3 milestones, 1,500 points in all". */
export function configSummary({ milestones }: PointConfig): string {
  const points = milestones.reduce((sum, rule) => sum + rule.points, 0);
  return text.t('referralOffice:rules.summary', {
    count: milestones.length,
    countText: formatCount(milestones.length),
    points: formatCount(points),
  });
}
