import type { Call, Recording } from '../exchange/index.ts';
import { apiVersion, rfc2822 } from '../twiml/index.ts';
import { recordingOrders, startRecording } from './call-orders.ts';
import { findConference } from './conferences.ts';
import { timeFilter, type Form } from './form.ts';
import { pageOf } from './page.ts';
import { accountPath, answerOf, nothing, type RestDeps, type RestRequest, type Route } from './request.ts';
import { badParameter, notFound, RestError } from './rest-error.ts';

/** `of` is where it was asked for: the answer of each place has its own few fields. */
function recordingResource(accountSid: string, recording: Recording, of: Place, mediaUrl: string) {
  const facts = recording.facts();
  const uri = `${accountPath(accountSid)}/Recordings/${facts.sid}`;
  return {
    account_sid: accountSid,
    api_version: apiVersion,
    call_sid: facts.callSid,
    conference_sid: facts.conferenceSid,
    date_created: rfc2822(facts.startedAtMs),
    date_updated: rfc2822(facts.endedAtMs ?? facts.startedAtMs),
    start_time: rfc2822(facts.startedAtMs),
    duration: facts.endedAtMs === null ? null : String(Math.round(facts.durationMs / 1_000)),
    sid: facts.sid,
    price: null,
    price_unit: 'USD',
    status: facts.status,
    channels: facts.channelCount,
    source: facts.source,
    error_code: null,
    encryption_details: null,
    uri: `${uri}.json`,
    ...(of === 'call' ? { track: 'both' } : {}),
    ...(of === 'account'
      ? {
          media_url: mediaUrl,
          subresource_uris: {
            add_on_results: `${uri}/AddOnResults.json`,
            transcriptions: `${uri}/Transcriptions.json`,
          },
        }
      : {}),
  };
}

type Place = 'account' | 'call' | 'conference';

function update(recording: Recording, form: Form): 'stopped' | null {
  const status = form.oneOf('Status', 'paused', 'in-progress', 'stopped');
  const pause = form.oneOf('PauseBehavior', 'skip', 'silence') ?? 'silence';
  if (status === undefined) throw badParameter('Status', 'is missing');
  if (recording.facts().endedAtMs !== null) {
    throw new RestError(400, 21_220, 'The recording has ended already');
  }
  if (status === 'paused') recording.pause(pause);
  else if (status === 'in-progress') recording.resume();
  else recording.stop();
  return status === 'stopped' ? 'stopped' : null;
}

/** Lists and single recordings, under the account, a call and a conference, in one manner. */
function routesAt(deps: RestDeps, prefix: string, place: Place, isHere: Belongs): Route[] {
  const { exchange, twiml } = deps;
  const show = (recording: Recording) =>
    recordingResource(exchange.account.sid, recording, place, twiml.callbacks.recordingUrl(recording.sid));
  const find = (request: RestRequest): Recording => {
    const sid = request.at('Sid');
    const newestFirst = [...exchange.recordings()]
      .reverse()
      .filter((recording) => isHere(recording, request));
    const found = newestFirst.find((recording) =>
      sid === 'Twilio.CURRENT' && place !== 'account'
        ? recording.facts().endedAtMs === null
        : recording.sid === sid,
    );
    if (found === undefined) throw notFound(request.path);
    return found;
  };
  return [
    {
      method: 'GET',
      path: `${prefix}/Recordings`,
      answer(request) {
        const { path, query } = request;
        const isWanted = timeFilter(query, 'DateCreated');
        const recordings = [...exchange.recordings()]
          .reverse()
          .filter((recording) => isHere(recording, request) && isWanted(recording.facts().startedAtMs));
        return answerOf(pageOf(path, 'recordings', recordings, ({ sid }) => sid, show, query));
      },
    },
    {
      method: 'GET',
      path: `${prefix}/Recordings/{Sid}`,
      answer: (request) => answerOf(show(find(request))),
    },
    {
      method: 'DELETE',
      path: `${prefix}/Recordings/{Sid}`,
      answer(request) {
        exchange.deleteRecording(find(request).sid);
        return nothing;
      },
    },
    ...(place === 'account'
      ? []
      : [
          {
            method: 'POST',
            path: `${prefix}/Recordings/{Sid}`,
            answer(request: RestRequest) {
              const recording = find(request);
              const stopped = update(recording, request.form);
              // Twilio says "stopped" once; after that it is "completed".
              return answerOf(stopped === null ? show(recording) : { ...show(recording), status: stopped });
            },
          } as const,
        ]),
  ];
}

type Belongs = (recording: Recording, request: RestRequest) => boolean;

const isOfAccount: Belongs = (recording, { query }) => {
  const { callSid, conferenceSid } = recording.facts();
  const call = query.text('CallSid');
  const conference = query.text('ConferenceSid');
  return (
    (call === undefined || callSid === call) && (conference === undefined || conferenceSid === conference)
  );
};

export function recordingRoutes(deps: RestDeps): readonly Route[] {
  const { exchange, twiml } = deps;
  const findCall = ({ at, path }: RestRequest): Call => {
    const call = exchange.call(at('CallSid'));
    if (call === null) throw notFound(path);
    return call;
  };
  return [
    ...routesAt(deps, '', 'account', isOfAccount),
    ...routesAt(
      deps,
      '/Calls/{CallSid}',
      'call',
      (recording, request) => recording.facts().callSid === findCall(request).sid,
    ),
    ...routesAt(
      deps,
      '/Conferences/{ConferenceSid}',
      'conference',
      (recording, { at, path }) =>
        recording.facts().conferenceSid === findConference(deps, at('ConferenceSid'), path).sid,
    ),
    {
      method: 'POST',
      path: '/Calls/{CallSid}/Recordings',
      answer(request) {
        const call = findCall(request);
        if (call.facts().status !== 'in-progress') {
          throw new RestError(400, 21_220, 'Requested resource is not eligible for recording');
        }
        const recording = startRecording(call, recordingOrders(request.form), deps, 'StartCallRecordingAPI');
        const mediaUrl = twiml.callbacks.recordingUrl(recording.sid);
        return answerOf(recordingResource(exchange.account.sid, recording, 'call', mediaUrl), 201);
      },
    },
  ];
}

/** What was recorded, by `…/Recordings/RE….wav` or without an ending. `null` when the path is no such address. */
export function recordingFile(deps: RestDeps, path: string, query: Form): Buffer | null {
  const [, sid = '', ending = ''] = /\/Recordings\/(RE[\da-f]{32})(\.wav|\.mp3)?$/i.exec(path) ?? [];
  if (sid === '') return null;
  const recording = deps.exchange.recording(sid);
  if (recording === null || recording.facts().status === 'absent') throw notFound(path);
  if (ending === '.mp3') {
    throw new RestError(404, 20_404, `The sandbox keeps recordings as WAV only; ask for ${sid}.wav`);
  }
  const channels = query.integer('RequestedChannels', 1, 2);
  return recording.wav(channels === 1 || channels === 2 ? channels : undefined);
}
