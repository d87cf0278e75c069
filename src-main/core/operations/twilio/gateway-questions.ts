/** What is asked of the telephone service, in our words. */
export interface NewLeg {
  /** What the call does once it is answered: where to ask, or the document itself. */
  readonly then: { readonly url: string; readonly statusUrl: string } | { readonly twiml: string };
  /** `client:identity?name=value` or E.164. */
  readonly to: string;
  readonly from: string;
  readonly ringSeconds: number;
}

export interface NewParticipant {
  /** The conference, by the name we gave it. */
  readonly conference: string;
  readonly to: string;
  readonly from: string;
  readonly label: string;
  /** `null`: whoever serves the call flow is told by the conference alone. */
  readonly told: { readonly statusUrl: string; readonly conferenceStatusUrl: string } | null;
  readonly ringSeconds: number;
}

export interface Participant {
  readonly callSid: string;
  readonly label: string | null;
  /** Not being called any more: inside. */
  readonly isIn: boolean;
  readonly isOnHold: boolean;
}

export interface ParticipantChange {
  readonly hold?: boolean;
  readonly muted?: boolean;
  /** Said to this participant alone. */
  readonly announceUrl?: string;
}

export interface Sound {
  readonly contentType: string;
  /** As it comes: an hour of speech is more than should be held in memory. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface PhoneGateway {
  mintVoiceToken(identity: string): Promise<{ token: string; expiresInMs: number }>;
  fetchAccount(): Promise<{ name: string; numbers: string[] }>;
  /** Points the TwiML application at a call flow; found by its name, or made, when no sid is known. */
  registerApplication(sid: string | null, name: string, voiceUrl: string, statusUrl: string): Promise<string>;
  /** Calls to the account's numbers are the application's to answer. */
  pointNumbers(applicationSid: string): Promise<void>;
  createCall(leg: NewLeg): Promise<string>;
  /** Hangs up, or stops ringing. Harmless when it is over. */
  endCall(callSid: string, how: 'completed' | 'canceled'): Promise<void>;
  redirectCall(callSid: string, twiml: string): Promise<void>;
  /** As the vendor words it; `null`: not known. */
  fetchCallStatus(callSid: string): Promise<string | null>;
  findConference(name: string): Promise<string | null>;
  /** The newest of that name; `null`: there never was one. What is over is remembered for a while. */
  describeConference(name: string): Promise<{ sid: string; isLive: boolean } | null>;
  listParticipants(conferenceSid: string): Promise<Participant[]>;
  addParticipant(participant: NewParticipant): Promise<{ callSid: string; conferenceSid: string }>;
  changeParticipant(conference: string, callSid: string, change: ParticipantChange): Promise<void>;
  /** Harmless when he is gone. */
  removeParticipant(conference: string, callSid: string): Promise<void>;
  endConference(conferenceSid: string): Promise<void>;
  startRecording(callSid: string, statusUrl: string | null): Promise<string>;
  changeRecording(recordingSid: string, status: 'paused' | 'in-progress' | 'stopped'): Promise<void>;
  deleteRecording(recordingSid: string): Promise<void>;
  /** Both sides apart, as WAV. */
  openSound(recordingSid: string, signal: AbortSignal): Promise<Sound>;
  /** `status` as the vendor words it. */
  fetchRecording(recordingSid: string): Promise<{ status: string; durationMs: number | null }>;
  /** Whether a webhook is the vendor's: signed with the account's token over its URL and form. */
  isSigned(signature: string, url: string, form: Readonly<Record<string, string>>): Promise<boolean>;
}
