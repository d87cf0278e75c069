import { useTranslation } from 'react-i18next';
import type { Alert, AlertEvent } from '../../../src-main/core/operations/notifications/contract.ts';
import { formatCount, formatList, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { eventText, stateWord, userName } from '../alert-text.ts';
import { SeverityIcon } from '../severity-icon.tsx';
import { AlertButtons } from './alert-buttons.tsx';
import classes from './alert-detail.module.css';
import { NoteForm } from './note-form.tsx';
import { useAlertDetail } from './use-alert-detail.ts';

function useFacts(alert: Alert, nowMs: number): readonly (readonly [string, string])[] {
  const { t } = useTranslation('alerts');
  const unknown = t('detail.unknown');
  const ended = alert.overAtMs === null ? t('detail.lasting') : formatMoment(alert.overAtMs, nowMs);
  return [
    [t('detail.truck'), alert.vehicle?.name ?? unknown],
    [t('detail.driver'), alert.driver?.name ?? unknown],
    [t('detail.place'), alert.place ?? unknown],
    [t('detail.began'), formatMoment(alert.happenedAtMs, nowMs)],
    [t('detail.ended'), ended],
    ...(alert.occurrenceCount > 1 ? [[t('detail.times'), formatCount(alert.occurrenceCount)] as const] : []),
    [t('detail.owner'), alert.owner === null ? t('detail.nobody') : userName(alert.owner)],
    [t('detail.kind'), t(`kinds.${alert.happening.kind}`)],
    [t('detail.rule'), alert.ruleName],
    [t('detail.source'), formatList(alert.sources.map((source) => t(`detail.sources.${source}`)))],
  ];
}

function EventList({ events, nowMs }: { readonly events: readonly AlertEvent[]; readonly nowMs: number }) {
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <li key={event.id} className={classes.event}>
          <span className={classes.eventTime}>{formatMoment(event.timeMs, nowMs)}</span>
          <span>
            {eventText(event, nowMs)}
            {event.text !== null && <span className={classes.noteText}>{event.text}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** One alert with everything known of it. `known` is as the list has it; the history is read from the core. */
export function AlertDetail({ known }: { readonly known: Alert }) {
  const { t } = useTranslation('alerts');
  const detail = useAlertDetail(known.id, known.version);
  const alert = detail !== null && detail.alert.version > known.version ? detail.alert : known;
  const nowMs = useMinuteMs();
  const facts = useFacts(alert, nowMs);
  return (
    <section className={classes.panel} aria-label={t('detail.label', { title: alert.title })}>
      <header className={classes.head}>
        <p className={classes.kicker}>
          <SeverityIcon severity={alert.severity} /> {t(`severity.${alert.severity}`)} ·{' '}
          {stateWord(alert, nowMs)}
        </p>
        <h2 className={classes.title}>{alert.title}</h2>
        <p className={classes.body}>{alert.body}</p>
        {alert.escalationLevel > 0 && (
          <p className={classes.escalated}>
            {t('detail.escalated', {
              count: alert.escalationLevel,
              countText: formatCount(alert.escalationLevel),
            })}
          </p>
        )}
      </header>
      <AlertButtons alert={alert} />
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <NoteForm key={alert.id} alertId={alert.id} />
      <h3 className={classes.heading}>{t('detail.history')}</h3>
      {detail === null ? (
        <p className={classes.quiet}>{t('detail.notLoaded')}</p>
      ) : (
        <EventList events={detail.events} nowMs={nowMs} />
      )}
    </section>
  );
}
