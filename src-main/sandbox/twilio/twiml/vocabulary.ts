import {
  address,
  boolean,
  callEvents,
  integer,
  method,
  oneOf,
  recordingEvents,
  someOf,
  text,
  type AttributeKinds,
} from './attributes.ts';

/** Every attribute Twilio's helper library can write for the verbs that are played here, and what it may be. */
const recordingCallback = {
  recordingStatusCallback: address,
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: recordingEvents,
  recordingConfigurationId: text,
  trim: oneOf('trim-silence', 'do-not-trim'),
} satisfies AttributeKinds;

const statusCallback = {
  statusCallback: address,
  statusCallbackMethod: method,
  statusCallbackEvent: callEvents,
} satisfies AttributeKinds;

const machineDetection = {
  amdStatusCallback: address,
  amdStatusCallbackMethod: method,
  machineDetection: text,
  machineDetectionTimeout: integer(3, 59),
  machineDetectionSpeechThreshold: integer(1_000, 6_000),
  machineDetectionSpeechEndThreshold: integer(500, 5_000),
  machineDetectionSilenceTimeout: integer(2_000, 10_000),
} satisfies AttributeKinds;

const keys = text;
const secondsOfDayMax = 24 * 60 * 60;

export const attributeKinds = {
  Dial: {
    action: address,
    method,
    answerOnBridge: boolean,
    callerId: text,
    events: oneOf('call-progress-event'),
    hangupOnStar: boolean,
    passports: text,
    record: oneOf(
      'do-not-record',
      'record-from-answer',
      'record-from-ringing',
      'record-from-answer-dual',
      'record-from-ringing-dual',
      'true',
      'false',
    ),
    recordingTrack: oneOf('both', 'inbound', 'outbound'),
    referUrl: address,
    referMethod: method,
    ringTone: text,
    sequential: boolean,
    timeLimit: integer(1, secondsOfDayMax),
    timeout: integer(1, 600),
    ...recordingCallback,
  },
  Client: { url: address, method, ...statusCallback },
  Number: { url: address, method, byoc: text, sendDigits: text, ...statusCallback, ...machineDetection },
  Conference: {
    beep: oneOf('true', 'false', 'onEnter', 'onExit'),
    coach: text,
    endConferenceOnExit: boolean,
    eventCallbackUrl: address,
    jitterBufferSize: oneOf('large', 'medium', 'small', 'off'),
    maxParticipants: integer(2, 250),
    muted: boolean,
    participantLabel: text,
    record: oneOf('do-not-record', 'record-from-start', 'true', 'false'),
    region: text,
    startConferenceOnEnter: boolean,
    statusCallback: address,
    statusCallbackMethod: method,
    statusCallbackEvent: someOf(
      'start',
      'end',
      'join',
      'leave',
      'mute',
      'hold',
      'modify',
      'speaker',
      'announcement',
    ),
    waitUrl: address,
    waitMethod: method,
    ...recordingCallback,
  },
  Queue: { url: address, method, postWorkActivitySid: text, reservationSid: text },
  Identity: {},
  Parameter: { name: text, value: text },
  Say: { voice: text, language: text, loop: integer(0, 1_000) },
  Play: { digits: text, loop: integer(0, 1_000) },
  Pause: { length: integer(1, 180) },
  Record: {
    action: address,
    method,
    finishOnKey: keys,
    maxLength: integer(1, 14_400),
    playBeep: boolean,
    timeout: integer(1, 3_600),
    transcribe: boolean,
    transcribeCallback: address,
    ...recordingCallback,
  },
  Enqueue: {
    action: address,
    method,
    maxQueueSize: integer(1, 5_000),
    waitUrl: address,
    waitUrlMethod: method,
    workflowSid: text,
  },
  Leave: {},
  Redirect: { method },
  Hangup: {},
  Reject: { reason: oneOf('rejected', 'busy') },
  Gather: {
    action: address,
    method,
    actionOnEmptyResult: boolean,
    bargeIn: boolean,
    debug: boolean,
    enhanced: boolean,
    finishOnKey: keys,
    hints: text,
    input: someOf('dtmf', 'speech'),
    language: text,
    maxSpeechTime: integer(1, 60),
    numDigits: integer(1, 100),
    partialResultCallback: address,
    partialResultCallbackMethod: method,
    profanityFilter: boolean,
    speechModel: text,
    speechTimeout: text,
    timeout: integer(1, 3_600),
  },
} satisfies Readonly<Record<string, AttributeKinds>>;

export type Vocabulary = typeof attributeKinds;
export type ElementName = keyof Vocabulary;

/** Verbs and nouns Twilio has and this stand-in does not play. They are skipped, and an alert says so. */
export const unplayed = new Set([
  'Connect',
  'Start',
  'Stop',
  'Pay',
  'Prompt',
  'Refer',
  'Sms',
  'Sip',
  'Sim',
  'Application',
  'WhatsApp',
  'Task',
]);

/** What may stand in what. Elements not listed hold text or nothing. */
export const childrenOf: Readonly<Partial<Record<string, readonly ElementName[]>>> = {
  Response: [
    'Dial',
    'Say',
    'Play',
    'Pause',
    'Record',
    'Enqueue',
    'Leave',
    'Redirect',
    'Hangup',
    'Reject',
    'Gather',
  ],
  Dial: ['Client', 'Number', 'Conference', 'Queue'],
  Client: ['Identity', 'Parameter'],
  Gather: ['Say', 'Play', 'Pause'],
};
