import type { Account, CallFacts } from '../exchange/index.ts';
import { apiVersion, rfc2822, secondsBetween } from '../twiml/index.ts';
import { accountPath } from './request.ts';

const dateOrNull = (ms: number | null) => (ms === null ? null : rfc2822(ms));

/** North American numbers are shown as people there write them. */
const formatted = (address: string) => address.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

const subresources = [
  'events',
  'notifications',
  'payments',
  'recordings',
  'siprec',
  'streams',
  'transcriptions',
  'user_defined_message_subscriptions',
  'user_defined_messages',
] as const;

const pascal = (name: string) => name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A call's start is its answer; of one that nobody answered, when it was placed. */
export const startMsOf = (call: CallFacts): number => call.startedAtMs ?? call.createdAtMs;

export function callResource(account: Account, call: CallFacts, isDetected: boolean) {
  const path = `${accountPath(account.sid)}/Calls/${call.sid}`;
  const number = account.incomingNumbers.get(call.direction === 'inbound' ? call.to : call.from) ?? null;
  const { endedAtMs } = call;
  return {
    sid: call.sid,
    date_created: rfc2822(call.createdAtMs),
    date_updated: rfc2822(endedAtMs ?? call.startedAtMs ?? call.createdAtMs),
    parent_call_sid: call.parentSid,
    account_sid: account.sid,
    to: call.to,
    to_formatted: formatted(call.to),
    from: call.from,
    from_formatted: formatted(call.from),
    phone_number_sid: number?.sid ?? null,
    status: call.status,
    start_time: call.status === 'queued' ? null : rfc2822(startMsOf(call)),
    end_time: dateOrNull(endedAtMs),
    duration: endedAtMs === null ? null : String(secondsBetween(call.startedAtMs ?? endedAtMs, endedAtMs)),
    price: null,
    price_unit: 'USD',
    direction: call.direction,
    answered_by: isDetected ? call.answeredBy : null,
    api_version: apiVersion,
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `${path}.json`,
    subresource_uris: Object.fromEntries(subresources.map((name) => [name, `${path}/${pascal(name)}.json`])),
  };
}
