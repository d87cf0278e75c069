import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CoreStatus } from '../../src-main/core/contract.ts';
import { useCoreStatus } from '../platform/core-store.ts';
import { failureText } from '../platform/failure-text.ts';
import { useShellState } from '../platform/shell-store.ts';
import { formatCount, formatMegabytes, formatMoment } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import { ToneIcon } from '../ui/tone-icon.tsx';
import type { Tone } from './connection.ts';
import { restartCore } from './desk-actions.ts';
import classes from './panel.module.css';

/** The database entry of the status bar: the core's trouble comes first, since without it no database answers. */
export function useCoreSummary(): { readonly text: string; readonly tone: Tone } {
  const { t } = useTranslation();
  const core = useShellState(({ shell }) => shell?.core.state ?? 'starting');
  const status = useCoreStatus((state) => state.status);
  if (core === 'failed') return { text: t('statusBar.coreFailed'), tone: 'bad' };
  if (core === 'restarting') return { text: t('statusBar.coreRestarting'), tone: 'warn' };
  if (core === 'starting' || status === null) return { text: t('statusBar.databaseWaiting'), tone: 'quiet' };
  const isOpen = status.databases.every((database) => database.state === 'open');
  const wasDamaged = status.databases.some((database) => database.setAsidePath !== null);
  if (!isOpen) return { text: t('statusBar.databaseClosed'), tone: 'bad' };
  return { text: t('statusBar.databaseOpen'), tone: wasDamaged ? 'warn' : 'good' };
}

function Databases({ databases }: { readonly databases: CoreStatus['databases'] }) {
  const { t } = useTranslation();
  return databases.map(({ name, state, bytes, setAsidePath }) => (
    <div key={name}>
      <p className={classes.line}>
        <ToneIcon tone={state === 'open' ? 'good' : 'bad'} />
        <b>{t(`databasePanel.${name}`)}</b>
        {t(state === 'open' ? 'statusBar.databaseOpen' : 'statusBar.databaseClosed')},{' '}
        {formatMegabytes(bytes)}
      </p>
      {setAsidePath !== null && (
        <p className={classes.failure}>{t('databasePanel.setAside', { path: setAsidePath })}</p>
      )}
    </div>
  ));
}

function CoreFacts({ status }: { readonly status: CoreStatus }) {
  const { t } = useTranslation();
  const nowMs = useMinuteMs();
  const { jobs } = status;
  return (
    <>
      <Databases databases={status.databases} />
      <p className={classes.quiet}>
        {t('databasePanel.jobs', {
          waiting: formatCount(jobs.waiting),
          running: formatCount(jobs.running),
          dead: formatCount(jobs.dead),
        })}
      </p>
      <p className={classes.quiet}>
        {t('databasePanel.memory', { size: formatMegabytes(status.residentBytes) })}
      </p>
      <p className={classes.quiet}>
        {t('databasePanel.startedAt', { time: formatMoment(status.startedAtMs, nowMs) })}
      </p>
    </>
  );
}

/** The core process and its files. */
export function CorePanel() {
  const { t } = useTranslation();
  const failure = useShellState(({ shell }) => shell?.core.failure ?? null);
  const status = useCoreStatus((state) => state.status);
  return (
    <div className={classes.panel}>
      <h2 className={classes.title}>{t('databasePanel.title')}</h2>
      {failure !== null && <p className={classes.failure}>{failureText(failure)}</p>}
      {status === null ? (
        <p className={classes.line}>{t('statusBar.databaseWaiting')}</p>
      ) : (
        <CoreFacts status={status} />
      )}
      <div className={classes.actions}>
        <Button size="compact-sm" variant="default" onClick={() => void restartCore()}>
          {t('databasePanel.restart')}
        </Button>
      </div>
    </div>
  );
}
