import { newSid, type Call } from '../exchange/index.ts';
import { rfc2822, type WebhookTarget } from '../twiml/index.ts';
import { accountPath, answerOf, nothing, type RestDeps, type RestRequest, type Route } from './request.ts';
import { badParameter, notFound, RestError } from './rest-error.ts';

interface Subscription {
  readonly sid: string;
  readonly callSid: string;
  readonly target: WebhookTarget;
}

const contentBytesMax = 10_000;
const subscriptionsMax = 5_000;

/** What a client says goes to everybody who asked for it. */
function tellSubscribers(
  { exchange, twiml }: RestDeps,
  subscriptions: ReadonlyMap<string, Subscription>,
): void {
  let sequenceNumber = 0;
  exchange.events.on((event) => {
    if (event.kind !== 'message') return;
    for (const { callSid, target } of subscriptions.values()) {
      if (callSid !== event.callSid) continue;
      sequenceNumber += 1;
      twiml.webhooks.notify(target, {
        AccountSid: exchange.account.sid,
        CallSid: callSid,
        Sid: event.message.sid,
        Content: event.message.content,
        ContentType: event.message.contentType,
        SequenceNumber: String(sequenceNumber),
      });
    }
  });
}

/** Messages between the app's server and a client in a call: to the client by REST, from it by a callback. */
export function messageRoutes(deps: RestDeps): readonly Route[] {
  const { exchange } = deps;
  const subscriptions = new Map<string, Subscription>();
  const findLive = ({ at, path }: RestRequest): Call => {
    const call = exchange.call(at('CallSid'));
    if (call === null || !call.isLive()) throw notFound(path);
    return call;
  };
  const stamp = (call: Call) => ({
    account_sid: exchange.account.sid,
    call_sid: call.sid,
    date_created: rfc2822(exchange.nowMs()),
  });
  tellSubscribers(deps, subscriptions);
  return [
    {
      method: 'POST',
      path: '/Calls/{CallSid}/UserDefinedMessages',
      answer(request) {
        const call = findLive(request);
        const content = request.form.text('Content');
        if (content === undefined) throw badParameter('Content', 'is missing');
        if (Buffer.byteLength(content) > contentBytesMax) throw badParameter('Content', 'is too long');
        const sid = newSid('KX');
        call.sendMessage({
          sid,
          content,
          contentType: 'application/json',
          messageType: 'user-defined-message',
        });
        return answerOf({ ...stamp(call), sid }, 201);
      },
    },
    {
      method: 'POST',
      path: '/Calls/{CallSid}/UserDefinedMessageSubscriptions',
      answer(request) {
        const call = findLive(request);
        const target = request.form.webhook('Callback', 'Method') ?? null;
        if (target === null) throw badParameter('Callback', 'is missing');
        if (subscriptions.size >= subscriptionsMax) throw new RestError(429, 20_429, 'Too Many Requests');
        const sid = newSid('ZY');
        subscriptions.set(sid, { sid, callSid: call.sid, target });
        void call.ended.then(() => subscriptions.delete(sid));
        const uri = `${accountPath(exchange.account.sid)}/Calls/${call.sid}/UserDefinedMessageSubscriptions/${sid}.json`;
        return answerOf({ ...stamp(call), sid, uri }, 201);
      },
    },
    {
      method: 'DELETE',
      path: '/Calls/{CallSid}/UserDefinedMessageSubscriptions/{Sid}',
      answer({ at, path }) {
        if (!subscriptions.delete(at('Sid'))) throw notFound(path);
        return nothing;
      },
    },
  ];
}
