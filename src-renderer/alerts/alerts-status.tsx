import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { severities } from '../../src-main/core/operations/notifications/incident.wire.ts';
import type { Tone } from '../app/connection.ts';
import { StatusItem } from '../app/status-item.tsx';
import { formatCount } from '../ui/format.ts';
import { openAlert } from './alert-actions.ts';
import { gravestOpen, type OpenCounts } from './alert-order.ts';
import classes from './alerts-status.module.css';
import { QuietMenu } from './noise/quiet-menu.tsx';
import { useOpenCounts } from './open-counts.ts';
import { SeverityIcon } from './severity-icon.tsx';

function toneOf(counts: OpenCounts | null): Tone {
  if (counts === null) return 'quiet';
  const severity = gravestOpen(counts);
  if (severity === null) return 'good';
  return severity === 'critical' ? 'bad' : severity === 'warning' ? 'warn' : 'quiet';
}

function useStatusText(counts: OpenCounts | null): string {
  const { t } = useTranslation('alerts');
  if (counts === null) return t('status.waiting');
  if (counts.open === 0) return t('status.none');
  const open = t('status.open', { count: counts.open, countText: formatCount(counts.open) });
  if (counts.critical === 0) return open;
  const critical = t('status.critical', {
    count: counts.critical,
    countText: formatCount(counts.critical),
  });
  return `${critical}, ${open}`;
}

/** The alerts in the status bar: how many wait, how grave, and whether this desk makes noise. */
export function AlertsStatus() {
  const { t } = useTranslation('alerts');
  const counts = useOpenCounts();
  return (
    <StatusItem label={t('status.label')} value={useStatusText(counts)} tone={toneOf(counts)}>
      <div className={classes.panel}>
        <ul className={classes.list} aria-label={t('status.bySeverity')}>
          {severities.map((severity) => (
            <li key={severity} className={classes.line}>
              <SeverityIcon severity={severity} /> {t(`severity.${severity}`)}
              <span className={classes.number}>{formatCount(counts?.[severity] ?? 0)}</span>
            </li>
          ))}
        </ul>
        <div className={classes.actions}>
          <Button size="xs" onClick={() => openAlert(null)}>
            {t('status.goTo')}
          </Button>
          <QuietMenu />
        </div>
      </div>
    </StatusItem>
  );
}
