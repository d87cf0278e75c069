import { frameMs, type Recording } from '../exchange/index.ts';
import type { RecordingEvent } from './attributes.ts';
import type { Written } from './read.ts';
import { hear } from './sound-verbs.ts';
import { end, goTo, on, targetOf, until, type Next, type Run } from './stage.ts';

interface RecordingCallback {
  readonly recordingStatusCallback?: string;
  readonly recordingStatusCallbackMethod?: 'GET' | 'POST';
  readonly recordingStatusCallbackEvent?: readonly RecordingEvent[];
}

export function watchRecordingOf(run: Run, recording: Recording, wanted: RecordingCallback): void {
  const target = targetOf(run, wanted.recordingStatusCallback, wanted.recordingStatusCallbackMethod);
  if (target === null) return;
  run.callbacks.watchRecording(recording, {
    target,
    events: wanted.recordingStatusCallbackEvent ?? ['completed'],
  });
}

const timeoutSecondsDefault = 5;
const lengthSecondsMax = 3_600;
/** Mean amplitude of a frame below which nobody speaks. */
const quietMean = 328;
const allKeys = '1234567890*#';

interface Spoken {
  /** What ended it: a key, or nothing. */
  readonly key: string;
  readonly hasSound: boolean;
}

/** Until a key, so many seconds of quiet, the longest time, or the end of the run. */
async function listen(run: Run, attributes: Written<'Record'>['attributes']): Promise<Spoken> {
  const keys = attributes.finishOnKey ?? allKeys;
  const quietMsMax = (attributes.timeout ?? timeoutSecondsDefault) * 1_000;
  let quietMs = 0;
  let hasSound = false;
  let resolve: (key: string) => void = () => undefined;
  const over = new Promise<string>((settle) => {
    resolve = settle;
  });
  const untap = run.call.tap((said) => {
    let sum = 0;
    for (const sample of said) sum += Math.abs(sample);
    const isQuiet = sum / said.length < quietMean;
    quietMs = isQuiet ? quietMs + frameMs : 0;
    hasSound ||= !isQuiet;
    if (quietMs >= quietMsMax) resolve('');
  });
  const unsubscribe = run.exchange.events.on((event) => {
    if (event.kind !== 'digit' || event.callSid !== run.call.sid) return;
    if (keys.includes(event.digit)) resolve(event.digit);
  });
  const timer = setTimeout(() => resolve(''), (attributes.maxLength ?? lengthSecondsMax) * 1_000);
  const key = await until(run, over);
  clearTimeout(timer);
  untap();
  unsubscribe();
  return { key: key ?? (run.call.isLive() ? '' : 'hangup'), hasSound };
}

/** A message of the caller. When he said nothing, the next verb follows and no action is asked, as on Twilio. */
export async function playRecord(run: Run, verb: Written<'Record'>): Promise<Next> {
  const { attributes } = verb;
  if (attributes.playBeep !== false) await hear(run, run.exchange.sounds.beep());
  if (run.signal.aborted) return end;
  const recording = run.exchange.record({ call: run.call }, { track: 'inbound', source: 'RecordVerb' });
  watchRecordingOf(run, recording, attributes);
  const { key, hasSound } = await listen(run, attributes);
  recording.stop();
  if (!hasSound) return run.signal.aborted ? end : on;
  const target = targetOf(run, attributes.action ?? run.documentUrl ?? undefined, attributes.method);
  if (target === null) return run.signal.aborted ? end : on;
  const { RecordingDuration = '0', RecordingUrl = '' } = run.callbacks.recordingFields(recording);
  return goTo(run, target, { RecordingUrl, RecordingSid: recording.sid, RecordingDuration, Digits: key });
}
