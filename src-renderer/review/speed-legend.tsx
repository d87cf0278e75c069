import { useTranslation } from 'react-i18next';
import { useTheme } from '../app/use-theme.ts';
import { trailColours } from '../fleet-map/trail-layer.ts';
import { trailClasses } from '../fleet-map/trail-segments.ts';
import classes from './review-screen.module.css';

/** What the colours of the line mean. */
export function SpeedLegend() {
  const { t } = useTranslation('review');
  const theme = useTheme();
  return (
    <ul className={classes.legend} aria-label={t('legend.label')}>
      {trailClasses.map((name) => (
        <li key={name}>
          <span
            className={classes.swatch}
            data-class={name}
            style={{ color: trailColours[theme].classes[name] }}
            aria-hidden
          />
          {t(`legend.${name}`)}
        </li>
      ))}
    </ul>
  );
}
