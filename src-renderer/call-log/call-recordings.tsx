import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/desk-actions.ts';
import { coreClient } from '../platform/client.ts';
import { stopwatchText } from '../softphone/call-text.ts';
import { formatCount, formatMoment } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import classes from './call-log-screen.module.css';
import { RecordingPlayer } from './recording-player.tsx';
import { readWaveform, type Waveform } from './waveform.ts';

type KnownRecording = Awaited<ReturnType<typeof coreClient.phone.listRecordings>>[number];

function useRecordings(callId: string, version: number, listenCount: number): readonly KnownRecording[] {
  const [recordings, setRecordings] = useState<readonly KnownRecording[]>([]);
  useEffect(() => {
    const stopping = new AbortController();
    coreClient.phone
      .listRecordings({ callId }, { signal: stopping.signal })
      .then(setRecordings)
      // The core is away: the rest of the call stays in sight, its recordings come with the next change.
      .catch(() => undefined);
    return () => stopping.abort();
  }, [callId, version, listenCount]);
  return recordings;
}

/** As wide as a detail is on a small screen. */
const stretchCount = 240;

interface FetchedSound {
  readonly url: string;
  readonly waveform: Waveform | null;
}

/** The sound in parts, since one message of a port is limited. Opening it writes down who listens. */
async function fetchSound(recordingId: string): Promise<FetchedSound> {
  const { contentType, partCount } = await coreClient.phone.openRecording({ recordingId });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let part = 0; part < partCount; part += 1) {
    const { base64 } = await coreClient.phone.readRecordingPart({ recordingId, part });
    parts.push(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  }
  const blob = new Blob(parts, { type: contentType });
  const waveform = readWaveform(new Uint8Array(await blob.arrayBuffer()), stretchCount);
  return { url: URL.createObjectURL(blob), waveform };
}

function Sound({
  recording,
  onOpened,
}: {
  readonly recording: KnownRecording;
  readonly onOpened: () => void;
}) {
  const { t } = useTranslation('calls');
  const [sound, setSound] = useState<FetchedSound | null>(null);
  useEffect(() => (sound === null ? undefined : () => URL.revokeObjectURL(sound.url)), [sound]);
  if (sound !== null) return <RecordingPlayer {...sound} />;
  const open = async () => {
    setSound(await fetchSound(recording.id));
    onOpened();
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPlayerPlay size={15} aria-hidden />}
      onClick={() => void attempt(open)}
    >
      {t('recording.listen')}
    </Button>
  );
}

function RecordingLine({
  recording,
  onOpened,
}: {
  readonly recording: KnownRecording;
  readonly onOpened: () => void;
}) {
  const { t } = useTranslation('calls');
  const nowMs = useMinuteMs();
  const { startedAtMs, durationMs, state, keptUntilMs, listens } = recording;
  const [last] = listens;
  const facts = [
    formatMoment(startedAtMs, nowMs),
    durationMs === null ? null : stopwatchText(durationMs),
    state === 'stored' && keptUntilMs !== null
      ? t('recording.keptUntil', { time: formatMoment(keptUntilMs, nowMs) })
      : t(`recording.${state}`),
  ].filter((part) => part !== null);
  return (
    <li>
      <p className={classes.quiet}>{facts.join(' · ')}</p>
      {state === 'stored' && <Sound recording={recording} onOpened={onOpened} />}
      {last !== undefined && (
        <p className={classes.quiet}>
          {t('recording.listened', {
            count: listens.length,
            countText: formatCount(listens.length),
            by: last.by,
            time: formatMoment(last.atMs, nowMs),
          })}
        </p>
      )}
    </li>
  );
}

/** What was recorded of a call: to listen to, with who has listened. */
export function CallRecordings({ callId, version }: { readonly callId: string; readonly version: number }) {
  const { t } = useTranslation('calls');
  const [listenCount, setListenCount] = useState(0);
  const recordings = useRecordings(callId, version, listenCount);
  if (recordings.length === 0) return null;
  return (
    <>
      <h3 className={classes.heading}>{t('recording.title')}</h3>
      <ul className={classes.recordings}>
        {recordings.map((recording) => (
          <RecordingLine
            key={recording.id}
            recording={recording}
            onOpened={() => setListenCount(listenCount + 1)}
          />
        ))}
      </ul>
    </>
  );
}
