import { Button, Menu, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportFormat } from '../../src-main/core/operations/telematics/review/contract.ts';
import { failureText } from '../platform/failure-text.ts';
import { formatCount, formatPercent } from '../ui/format.ts';
import { exportReview, type ExportProgress } from './export-job.ts';
import type { LoadedReview } from './loaded-review.ts';
import classes from './review-screen.module.css';
import { fieldTime } from './review-time.ts';

const suggestedName = (review: LoadedReview): string => {
  const names = review.vehicles.map(({ name }) => name).join(' ');
  return `${names.slice(0, 60)} ${fieldTime(review.fromMs).slice(0, 10)}`;
};

/** The review as a file: CSV for spreadsheets, GPX for maps. */
export function ExportMenu({ review }: { readonly review: LoadedReview }) {
  const { t } = useTranslation('review');
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const runningRef = useRef<AbortController | null>(null);
  useEffect(() => () => runningRef.current?.abort(), []);

  const run = async (format: ExportFormat) => {
    const running = new AbortController();
    runningRef.current = running;
    const { fromMs, toMs } = review;
    const vehicleIds = review.vehicles.map(({ vehicleId }) => vehicleId);
    const order = { vehicleIds, fromMs, toMs, format, suggestedName: suggestedName(review) };
    try {
      const outcome = await exportReview(order, running.signal, setProgress);
      if (outcome.kind === 'done') {
        const countText = formatCount(outcome.fixCount);
        notifications.show({ message: t('export.done', { path: outcome.path, countText }) });
      }
    } catch (error) {
      notifications.show({ color: 'red', message: failureText(error) });
    } finally {
      setProgress(null);
    }
  };

  if (progress !== null) {
    return (
      <div className={classes.exporting}>
        <Progress
          className={classes.progress}
          value={progress.part * 100}
          aria-label={t('export.progress')}
          transitionDuration={0}
        />
        <span role="status">
          {t('export.running', {
            percent: formatPercent(progress.part * 100),
            countText: formatCount(progress.fixCount),
          })}
        </span>
        <Button size="compact-xs" variant="default" onClick={() => runningRef.current?.abort()}>
          {t('export.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} />}>
          {t('export.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run('csv')}>{t('export.csv')}</Menu.Item>
        <Menu.Item onClick={() => void run('gpx')}>{t('export.gpx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
