import { Button } from '@mantine/core';
import { IconMap2, IconPhone } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call, RecordedEvent } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { showOnMap } from '../hours/show-on-map.ts';
import { coreClient } from '../platform/client.ts';
import { AskFirst } from '../settings/ask-first.tsx';
import { stopwatchText } from '../softphone/call-text.ts';
import { OutcomeFields } from '../softphone/outcome-fields.tsx';
import { dialNumber } from '../softphone/phone-actions.ts';
import { formatCount, formatMoment, formatPercent, formatPhone } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import classes from './call-log-screen.module.css';
import { CallRecordings } from './call-recordings.tsx';
import { eventWords, outcomeWord, partyNames, whoOf } from './log-text.ts';
import { DetailHead } from '../ui/detail-head.tsx';
import { Facts } from '../ui/facts.tsx';

/** What happened to it, read anew with every change of the call. */
function useEvents(callId: string, version: number): readonly RecordedEvent[] | null {
  const [held, setHeld] = useState<{
    readonly callId: string;
    readonly events: readonly RecordedEvent[];
  } | null>(null);
  useEffect(() => {
    const stopping = new AbortController();
    coreClient.phone
      .getCall({ callId }, { signal: stopping.signal })
      .then(({ events }) => setHeld({ callId, events }))
      // The core is away: the rest of the call stays in sight, its history comes with the next change.
      .catch(() => undefined);
    return () => stopping.abort();
  }, [callId, version]);
  return held?.callId === callId ? held.events : null;
}

function useFacts(call: Call): readonly (readonly [string, string])[] {
  const { t } = useTranslation('calls');
  const nowMs = useMinuteMs();
  const { quality } = call;
  const unknown = t('detail.unknown');
  const asText = (value: number | null, format: (known: number) => string) =>
    value === null ? unknown : format(value);
  const all: readonly (readonly [string, string | null])[] = [
    [t('detail.number'), call.numberText === '' ? unknown : call.numberText],
    [t('detail.ownNumber'), call.ownNumber === null ? null : formatPhone(call.ownNumber)],
    [t('detail.desk'), call.desk],
    [t('detail.begun'), formatMoment(call.begunAtMs, nowMs)],
    [
      t('detail.answered'),
      call.answeredAtMs === null ? null : stopwatchText(call.answeredAtMs - call.begunAtMs),
    ],
    [t('detail.talk'), call.talkMs === null ? null : stopwatchText(call.talkMs)],
    [t('detail.truck'), call.vehicle?.name ?? null],
    [t('detail.failure'), call.failure === null ? null : `${call.failure.message} (${call.failure.code})`],
    [
      t('detail.quality'),
      quality === null
        ? null
        : t('detail.qualityFigures', {
            mos: asText(quality.mosMean, (mos) => mos.toFixed(1)),
            low: asText(quality.mosMin, (mos) => mos.toFixed(1)),
            roundTrip: asText(quality.roundTripMsMean, formatCount),
            loss: asText(quality.packetLossPercent, formatPercent),
          }),
    ],
    [
      t('detail.rating'),
      call.rating === null ? null : t(call.rating === 1 ? 'detail.ratedGood' : 'detail.ratedBad'),
    ],
  ];
  return all.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

function NoteForm({ call }: { readonly call: Call }) {
  const { t } = useTranslation('calls');
  const nowMs = useMinuteMs();
  const [note, setNote] = useState(call.note ?? '');
  const save = () => coreClient.phone.wrapUpCall({ callId: call.id, note });
  return (
    <div className={classes.noteForm}>
      <OutcomeFields
        disposition={call.disposition}
        onDisposition={(disposition) =>
          void attempt(() => coreClient.phone.wrapUpCall({ callId: call.id, disposition }))
        }
        note={note}
        onNote={setNote}
      />
      <div className={classes.buttons}>
        <Button size="compact-sm" disabled={note === (call.note ?? '')} onClick={() => void attempt(save)}>
          {t('detail.save')}
        </Button>
        {call.noted !== null && (
          <span className={classes.quiet}>
            {t('detail.noteBy', { time: formatMoment(call.noted.atMs, nowMs) })}
          </span>
        )}
      </div>
    </div>
  );
}

function History({ call }: { readonly call: Call }) {
  const { t } = useTranslation('calls');
  const events = useEvents(call.id, call.version);
  if (events === null) return <p className={classes.quiet}>{t('detail.historyLoading')}</p>;
  const nameOf = partyNames(call, events);
  return (
    <ol className={classes.events}>
      {events.map((recorded) => (
        <li key={recorded.eventId}>
          <span className={classes.eventTime}>{stopwatchText(recorded.timeMs - call.begunAtMs)}</span>
          <span>{eventWords(recorded, nameOf)}</span>
        </li>
      ))}
    </ol>
  );
}

function DetailButtons({ call }: { readonly call: Call }) {
  const { t } = useTranslation('calls');
  const { number, vehicle, numberText } = call;
  return (
    <div className={classes.buttons}>
      {number !== null && (
        <Button
          size="compact-sm"
          leftSection={<IconPhone size={15} aria-hidden />}
          onClick={() => dialNumber(number)}
        >
          {t(call.direction === 'incoming' ? 'detail.callBack' : 'detail.callAgain')}
        </Button>
      )}
      {vehicle !== null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconMap2 size={15} aria-hidden />}
          onClick={() => showOnMap(vehicle.id)}
        >
          {t('detail.showOnMap', { name: vehicle.name })}
        </Button>
      )}
      {number !== null && call.direction === 'incoming' && (
        <AskFirst
          label={t('detail.block')}
          question={t('detail.blockConfirm', { number: numberText })}
          yes={t('detail.blockYes')}
          no={t('detail.blockNo')}
          onYes={() =>
            void attempt(
              () => coreClient.phone.blockNumber({ number, reason: null }),
              t('detail.blocked', { number: numberText }),
            )
          }
        />
      )}
    </div>
  );
}

/** One call with everything known of it. */
export function CallDetail({ call, onClose }: { readonly call: Call; readonly onClose: () => void }) {
  const { t } = useTranslation('calls');
  const who = whoOf(call);
  return (
    <section className={classes.detail} aria-label={t('detail.label', { who })}>
      <DetailHead title={who} closeLabel={t('detail.close')} onClose={onClose}>
        {t(`list.${call.direction}`)} · {outcomeWord(call)}
      </DetailHead>
      <DetailButtons call={call} />
      <Facts facts={useFacts(call)} />
      <NoteForm key={`${call.id} ${call.note ?? ''}`} call={call} />
      {call.recordingCount > 0 && <CallRecordings callId={call.id} version={call.version} />}
      <h3 className={classes.heading}>{t('detail.history')}</h3>
      <History call={call} />
    </section>
  );
}
