import type { Call } from '../exchange/index.ts';
import type { Form } from './form.ts';
import type { RestDeps } from './request.ts';
import { RestError } from './rest-error.ts';

const e164 = /^\+[1-9]\d{6,14}$/;
export const callEventNames = ['initiated', 'ringing', 'answered', 'completed'] as const;
export const recordingEventNames = ['in-progress', 'completed', 'absent'] as const;

export interface Callee {
  readonly to: string;
  /** `client:ann?name=value` hands these to the client. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Throws Twilio's refusal unless it can be called. */
export function readTo(form: Form): Callee {
  const to = form.text('To');
  if (to === undefined || to === '') throw new RestError(400, 21_201, "No 'To' number is specified");
  if (e164.test(to)) return { to, parameters: {} };
  if (/^client:.+/.test(to)) {
    const [client = '', query = ''] = to.split('?', 2);
    return { to: client, parameters: Object.fromEntries(new URLSearchParams(query)) };
  }
  throw new RestError(400, 21_211, `The phone number you are attempting to call, ${to}, is not valid.`);
}

/** Throws Twilio's refusal unless it is a number of the account; a client may be called in any client's name. */
export function readFrom(form: Form, to: string, { exchange }: RestDeps): string {
  const from = form.text('From') || form.text('CallerId');
  if (from === undefined || from === '') throw new RestError(400, 21_213, "No 'From' number is specified");
  if (exchange.account.incomingNumbers.has(from)) return from;
  if (from.startsWith('client:') && to.startsWith('client:')) return from;
  throw new RestError(
    400,
    21_210,
    `The source phone number provided, ${from}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`,
  );
}

/** `StatusCallback…`, `Record…`, `TimeLimit` and `SendDigits`, which calls and participants take alike. */
export function followOrders(call: Call, form: Form, deps: RestDeps, isDetected: boolean): void {
  const { twiml } = deps;
  const target = form.webhook('StatusCallback', 'StatusCallbackMethod') ?? null;
  const events = form.someOf('StatusCallbackEvent', ...callEventNames) ?? ['completed'];
  if (target !== null) twiml.callbacks.watchCall(call, { target, events, isDetected });
  const timeLimitSeconds = form.integer('TimeLimit', 1, 86_400);
  const digits = form.text('SendDigits') ?? '';
  const isRecorded = form.boolean('Record') === true;
  const recordOrders = recordingOrders(form);
  void call.answered.then((isAnswered) => {
    if (!isAnswered) return;
    if (isRecorded) startRecording(call, recordOrders, deps, 'OutboundAPI');
    if (digits !== '') call.sendDigits(digits);
    if (timeLimitSeconds === undefined) return;
    const timer = setTimeout(() => call.hangUp(), timeLimitSeconds * 1_000);
    void call.ended.then(() => clearTimeout(timer));
  });
}

/** Read before the answer is sent, so that wrong ones are refused. */
export const recordingOrders = (form: Form) => ({
  channels: form.oneOf('RecordingChannels', 'mono', 'dual') ?? 'mono',
  track: form.oneOf('RecordingTrack', 'inbound', 'outbound', 'both'),
  target: form.webhook('RecordingStatusCallback', 'RecordingStatusCallbackMethod') ?? null,
  events: form.someOf('RecordingStatusCallbackEvent', ...recordingEventNames) ?? (['completed'] as const),
});

export function startRecording(
  call: Call,
  orders: ReturnType<typeof recordingOrders>,
  { exchange, twiml }: RestDeps,
  source: 'OutboundAPI' | 'StartCallRecordingAPI',
) {
  const recording = exchange.record(
    { call },
    {
      channelCount: orders.channels === 'dual' ? 2 : 1,
      ...(orders.track === undefined ? {} : { track: orders.track }),
      source,
    },
  );
  if (orders.target !== null) {
    twiml.callbacks.watchRecording(recording, { target: orders.target, events: orders.events });
  }
  return recording;
}
