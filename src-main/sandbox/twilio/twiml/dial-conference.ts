import type { AudioSource, Conference } from '../exchange/index.ts';
import { onStar, type DialResult } from './dial-result.ts';
import type { Written } from './read.ts';
import { watchRecordingOf } from './record.ts';
import { targetOf, until, type Run } from './stage.ts';
import { createWaitingSource } from './waiting.ts';
import type { Fields } from './webhooks.ts';

type ConferenceNoun = Written<'Conference'>;

const participantsMax = 250;

export type Beep = 'true' | 'false' | 'onEnter' | 'onExit';

/** Heard by those inside when somebody enters, and when he leaves. */
export function beepAround(
  run: Pick<Run, 'exchange'>,
  conference: Conference,
  beep: Beep,
  left: Promise<void>,
): void {
  const sound = () => {
    if (conference.facts().status === 'in-progress') void conference.announce(run.exchange.sounds.beep());
  };
  if (beep === 'true' || beep === 'onEnter') sound();
  if (beep === 'true' || beep === 'onExit') void left.then(sound);
}

/** One recording for a conference, from its beginning, however many of its participants ask. */
export function recordOnce(run: Pick<Run, 'exchange'>, conference: Conference) {
  const isRecorded = run.exchange
    .recordings()
    .some((recording) => recording.facts().conferenceSid === conference.sid);
  return isRecorded ? null : run.exchange.record({ conference }, { channelCount: 1, source: 'Conference' });
}

function waitSourceOf(
  run: Run,
  noun: ConferenceNoun,
  conference: Conference,
): (() => AudioSource) | null | undefined {
  const { waitUrl, waitMethod } = noun.attributes;
  if (waitUrl === undefined) return undefined;
  const target = targetOf(run, waitUrl, waitMethod);
  if (target === null) return null;
  const fields = (): Fields => ({
    ...run.callbacks.callFields(run.call),
    ConferenceSid: conference.sid,
    FriendlyName: conference.facts().friendlyName,
  });
  return () => createWaitingSource({ ...run, callSid: run.call.sid }, target, fields);
}

function watch(run: Run, noun: ConferenceNoun, conference: Conference): void {
  const { statusCallback, statusCallbackMethod, statusCallbackEvent, eventCallbackUrl } = noun.attributes;
  const target = targetOf(run, statusCallback ?? eventCallbackUrl, statusCallbackMethod);
  if (target !== null) {
    run.callbacks.watchConference(conference.sid, {
      target,
      events: statusCallbackEvent ?? ['start', 'end'],
    });
  }
}

/** The call takes part until it leaves, is put out, or the conference is over. */
export async function joinByDial(run: Run, verb: Written<'Dial'>, noun: ConferenceNoun): Promise<DialResult> {
  const { call, exchange } = run;
  const { maxParticipants, record, coach, participantLabel, beep = 'true', ...rest } = noun.attributes;
  const conference = exchange.openConference(noun.text);
  if (conference.participants().length >= (maxParticipants ?? participantsMax)) {
    return { status: 'failed', child: null, isBridged: false };
  }
  watch(run, noun, conference);
  const waitSource = waitSourceOf(run, noun, conference);
  const participant = conference.join(call, {
    label: participantLabel ?? null,
    muted: rest.muted ?? false,
    startConferenceOnEnter: rest.startConferenceOnEnter ?? true,
    endConferenceOnExit: rest.endConferenceOnExit ?? false,
    coaching: coach !== undefined,
    callSidToCoach: coach ?? null,
    ...(waitSource === undefined ? {} : { waitSource }),
  });
  beepAround(run, conference, beep, participant.left);
  if (record === 'record-from-start' || record === 'true') {
    const recording = recordOnce(run, conference);
    if (recording !== null) watchRecordingOf(run, recording, noun.attributes);
  }
  const unstar = onStar(run, verb, () => participant.leave());
  const { timeLimit } = verb.attributes;
  const timer =
    timeLimit === undefined ? undefined : setTimeout(() => participant.leave(), timeLimit * 1_000);
  await until(run, participant.left);
  clearTimeout(timer);
  unstar();
  return { status: 'answered', child: null, isBridged: true };
}
