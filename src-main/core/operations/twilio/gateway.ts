import type ApiDomain from 'twilio/lib/rest/Api.js';
import type { Cache } from '../../platform/cache.ts';
import { AppError, isAppError } from '../../platform/errors.ts';
import type { HttpClient, HttpLimits } from '../../platform/http.ts';
import type { PhoneAccount } from './account.ts';
import type { NewLeg, NewParticipant, ParticipantChange, PhoneGateway, Sound } from './gateway-questions.ts';
import { failureOf, vendorCodeOf } from './gateway-failure.ts';

export type { Participant, PhoneGateway } from './gateway-questions.ts';

/** Below the vendor's own limit on new calls (one a second a number is usual) where it would only queue them. */
export const phoneLimits: HttpLimits = {
  global: { perSecond: 25, burst: 50 },
  endpoints: { calls: { perSecond: 10, burst: 30 } },
};

const numberCountMax = 100;
const requestTimeoutMs = 10_000;
/** Twilio allows up to 24 hours; a stolen token is worth less when it is short. */
const voiceTokenSeconds = 3_600;

/** What the vendor's request builder hands to its client. */
interface VendorRequest {
  readonly method: string;
  readonly uri: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

function formOf(values: Readonly<Record<string, unknown>>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    for (const item of Array.isArray(value) ? value : [value]) form.append(name, String(item));
  }
  return form;
}

const basicAuth = ({ apiKeySid, apiKeySecret }: PhoneAccount) =>
  `Basic ${Buffer.from(`${apiKeySid}:${apiKeySecret}`).toString('base64')}`;

/** In the vendor's paths the resource stands behind the account: `/Accounts/AC…/Calls/CA….json`. */
const endpointOf = (uri: string): string =>
  /\/Accounts\/\w+\/([A-Z][A-Za-z]+)/.exec(uri)?.[1]?.toLowerCase() ?? 'account';

/**
 * The vendor's own request builder on our HTTP client, so that proxy, limits and time-outs are the house's. Its own client
 * brings a second HTTP stack and every other product of the vendor's.
 */
async function openApi(account: PhoneAccount, http: HttpClient): Promise<ApiDomain> {
  const { default: Api } = await import('twilio/lib/rest/Api.js');
  const client = {
    accountSid: account.accountSid,
    async request({ method, uri, params = {}, data }: VendorRequest) {
      const query = formOf(params).toString();
      const response = await http.request({
        method: method.toUpperCase() as 'GET' | 'POST' | 'DELETE',
        url: query === '' ? uri : `${uri}?${query}`,
        endpoint: endpointOf(uri),
        timeoutMs: requestTimeoutMs,
        headers: {
          accept: 'application/json',
          authorization: basicAuth(account),
          ...(data ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(data ? { body: formOf(data).toString() } : {}),
      });
      return { statusCode: response.status, body: response.text };
    },
  };
  const api = new Api(client as unknown as ConstructorParameters<typeof ApiDomain>[0]);
  api.baseUrl = account.apiBaseUrl;
  return api;
}

async function openSoundOf(
  account: PhoneAccount,
  fetchIt: typeof fetch,
  recordingSid: string,
  signal: AbortSignal,
): Promise<Sound> {
  const path = `/2010-04-01/Accounts/${account.accountSid}/Recordings/${recordingSid}.wav?RequestedChannels=2`;
  const response = await fetchIt(`${account.apiBaseUrl.replace(/\/+$/, '')}${path}`, {
    headers: { authorization: basicAuth(account) },
    signal,
  });
  if (!response.ok || response.body === null) {
    throw new AppError('phone/refused', `the recording was answered with ${String(response.status)}`, {
      data: { status: response.status, vendorCode: null },
    });
  }
  return {
    contentType: response.headers.get('content-type') ?? 'audio/x-wav',
    chunks: response.body,
  };
}

const legEvents = ['initiated', 'ringing', 'answered', 'completed'];

type Api = () => Promise<ApiDomain['account']>;

/** The vendor's words for "it is over already" and "there is no such thing any more". */
const overCodes: readonly (number | null)[] = [21_220, 20_404];

/** For what asks for an end: then it is reached. */
async function unlessOver(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    const isOver = isAppError(error) && overCodes.includes(vendorCodeOf(error.data['bodyStart']));
    if (!isOver) throw error;
  }
}

function callQuestions(api: Api) {
  const accountOf = api;
  return {
    async createCall({ to, from, then, ringSeconds }: NewLeg) {
      const call = await (
        await accountOf()
      ).calls.create({
        to,
        from,
        timeout: ringSeconds,
        ...('twiml' in then
          ? then
          : { url: then.url, statusCallback: then.statusUrl, statusCallbackEvent: legEvents }),
      });
      return call.sid;
    },
    async endCall(callSid: string, how: 'completed' | 'canceled') {
      const call = (await accountOf()).calls(callSid);
      await unlessOver(call.update({ status: how }));
    },
    async redirectCall(callSid: string, twiml: string) {
      await (await accountOf()).calls(callSid).update({ twiml });
    },
    async fetchCallStatus(callSid: string) {
      return (await (await accountOf()).calls(callSid).fetch()).status;
    },
    async startRecording(callSid: string, statusUrl: string | null) {
      const told =
        statusUrl === null
          ? {}
          : {
              recordingStatusCallback: statusUrl,
              recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
            };
      const recording = await (
        await accountOf()
      )
        .calls(callSid)
        .recordings.create({ recordingChannels: 'dual', ...told });
      return recording.sid;
    },
    async changeRecording(sid: string, status: 'paused' | 'in-progress' | 'stopped') {
      const own = await accountOf();
      const { callSid } = await own.recordings(sid).fetch();
      const pause = status === 'paused' ? { pauseBehavior: 'silence' } : {};
      await own
        .calls(callSid)
        .recordings(sid)
        .update({ status, ...pause });
    },
    async deleteRecording(recordingSid: string) {
      await unlessOver((await accountOf()).recordings(recordingSid).remove());
    },
    async fetchRecording(recordingSid: string) {
      const { status, duration } = await (await accountOf()).recordings(recordingSid).fetch();
      // The vendor's type names no null, but there is none until it is over.
      const seconds = Number(duration as string | null);
      return { status: status as string, durationMs: duration ? seconds * 1_000 : null };
    },
  };
}

function accountQuestions(api: Api, account: PhoneAccount) {
  const accountOf = api;
  return {
    async fetchAccount() {
      const own = await accountOf();
      // Not `own.fetch()`: only the master key may read the account itself.
      const numbers = await own.incomingPhoneNumbers.list({ limit: numberCountMax });
      return { name: account.accountSid, numbers: numbers.map(({ phoneNumber }) => phoneNumber) };
    },
    async pointNumbers(applicationSid: string) {
      const own = await accountOf();
      for (const { sid } of await own.incomingPhoneNumbers.list({ limit: numberCountMax })) {
        await own.incomingPhoneNumbers(sid).update({ voiceApplicationSid: applicationSid });
      }
    },
    async registerApplication(sid: string | null, name: string, voiceUrl: string, statusUrl: string) {
      const own = await accountOf();
      const urls = {
        voiceUrl,
        voiceMethod: 'POST',
        statusCallback: statusUrl,
        statusCallbackMethod: 'POST',
      };
      const known = sid ?? (await own.applications.list({ friendlyName: name, limit: 1 }))[0]?.sid;
      if (known === undefined) return (await own.applications.create({ friendlyName: name, ...urls })).sid;
      await own.applications(known).update(urls);
      return known;
    },
  };
}

function conferenceQuestions(api: Api, overConferences: Cache<string, string>) {
  const accountOf = api;
  return {
    async findConference(name: string) {
      const found = await (
        await accountOf()
      ).conferences.list({
        friendlyName: name,
        status: 'in-progress',
        limit: 1,
      });
      return found[0]?.sid ?? null;
    },
    async describeConference(name: string) {
      const known = overConferences.get(name);
      if (known !== undefined) return { sid: known, isLive: false };
      const found = await (await accountOf()).conferences.list({ friendlyName: name, limit: 1 });
      const [conference] = found;
      if (conference === undefined) return null;
      const isLive = (conference.status as string) !== 'completed';
      if (!isLive) overConferences.set(name, conference.sid);
      return { sid: conference.sid, isLive };
    },
    async listParticipants(conferenceSid: string) {
      const participants = await (
        await accountOf()
      )
        .conferences(conferenceSid)
        .participants.list({ limit: 50 });
      return participants.map(({ callSid, label, hold, status }) => ({
        callSid,
        label: label === '' ? null : label,
        isIn: status === 'connected',
        isOnHold: hold,
      }));
    },
    async addParticipant(asked: NewParticipant) {
      const participant = await (await accountOf()).conferences(asked.conference).participants.create({
        from: asked.from,
        to: asked.to,
        label: asked.label,
        timeout: asked.ringSeconds,
        // The one who waits hears the far end ring, and what an exchange says when it does not.
        earlyMedia: true,
        beep: 'false',
        startConferenceOnEnter: true,
        endConferenceOnExit: false,
        ...(asked.told === null
          ? {}
          : {
              statusCallback: asked.told.statusUrl,
              statusCallbackEvent: legEvents,
              conferenceStatusCallback: asked.told.conferenceStatusUrl,
              conferenceStatusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold'],
            }),
      });
      return { callSid: participant.callSid, conferenceSid: participant.conferenceSid };
    },
    async changeParticipant(conference: string, callSid: string, change: ParticipantChange) {
      await (await accountOf()).conferences(conference).participants(callSid).update(change);
    },
    async removeParticipant(conference: string, callSid: string) {
      const participant = (await accountOf()).conferences(conference).participants(callSid);
      await unlessOver(participant.remove());
    },
    async endConference(conferenceSid: string) {
      await (await accountOf()).conferences(conferenceSid).update({ status: 'completed' });
    },
  };
}

/** Every question with the vendor's failures as ours. */
function guarded<Questions extends object>(questions: Questions): Questions {
  const entries = Object.entries(questions as Record<string, (...asked: unknown[]) => Promise<unknown>>);
  const wrapped = entries.map(([name, ask]) => [
    name,
    async (...asked: unknown[]) => {
      try {
        return await ask(...asked);
      } catch (error) {
        throw failureOf(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Questions;
}

/** The vendor: made when first asked, so that a desk without a telephone pays nothing for it. */
export function createPhoneGateway(
  account: PhoneAccount,
  deps: {
    readonly http: HttpClient;
    readonly fetch: typeof fetch;
    /** Name → sid, for as long as facts about calls may be served again. */
    readonly overConferences: Cache<string, string>;
  },
): PhoneGateway {
  let opened: Promise<ApiDomain> | null = null;
  const api: Api = async () => {
    opened ??= openApi(account, deps.http);
    return (await opened).accounts(account.accountSid);
  };
  return {
    ...guarded({
      ...callQuestions(api),
      ...accountQuestions(api, account),
      ...conferenceQuestions(api, deps.overConferences),
    }),
    ...guarded({
      openSound: (recordingSid: string, signal: AbortSignal) =>
        openSoundOf(account, deps.fetch, recordingSid, signal),
    }),
    async mintVoiceToken(identity) {
      const { default: AccessToken } = await import('twilio/lib/jwt/AccessToken.js');
      const { accountSid, apiKeySid, apiKeySecret, applicationSid } = account;
      const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, {
        identity,
        ttl: voiceTokenSeconds,
      });
      token.addGrant(
        new AccessToken.VoiceGrant({
          incomingAllow: true,
          ...(applicationSid === null ? {} : { outgoingApplicationSid: applicationSid }),
        }),
      );
      return { token: token.toJwt(), expiresInMs: voiceTokenSeconds * 1_000 };
    },
    async isSigned(signature, url, form) {
      if (account.authToken === null) return false;
      const { validateRequest } = await import('twilio/lib/webhooks/webhooks.js');
      return validateRequest(account.authToken, signature, url, { ...form });
    },
  };
}
