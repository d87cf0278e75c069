import { isEnded, type Call, type Exchange, type ExchangeEvent, type Recording } from '../exchange/index.ts';
import type { CallEvent, RecordingEvent } from './attributes.ts';
import {
  callFieldsOf,
  conferenceEventFields,
  participantFields,
  progressFields,
  recordingFieldsOf,
} from './fields.ts';
import type { Fields, Webhooks, WebhookTarget } from './webhooks.ts';

/** Twilio's words in `statusCallbackEvent` of a conference, each for one or two changes. */
const conferenceEvents = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-mute': 'mute',
  'participant-unmute': 'mute',
  'participant-hold': 'hold',
  'participant-unhold': 'hold',
  'participant-modify': 'modify',
  'participant-speech-start': 'speaker',
  'participant-speech-stop': 'speaker',
  'announcement-end': 'announcement',
} as const satisfies Record<Extract<ExchangeEvent, { kind: 'conference' }>['change'], string>;

export type ConferenceEvent = (typeof conferenceEvents)[keyof typeof conferenceEvents];

interface Wanted<Event extends string> {
  readonly target: WebhookTarget;
  readonly events: readonly Event[];
  /** Machine detection was ordered: who answered is told. */
  readonly isDetected?: boolean;
}

/** Who wants to be told of what: status callbacks of calls, conferences and recordings. */
export interface Callbacks {
  callFields(call: Call): Fields;
  recordingUrl(recordingSid: string): string;
  recordingFields(recording: Recording): Fields;
  /** Tells what the call has been through already, then the rest. Only the first order for a call counts. */
  watchCall(call: Call, wanted: Wanted<CallEvent>): void;
  /** The first who asks decides for the whole conference, as on Twilio. */
  watchConference(conferenceSid: string, wanted: Wanted<ConferenceEvent>): void;
  watchRecording(recording: Recording, wanted: Wanted<RecordingEvent>): void;
  stop(): void;
}

export interface CallbacksDeps {
  readonly exchange: Exchange;
  readonly webhooks: Webhooks;
  /** Where the REST API is reached, without a slash at its end. */
  apiUrl(): string;
}

/** A conference or call that nobody ends must not fill the memory with orders. */
const watchedMax = 20_000;

function createOrders<T>() {
  const orders = new Map<string, T>();
  return {
    get: (sid: string) => orders.get(sid),
    putFirst(sid: string, order: T): boolean {
      if (orders.has(sid)) return false;
      orders.set(sid, order);
      const [oldest] = orders.keys();
      if (orders.size > watchedMax && oldest !== undefined) orders.delete(oldest);
      return true;
    },
  };
}

export function createCallbacks({ exchange, webhooks, apiUrl }: CallbacksDeps): Callbacks {
  const accountSid = exchange.account.sid;
  const calls = createOrders<Wanted<CallEvent> & { sent: number }>();
  const conferences = createOrders<Wanted<ConferenceEvent>>();
  const recordings = createOrders<Wanted<RecordingEvent>>();
  const recordingUrl = (sid: string) => `${apiUrl()}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;

  type CallChange = Extract<ExchangeEvent, { kind: 'call' }>;
  const tellCall = ({ change, call }: Pick<CallChange, 'change' | 'call'>) => {
    const order = calls.get(call.sid);
    if (order === undefined || !order.events.includes(change)) return;
    const fields = {
      ...callFieldsOf(accountSid, call),
      ...progressFields(change, call, order.sent, exchange.nowMs()),
    };
    order.sent += 1;
    const isTold = order.isDetected === true && call.answeredBy !== null;
    webhooks.notify(order.target, isTold ? { ...fields, AnsweredBy: call.answeredBy } : fields);
  };
  const tellConference = (event: Extract<ExchangeEvent, { kind: 'conference' }>) => {
    const order = conferences.get(event.conference.sid);
    if (order === undefined || !order.events.includes(conferenceEvents[event.change])) return;
    const { participant, change } = event;
    const leaver = change === 'participant-leave' && participant !== null ? participant.callSid : null;
    webhooks.notify(order.target, {
      ...conferenceEventFields(accountSid, change, event.conference, event.sequenceNumber, exchange.nowMs()),
      ...(participant === null
        ? {}
        : participantFields(participant, leaver === null ? null : (exchange.call(leaver)?.facts() ?? null))),
    });
  };
  const unsubscribe = exchange.events.on((event) => {
    if (event.kind === 'call') tellCall(event);
    if (event.kind === 'conference') tellConference(event);
    if (event.kind !== 'recording') return;
    const { change, recording } = event;
    const order = recordings.get(recording.sid);
    if (order?.events.some((wanted) => wanted === change) !== true) return;
    webhooks.notify(order.target, recordingFieldsOf(accountSid, recording, recordingUrl(recording.sid)));
  });

  return {
    callFields: (call) => callFieldsOf(accountSid, call.facts()),
    recordingUrl,
    recordingFields: (recording) =>
      recordingFieldsOf(accountSid, recording.facts(), recordingUrl(recording.sid)),
    watchCall(call, wanted) {
      if (!calls.putFirst(call.sid, { ...wanted, sent: 0 })) return;
      const facts = call.facts();
      // Placing a call may already have made it ring, or fail.
      if (facts.direction !== 'inbound')
        tellCall({ change: 'initiated', call: { ...facts, status: 'queued' } });
      if (facts.status === 'ringing' && facts.direction !== 'inbound')
        tellCall({ change: 'ringing', call: facts });
      if (isEnded(facts.status)) tellCall({ change: 'completed', call: facts });
    },
    watchConference: (sid, wanted) => void conferences.putFirst(sid, wanted),
    watchRecording(recording, wanted) {
      if (!recordings.putFirst(recording.sid, wanted) || !wanted.events.includes('in-progress')) return;
      webhooks.notify(
        wanted.target,
        recordingFieldsOf(accountSid, recording.facts(), recordingUrl(recording.sid)),
      );
    },
    stop: unsubscribe,
  };
}
