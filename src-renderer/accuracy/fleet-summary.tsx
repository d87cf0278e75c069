import { useTranslation } from 'react-i18next';
import type { Accuracy } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { ageText } from '../ui/age-text.ts';
import { formatCount } from '../ui/format.ts';
import { ageStates, type AgeState } from './accuracy-rows.ts';
import { ageWords } from './accuracy-text.ts';
import { ageToneOf } from './age-limits.ts';
import classes from './fleet-summary.module.css';

function AgeRow({ accuracy, state }: { readonly accuracy: Accuracy; readonly state: AgeState }) {
  const { t } = useTranslation('accuracy');
  const { p50Ms, p95Ms } = accuracy.fleet.ages[state];
  const none = <span className={classes.none}>{t('summary.none')}</span>;
  return (
    <tr>
      <th scope="row">
        <span className={classes.swatch} data-state={state} aria-hidden />
        {t(`state.${state}`)}
      </th>
      <td data-tone={ageToneOf(state, p50Ms)}>{p50Ms === null ? none : ageWords(p50Ms)}</td>
      <td data-tone={ageToneOf(state, p95Ms)}>{p95Ms === null ? none : ageWords(p95Ms)}</td>
    </tr>
  );
}

interface FigureProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly more?: string;
  readonly isWarning?: boolean;
}

function Figure({ label, hint, value, more, isWarning = false }: FigureProps) {
  return (
    <div className={classes.figure} title={hint}>
      <dt>{label}</dt>
      <dd data-tone={isWarning ? 'warn' : 'plain'}>
        {value}
        {more !== undefined && <span className={classes.more}>{more}</span>}
      </dd>
    </div>
  );
}

const shareText = (count: number, of: number): string =>
  of === 0
    ? ''
    : new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 }).format(count / of);

/** The fleet as a whole: ages by state on the left, what went wrong on the right. */
export function FleetSummary({ accuracy }: { readonly accuracy: Accuracy }) {
  const { t } = useTranslation('accuracy');
  const { fleet, blindMs } = accuracy;
  return (
    <section className={classes.summary} aria-label={t('summary.label')}>
      <table className={classes.ages}>
        <caption>{t('summary.ages')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('summary.state')}</th>
            <th scope="col" title={t('summary.p50Hint')}>
              {t('summary.p50')}
            </th>
            <th scope="col" title={t('summary.p95Hint')}>
              {t('summary.p95')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ageStates.map((state) => (
            <AgeRow key={state} accuracy={accuracy} state={state} />
          ))}
        </tbody>
      </table>
      <dl className={classes.figures}>
        <Figure label={t('figure.fixes')} hint={t('figure.fixesHint')} value={formatCount(fleet.fixCount)} />
        <Figure
          label={t('figure.gaps')}
          hint={t('figure.gapsHint')}
          value={formatCount(fleet.gapCount)}
          {...(fleet.gapMs > 0 ? { more: t('figure.gapsMore', { time: ageText(fleet.gapMs) }) } : {})}
          isWarning={fleet.gapCount > 0}
        />
        <Figure
          label={t('figure.dead')}
          hint={t('figure.deadHint')}
          value={formatCount(fleet.deadCount)}
          isWarning={fleet.deadCount > 0}
        />
        <Figure
          label={t('figure.jumps')}
          hint={t('figure.jumpsHint')}
          value={formatCount(fleet.jumpCount)}
          isWarning={fleet.jumpCount > 0}
        />
        <Figure
          label={t('figure.late')}
          hint={t('figure.lateHint')}
          value={formatCount(fleet.lateCount)}
          more={shareText(fleet.lateCount, fleet.fixCount)}
        />
        <Figure
          label={t('figure.repeated')}
          hint={t('figure.repeatedHint')}
          value={formatCount(fleet.repeatCount)}
          more={shareText(fleet.repeatCount, fleet.fixCount + fleet.repeatCount)}
        />
        <Figure
          label={t('figure.blind')}
          hint={t('figure.blindHint')}
          value={blindMs === 0 ? t('figure.blindNever') : ageText(blindMs)}
          isWarning={blindMs > 60_000}
        />
      </dl>
    </section>
  );
}
