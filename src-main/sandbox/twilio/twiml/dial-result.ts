import type { Call, Recording } from '../exchange/index.ts';
import type { Written } from './read.ts';
import { watchRecordingOf } from './record.ts';
import type { Run } from './stage.ts';

/** `answered` for conferences and queues, `completed` for a party that was connected. */
export type DialStatus = 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';

export interface DialResult {
  readonly status: DialStatus;
  /** The one that was connected, or else the last that was tried. */
  readonly child: Call | null;
  readonly isBridged: boolean;
}

/** `record="record-from-…"`: one recording of the calling leg, which hears both. */
export function startDialRecording(
  run: Run,
  verb: Written<'Dial'>,
  when: 'answer' | 'ringing',
): Recording | null {
  const { record = 'do-not-record', recordingTrack } = verb.attributes;
  const wanted = record === 'true' ? 'record-from-answer' : record;
  if (!wanted.startsWith(`record-from-${when}`)) return null;
  const recording = run.exchange.record(
    { call: run.call },
    {
      channelCount: wanted.endsWith('-dual') ? 2 : 1,
      ...(recordingTrack === undefined ? {} : { track: recordingTrack }),
      source: 'DialVerb',
    },
  );
  watchRecordingOf(run, recording, verb.attributes);
  return recording;
}

/** Presses of `*` by the caller, when he may hang up so. */
export function onStar(run: Run, verb: Written<'Dial'>, hangUp: () => void): () => void {
  if (verb.attributes.hangupOnStar !== true) return () => undefined;
  return run.exchange.events.on((event) => {
    if (event.kind === 'digit' && event.callSid === run.call.sid && event.digit === '*') hangUp();
  });
}
