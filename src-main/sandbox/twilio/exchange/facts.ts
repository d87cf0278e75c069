/** Data about calls, conferences and recordings: read-only snapshots, in Twilio's words and values. */
export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

/** `inbound`: a client or a telephone called us. The others: the exchange calls somebody. */
export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';

/** Who picked up, as a machine detection would say. */
export type AnsweredBy = 'human' | 'machine_start';

export interface CallFacts {
  readonly sid: string;
  readonly parentSid: string | null;
  readonly direction: CallDirection;
  /** `client:identity` or E.164. */
  readonly from: string;
  readonly to: string;
  readonly status: CallStatus;
  readonly answeredBy: AnsweredBy | null;
  readonly createdAtMs: number;
  /** When it was answered; `null` before, and for calls nobody answered. */
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  /** Twilio's or SIP's reason when it ended badly, e.g. 31486. */
  readonly errorCode: number | null;
}

export const isEnded = (status: CallStatus): boolean =>
  status !== 'queued' && status !== 'ringing' && status !== 'in-progress';

export type ParticipantStatus = 'queued' | 'connecting' | 'ringing' | 'connected' | 'complete' | 'failed';

export interface ParticipantFacts {
  readonly callSid: string;
  readonly conferenceSid: string;
  readonly label: string | null;
  readonly status: ParticipantStatus;
  readonly muted: boolean;
  readonly hold: boolean;
  readonly coaching: boolean;
  readonly callSidToCoach: string | null;
  readonly startConferenceOnEnter: boolean;
  readonly endConferenceOnExit: boolean;
  readonly joinedAtMs: number;
}

export interface ConferenceFacts {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: 'init' | 'in-progress' | 'completed';
  readonly createdAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly reasonEnded: ConferenceEnd | null;
  readonly callSidEndingConference: string | null;
}

export type ConferenceEnd =
  | 'conference-ended-via-api'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'last-participant-left'
  | 'last-participant-kicked';

export type RecordingStatus = 'in-progress' | 'paused' | 'completed' | 'absent';

export interface RecordingFacts {
  readonly sid: string;
  /** One of the two is set. */
  readonly callSid: string | null;
  readonly conferenceSid: string | null;
  readonly channelCount: 1 | 2;
  readonly status: RecordingStatus;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly durationMs: number;
  /** How it was asked for, Twilio's `source`. */
  readonly source: string;
}

/** A message between the app's server and a client during a call (Twilio's User Defined or Call Message). */
export interface CallMessage {
  readonly sid: string;
  readonly content: string;
  readonly contentType: string;
  readonly messageType: string;
}
