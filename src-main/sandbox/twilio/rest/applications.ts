import type { Account, Application, IncomingNumber, Webhook } from '../exchange/index.ts';
import { apiVersion, rfc2822 } from '../twiml/index.ts';
import type { Form } from './form.ts';
import { pageOf } from './page.ts';
import { accountPath, answerOf, type RestDeps, type Route } from './request.ts';
import { notFound, RestError } from './rest-error.ts';

/** When the sandbox's fixed resources say they were made: the account has no history. */
const createdAtMs = Date.UTC(2026, 0, 1);

const noMessages = {
  sms_fallback_method: null,
  sms_fallback_url: null,
  sms_method: null,
  sms_url: null,
} as const;

const voiceOf = (voice: Webhook | null, statusCallback: Webhook | null) => ({
  voice_url: voice?.url ?? null,
  voice_method: voice?.method ?? 'POST',
  voice_fallback_url: null,
  voice_fallback_method: 'POST',
  voice_caller_id_lookup: false,
  status_callback: statusCallback?.url ?? null,
  status_callback_method: statusCallback?.method ?? 'POST',
});

function applicationResource(account: Account, application: Application) {
  return {
    account_sid: account.sid,
    api_version: apiVersion,
    date_created: rfc2822(createdAtMs),
    date_updated: rfc2822(createdAtMs),
    friendly_name: application.friendlyName,
    message_status_callback: null,
    sid: application.sid,
    ...noMessages,
    sms_status_callback: null,
    ...voiceOf(application.voice, application.statusCallback),
    uri: `${accountPath(account.sid)}/Applications/${application.sid}.json`,
    public_application_connect_enabled: false,
  };
}

function numberResource(account: Account, number: IncomingNumber) {
  return {
    account_sid: account.sid,
    address_sid: null,
    address_requirements: 'none',
    api_version: apiVersion,
    beta: false,
    capabilities: { mms: false, sms: false, voice: true, fax: false },
    date_created: rfc2822(createdAtMs),
    date_updated: rfc2822(createdAtMs),
    friendly_name: number.friendlyName,
    identity_sid: null,
    phone_number: number.phoneNumber,
    origin: 'twilio',
    sid: number.sid,
    sms_application_sid: null,
    ...noMessages,
    trunk_sid: null,
    uri: `${accountPath(account.sid)}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_receive_mode: 'voice',
    voice_application_sid: number.applicationSid,
    ...voiceOf(number.voice, number.statusCallback),
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    bundle_sid: null,
    status: 'in-use',
  };
}

/** Name, voice address and status callback. A fallback is refused: nothing here would ever ask it. */
function changeVoice(of: Application | IncomingNumber, form: Form): void {
  if ((form.text('VoiceFallbackUrl') ?? '') !== '') {
    throw new RestError(400, 20_001, 'The sandbox does not play VoiceFallbackUrl');
  }
  const voice = form.webhook('VoiceUrl', 'VoiceMethod');
  const statusCallback = form.webhook('StatusCallback', 'StatusCallbackMethod');
  const toWebhook = (target: NonNullable<typeof voice>): Webhook => ({
    url: target.url,
    method: target.method ?? 'POST',
  });
  if (voice !== undefined) of.voice = voice === null ? null : toWebhook(voice);
  if (statusCallback !== undefined)
    of.statusCallback = statusCallback === null ? null : toWebhook(statusCallback);
  of.friendlyName = form.text('FriendlyName') ?? of.friendlyName;
}

export function applicationRoutes({ exchange: { account } }: RestDeps): readonly Route[] {
  const show = (application: Application) => applicationResource(account, application);
  const find = (sid: string, path: string): Application => {
    const application = account.applications.get(sid);
    if (application === undefined) throw notFound(path);
    return application;
  };
  return [
    {
      method: 'GET',
      path: '/Applications',
      answer({ path, query }) {
        const name = query.text('FriendlyName');
        const applications = [...account.applications.values()].filter(
          ({ friendlyName }) => name === undefined || friendlyName === name,
        );
        return answerOf(pageOf(path, 'applications', applications, ({ sid }) => sid, show, query));
      },
    },
    {
      method: 'GET',
      path: '/Applications/{Sid}',
      answer: ({ at, path }) => answerOf(show(find(at('Sid'), path))),
    },
    {
      method: 'POST',
      path: '/Applications/{Sid}',
      answer({ at, path, form }) {
        const application = find(at('Sid'), path);
        changeVoice(application, form);
        return answerOf(show(application));
      },
    },
  ];
}

export function incomingNumberRoutes({ exchange: { account } }: RestDeps): readonly Route[] {
  const show = (number: IncomingNumber) => numberResource(account, number);
  const find = (sid: string, path: string): IncomingNumber => {
    const number = [...account.incomingNumbers.values()].find((known) => known.sid === sid);
    if (number === undefined) throw notFound(path);
    return number;
  };
  return [
    {
      method: 'GET',
      path: '/IncomingPhoneNumbers',
      answer({ path, query }) {
        const name = query.text('FriendlyName');
        const part = query.text('PhoneNumber')?.replaceAll('*', '');
        const numbers = [...account.incomingNumbers.values()].filter(
          ({ friendlyName, phoneNumber }) =>
            (name === undefined || friendlyName === name) &&
            (part === undefined || phoneNumber.includes(part)),
        );
        return answerOf(pageOf(path, 'incoming_phone_numbers', numbers, ({ sid }) => sid, show, query));
      },
    },
    {
      method: 'GET',
      path: '/IncomingPhoneNumbers/{Sid}',
      answer: ({ at, path }) => answerOf(show(find(at('Sid'), path))),
    },
    {
      method: 'POST',
      path: '/IncomingPhoneNumbers/{Sid}',
      answer({ at, path, form }) {
        const number = find(at('Sid'), path);
        const applicationSid = form.text('VoiceApplicationSid');
        if (
          applicationSid !== undefined &&
          applicationSid !== '' &&
          !account.applications.has(applicationSid)
        ) {
          throw new RestError(400, 21_218, 'Invalid application SID');
        }
        changeVoice(number, form);
        if (applicationSid !== undefined) number.applicationSid = applicationSid || null;
        return answerOf(show(number));
      },
    },
  ];
}

/** The account itself: what a client asks to find out whether its credentials are good. */
export function accountResource(account: Account) {
  const path = accountPath(account.sid);
  const names = {
    applications: 'Applications',
    calls: 'Calls',
    conferences: 'Conferences',
    recordings: 'Recordings',
  };
  return {
    auth_token: account.authToken,
    date_created: rfc2822(createdAtMs),
    date_updated: rfc2822(createdAtMs),
    friendly_name: 'Switchyard sandbox',
    owner_account_sid: account.sid,
    sid: account.sid,
    status: 'active',
    subresource_uris: Object.fromEntries(
      Object.entries(names).map(([key, name]) => [key, `${path}/${name}.json`]),
    ),
    type: 'Full',
    uri: `${path}.json`,
  };
}
