import type { CallFacts, ConferenceFacts, ParticipantFacts, RecordingFacts } from '../exchange/index.ts';
import type { Fields } from './webhooks.ts';

export const apiVersion = '2010-04-01';

/** Twilio's dates are RFC 2822 with a numeric zone. */
export const rfc2822 = (ms: number): string => new Date(ms).toUTCString().replace('GMT', '+0000');

export const secondsBetween = (startMs: number, endMs: number): number =>
  Math.max(0, Math.round((endMs - startMs) / 1_000));

/** What every webhook about a call has (twilio.com/docs/voice/twiml#request-parameters). */
export const callFieldsOf = (accountSid: string, call: CallFacts): Fields => ({
  AccountSid: accountSid,
  ApiVersion: apiVersion,
  CallSid: call.sid,
  CallStatus: call.status,
  Direction: call.direction,
  From: call.from,
  To: call.to,
  Caller: call.from,
  Called: call.to,
  ...(call.parentSid === null ? {} : { ParentCallSid: call.parentSid }),
});

/** Beside `callFieldsOf` in a status callback. */
export function progressFields(
  event: string,
  call: CallFacts,
  sequenceNumber: number,
  nowMs: number,
): Fields {
  const isOver = event === 'completed';
  const startedAtMs = call.startedAtMs ?? call.endedAtMs ?? nowMs;
  return {
    // The one event whose word is not a status of the call.
    CallStatus: event === 'initiated' ? 'initiated' : call.status,
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequenceNumber),
    Timestamp: rfc2822(nowMs),
    ...(isOver
      ? {
          CallDuration: String(secondsBetween(startedAtMs, call.endedAtMs ?? nowMs)),
          Duration: String(Math.ceil(secondsBetween(startedAtMs, call.endedAtMs ?? nowMs) / 60)),
        }
      : {}),
    ...(call.errorCode === null ? {} : { ErrorCode: String(call.errorCode) }),
  };
}

const conferenceFieldsOf = (accountSid: string, conference: ConferenceFacts): Fields => ({
  AccountSid: accountSid,
  ConferenceSid: conference.sid,
  FriendlyName: conference.friendlyName,
  ...(conference.reasonEnded === null ? {} : { ReasonConferenceEnded: conference.reasonEnded }),
  ...(conference.callSidEndingConference === null
    ? {}
    : { CallSidEndingConference: conference.callSidEndingConference }),
});

export function participantFields(participant: ParticipantFacts, call: CallFacts | null): Fields {
  return {
    CallSid: participant.callSid,
    ...(participant.label === null ? {} : { ParticipantLabel: participant.label }),
    Muted: String(participant.muted),
    Hold: String(participant.hold),
    Coaching: String(participant.coaching),
    ...(participant.callSidToCoach === null ? {} : { CallSidToCoach: participant.callSidToCoach }),
    StartConferenceOnEnter: String(participant.startConferenceOnEnter),
    EndConferenceOnExit: String(participant.endConferenceOnExit),
    ...(call === null ? {} : { ParticipantCallStatus: call.status }),
  };
}

export const conferenceEventFields = (
  accountSid: string,
  change: string,
  conference: ConferenceFacts,
  sequenceNumber: number,
  nowMs: number,
): Fields => ({
  ...conferenceFieldsOf(accountSid, conference),
  StatusCallbackEvent: change,
  SequenceNumber: String(sequenceNumber),
  Timestamp: rfc2822(nowMs),
});

export const recordingFieldsOf = (
  accountSid: string,
  recording: RecordingFacts,
  recordingUrl: string,
): Fields => ({
  AccountSid: accountSid,
  RecordingSid: recording.sid,
  RecordingUrl: recordingUrl,
  RecordingStatus: recording.status,
  RecordingChannels: String(recording.channelCount),
  RecordingSource: recording.source,
  RecordingStartTime: rfc2822(recording.startedAtMs),
  RecordingTrack: 'both',
  ErrorCode: '0',
  ...(recording.endedAtMs === null
    ? {}
    : { RecordingDuration: String(Math.round(recording.durationMs / 1_000)) }),
  ...(recording.callSid === null ? {} : { CallSid: recording.callSid }),
  ...(recording.conferenceSid === null ? {} : { ConferenceSid: recording.conferenceSid }),
});
