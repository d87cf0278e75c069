import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyLog } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { spanText } from '../ui/age-text.ts';
import { formatMoment } from '../ui/format.ts';
import { DayGraph } from './day-graph.tsx';
import classes from './day-log.module.css';
import { DayTable } from './day-table.tsx';
import { stepDay, useDutyLog, useDutyLogFeed } from './duty-log-store.ts';
import { vendorNowMs } from './hours-store.ts';
import { useHoursView } from './hours-view-store.ts';
import { violationWords } from './outlook-text.ts';
import { zoneTime, type ZoneTime } from './zone-time.ts';

function DayBar({ log, zone }: { readonly log: DutyLog | null; readonly zone: ZoneTime | null }) {
  const { t } = useTranslation('hours');
  const showDay = useHoursView((view) => view.showDay);
  const isToday = log === null || log.day === log.today;
  return (
    <div className={classes.bar}>
      <Tooltip label={t('log.previous')}>
        <ActionIcon variant="default" aria-label={t('log.previous')} onClick={() => stepDay(-1)}>
          <IconChevronLeft size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('log.next')}>
        <ActionIcon
          variant="default"
          aria-label={t('log.next')}
          aria-disabled={isToday}
          data-disabled={isToday}
          onClick={() => stepDay(1)}
        >
          <IconChevronRight size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.day} aria-live="polite">
        {log !== null && zone !== null && zone.day(log.day)}
        {log !== null && isToday && <span className={classes.quiet}> · {t('log.today')}</span>}
      </span>
      {!isToday && (
        <Button size="compact-sm" variant="default" onClick={() => showDay(null)}>
          {t('log.goToToday')}
        </Button>
      )}
    </div>
  );
}

const dayHours = 24;

/** Logs are asked for every few minutes. */
const oldMs = 30 * 60_000;

function DayNotes({ log }: { readonly log: DutyLog }) {
  const { t } = useTranslation('hours');
  const nowMs = vendorNowMs();
  const isOld = log.asOfMs !== null && nowMs - log.asOfMs > oldMs;
  return (
    <div className={classes.notes}>
      {log.hours.length !== dayHours && <p>{t('log.dayHours', { hours: log.hours.length })}</p>}
      {isOld && log.asOfMs !== null && (
        <p className={classes.warn}>{t('log.fetched', { time: formatMoment(log.asOfMs, nowMs) })}</p>
      )}
      {log.mayStillChange && <p>{t('log.mayStillChange')}</p>}
    </div>
  );
}

function DayViolations({ log, zone }: { readonly log: DutyLog; readonly zone: ZoneTime }) {
  const { t } = useTranslation('hours');
  return (
    <div className={classes.violations}>
      <h4 className={classes.heading}>{t('log.violations')}</h4>
      {log.violations.length === 0 ? (
        <p className={classes.quiet}>{t('log.noViolations')}</p>
      ) : (
        <ul>
          {log.violations.map((violation) => (
            <li key={`${violation.type} ${violation.startMs}`}>
              <b>{violationWords(violation)}</b>{' '}
              <span>
                {t('violationSpan', {
                  from: zone.time(violation.startMs),
                  to: zone.time(violation.endMs),
                  time: spanText(violation.endMs - violation.startMs),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ShownDay({ log, zone }: { readonly log: DutyLog; readonly zone: ZoneTime }) {
  const { t } = useTranslation('hours');
  /** The segment pointed at, in the graph or in the table. */
  const [pointedAt, pointAt] = useState(-1);
  if (log.asOfMs === null) return <p className={classes.quiet}>{t('log.never')}</p>;
  const isEmpty = log.segments.every(({ line }) => line === null);
  return (
    <>
      <DayGraph log={log} zone={zone} pointedAt={pointedAt} onPoint={pointAt} />
      <DayNotes log={log} />
      <DayViolations log={log} zone={zone} />
      {isEmpty ? (
        <p className={classes.quiet}>{t('log.nothing')}</p>
      ) : (
        <DayTable log={log} zone={zone} pointedAt={pointedAt} onPoint={pointAt} />
      )}
    </>
  );
}

/** The log of one day: graph, what is wrong in it, and the same as a table. */
export function DayLog({ driverId }: { readonly driverId: string }) {
  const { t } = useTranslation('hours');
  const day = useHoursView((view) => view.day);
  useDutyLogFeed(driverId, day);
  const state = useDutyLog((its) => its.state);
  const log = state.kind === 'shown' ? state.log : null;
  const zone = useMemo(() => (log === null ? null : zoneTime(log.timeZone, log.dayStartMs)), [log]);
  return (
    <section className={classes.log} aria-label={t('panel.log')}>
      <DayBar log={log} zone={zone} />
      {state.kind === 'failed' && (
        <p role="alert" className={classes.bad}>
          {state.sentence}
        </p>
      )}
      {state.kind === 'loading' && <p className={classes.quiet}>{t('log.loading')}</p>}
      {log !== null && zone !== null && <ShownDay key={`${log.driverId} ${log.day}`} log={log} zone={zone} />}
    </section>
  );
}
