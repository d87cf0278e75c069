import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import classes from '../office.module.css';
import type { PointConfig } from '../frame/referral-types.ts';
import { capNames, spanNames, type ConfigChange } from './config-diff.ts';
import { capName, capWords, changeWords, spanName, spanWords } from './config-words.ts';
import own from './rules.module.css';

/** What a version gives: its milestones in their order, then caps and spans. */
export function ConfigTable({ config }: { readonly config: PointConfig }) {
  const { t } = useTranslation('referralOffice');
  return (
    <>
      <table className={own.table}>
        <thead>
          <tr>
            <th scope="col">{t('rules.milestone')}</th>
            <th scope="col" data-number>
              {t('rules.pointsHead')}
            </th>
            <th scope="col">{t('rules.condition')}</th>
          </tr>
        </thead>
        <tbody>
          {config.milestones.map(({ name, points, bothActive }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-number>{formatCount(points)}</td>
              <td>{t(bothActive ? 'rules.bothActive' : 'rules.noCondition')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={own.pairs}>
        {capNames.map((cap) => (
          <div key={cap}>
            <dt>{capName(cap)}</dt>
            <dd>{capWords(config.caps[cap])}</dd>
          </div>
        ))}
        {spanNames.map((span) => (
          <div key={span}>
            <dt>{spanName(span)}</dt>
            <dd>{spanWords(span, config[span])}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface DifferenceProps {
  readonly changes: readonly ConfigChange[];
  /** There is no version to hold it against. */
  readonly isFirst: boolean;
}

/** What it changes against the rules that hold now. */
export function Difference({ changes, isFirst }: DifferenceProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <section aria-label={t('rules.difference')}>
      <h3 className={classes.heading}>{t('rules.difference')}</h3>
      {isFirst && <p className={classes.quiet}>{t('rules.first')}</p>}
      {!isFirst && changes.length === 0 && <p className={classes.quiet}>{t('rules.noDifference')}</p>}
      {!isFirst && changes.length > 0 && (
        <ul className={own.changes}>
          {changes.map((change) => (
            <li key={JSON.stringify(change)} data-kind={change.kind}>
              {changeWords(change)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
