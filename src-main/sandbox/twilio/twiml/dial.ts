import type { Call, Recording } from '../exchange/index.ts';
import { joinByDial } from './dial-conference.ts';
import { dialParties } from './dial-parties.ts';
import { dialQueue } from './dial-queue.ts';
import { secondsBetween } from './fields.ts';
import type { Written } from './read.ts';
import { watchRecordingOf } from './record.ts';
import { end, goTo, on, targetOf, type Next, type Run } from './stage.ts';

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

export async function playDial(run: Run, verb: Written<'Dial'>): Promise<Next> {
  const conference = verb.children.find((noun) => noun.name === 'Conference');
  const queue = verb.children.find((noun) => noun.name === 'Queue');
  const early = startDialRecording(run, verb, 'ringing');
  const result =
    conference !== undefined
      ? await joinByDial(run, verb, conference)
      : queue !== undefined
        ? await dialQueue(run, verb, queue)
        : await dialParties(run, verb);
  early?.stop();
  const target = targetOf(run, verb.attributes.action, verb.attributes.method);
  if (target === null) return run.signal.aborted ? end : on;
  const child = result.child?.facts() ?? null;
  const startedAtMs = child?.startedAtMs ?? null;
  const recording = run.exchange
    .recordings()
    .findLast((made) => made.facts().callSid === run.call.sid && made.facts().source === 'DialVerb');
  return goTo(run, target, {
    DialCallStatus: result.status,
    DialBridged: String(result.isBridged),
    ...(child === null ? {} : { DialCallSid: child.sid }),
    ...(startedAtMs === null || child === null
      ? {}
      : { DialCallDuration: String(secondsBetween(startedAtMs, child.endedAtMs ?? run.exchange.nowMs())) }),
    ...(recording === undefined
      ? {}
      : { RecordingUrl: run.callbacks.recordingUrl(recording.sid), RecordingSid: recording.sid }),
  });
}
