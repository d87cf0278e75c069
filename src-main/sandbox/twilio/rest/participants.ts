import type { Call, Conference, JoinOptions, Participant, ParticipantChange } from '../exchange/index.ts';
import {
  beepAround,
  createWaitingSource,
  recordOnce,
  rfc2822,
  type Fields,
  type WebhookTarget,
} from '../twiml/index.ts';
import { followOrders, readFrom, readTo, recordingEventNames } from './call-orders.ts';
import { findConference } from './conferences.ts';
import type { Form } from './form.ts';
import { pageOf } from './page.ts';
import { accountPath, answerOf, nothing, type RestDeps, type Route } from './request.ts';
import { notFound, RestError } from './rest-error.ts';

const conferenceEventNames = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
] as const;

function participantResource(accountSid: string, participant: Participant) {
  const facts = participant.facts();
  const { callSid, conferenceSid } = facts;
  return {
    account_sid: accountSid,
    call_sid: callSid,
    label: facts.label,
    call_sid_to_coach: facts.callSidToCoach,
    coaching: facts.coaching,
    conference_sid: conferenceSid,
    date_created: rfc2822(participant.call.facts().createdAtMs),
    date_updated: rfc2822(facts.joinedAtMs),
    end_conference_on_exit: facts.endConferenceOnExit,
    muted: facts.muted,
    hold: facts.hold,
    start_conference_on_enter: facts.startConferenceOnEnter,
    status: facts.status,
    queue_time: null,
    uri: `${accountPath(accountSid)}/Conferences/${conferenceSid}/Participants/${callSid}.json`,
  };
}

function waitingSource(deps: RestDeps, conference: Conference, call: Call, target: WebhookTarget) {
  const { exchange, twiml } = deps;
  const fields = (): Fields => ({
    ...twiml.callbacks.callFields(call),
    ConferenceSid: conference.sid,
    FriendlyName: conference.facts().friendlyName,
  });
  return () => createWaitingSource({ exchange, ...twiml, callSid: call.sid }, target, fields);
}

/** The conference's own orders: the first participant who brings any decides. */
function followConferenceOrders(conference: Conference, form: Form, deps: RestDeps): void {
  const { callbacks } = deps.twiml;
  const status = form.webhook('ConferenceStatusCallback', 'ConferenceStatusCallbackMethod') ?? null;
  const events = form.someOf('ConferenceStatusCallbackEvent', ...conferenceEventNames) ?? ['start', 'end'];
  if (status !== null) callbacks.watchConference(conference.sid, { target: status, events });
  const record = form.oneOf('ConferenceRecord', 'true', 'false', 'record-from-start', 'do-not-record');
  if (record !== 'true' && record !== 'record-from-start') return;
  const target =
    form.webhook('ConferenceRecordingStatusCallback', 'ConferenceRecordingStatusCallbackMethod') ?? null;
  const recordingEvents = form.someOf('ConferenceRecordingStatusCallbackEvent', ...recordingEventNames);
  const recording = recordOnce(deps, conference);
  if (recording !== null && target !== null) {
    callbacks.watchRecording(recording, { target, events: recordingEvents ?? ['completed'] });
  }
}

function readJoinOptions(form: Form): JoinOptions {
  const callSidToCoach = form.text('CallSidToCoach') ?? null;
  return {
    label: form.text('Label') ?? null,
    muted: form.boolean('Muted') ?? false,
    coaching: form.boolean('Coaching') ?? callSidToCoach !== null,
    callSidToCoach,
    startConferenceOnEnter: form.boolean('StartConferenceOnEnter') ?? true,
    endConferenceOnExit: form.boolean('EndConferenceOnExit') ?? false,
  };
}

/** Whoever was called into a conference has nothing else to do when he is out of it, unless he was sent elsewhere. */
function endWhenOut(participant: Participant, { twiml }: RestDeps): void {
  const { call } = participant;
  void participant.left.then(() => {
    if (call.isLive() && call.room() === null && !twiml.runner.isRunning(call)) call.hangUp();
  });
}

function createParticipant(conference: Conference, form: Form, deps: RestDeps): Participant {
  const { exchange } = deps;
  const { to, parameters } = readTo(form);
  const from = readFrom(form, to, deps);
  const options = readJoinOptions(form);
  const wait = form.webhook('WaitUrl', 'WaitMethod');
  const beep = form.oneOf('Beep', 'true', 'false', 'onEnter', 'onExit') ?? 'true';
  const participantsMax = form.integer('MaxParticipants', 2, 250) ?? 250;
  if (conference.participants().length >= participantsMax) {
    throw new RestError(400, 21_220, 'The conference is full');
  }
  const timeoutSeconds = form.integer('Timeout', 1, 600) ?? 60;
  const call = exchange.dial({ to, from, parent: null, timeoutSeconds, parameters });
  followConferenceOrders(conference, form, deps);
  followOrders(call, form, deps, false);
  const participant = conference.join(call, {
    ...options,
    ...(wait === undefined
      ? {}
      : { waitSource: wait === null ? null : waitingSource(deps, conference, call, wait) }),
  });
  void call.answered.then((isAnswered) => {
    if (isAnswered) beepAround(deps, conference, beep, participant.left);
  });
  endWhenOut(participant, deps);
  return participant;
}

function updateParticipant(
  conference: Conference,
  participant: Participant,
  form: Form,
  deps: RestDeps,
): void {
  const hold = form.boolean('Hold');
  const holdTo = form.webhook('HoldUrl', 'HoldMethod') ?? null;
  const announceTo = form.webhook('AnnounceUrl', 'AnnounceMethod') ?? null;
  const muted = form.boolean('Muted');
  const coaching = form.boolean('Coaching');
  const callSidToCoach = form.text('CallSidToCoach');
  const endConferenceOnExit = form.boolean('EndConferenceOnExit');
  const change: ParticipantChange = {
    ...(muted === undefined ? {} : { muted }),
    ...(coaching === undefined ? {} : { coaching }),
    ...(callSidToCoach === undefined ? {} : { callSidToCoach: callSidToCoach || null }),
    ...(endConferenceOnExit === undefined ? {} : { endConferenceOnExit }),
    ...(hold === undefined ? {} : { hold }),
    ...(holdTo === null ? {} : { holdSource: waitingSource(deps, conference, participant.call, holdTo) }),
  };
  participant.update(change);
  // Said to this participant alone.
  if (announceTo !== null) {
    participant.call.play(
      createWaitingSource(
        { exchange: deps.exchange, ...deps.twiml, callSid: participant.call.sid },
        announceTo,
        () => deps.twiml.callbacks.callFields(participant.call),
        { rounds: 1 },
      ),
    );
  }
}

export function participantRoutes(deps: RestDeps): readonly Route[] {
  const { exchange } = deps;
  const collection = '/Conferences/{ConferenceSid}/Participants';
  const show = (participant: Participant) => participantResource(exchange.account.sid, participant);
  const find = (at: (name: string) => string, path: string) => {
    const conference = findConference(deps, at('ConferenceSid'), path);
    const participant = conference.find(at('CallSid'));
    if (participant === null) throw notFound(path);
    return { conference, participant };
  };
  return [
    {
      method: 'GET',
      path: collection,
      answer({ at, path, query }) {
        const conference = findConference(deps, at('ConferenceSid'), path);
        const muted = query.boolean('Muted');
        const hold = query.boolean('Hold');
        const coaching = query.boolean('Coaching');
        const participants = conference.participants().filter((participant) => {
          const facts = participant.facts();
          return (
            (muted === undefined || facts.muted === muted) &&
            (hold === undefined || facts.hold === hold) &&
            (coaching === undefined || facts.coaching === coaching)
          );
        });
        return answerOf(pageOf(path, 'participants', participants, ({ call }) => call.sid, show, query));
      },
    },
    {
      method: 'POST',
      path: collection,
      answer({ at, path, form }) {
        // By its sid, or by a friendly name, which opens it.
        const key = at('ConferenceSid');
        const isSid = /^CF[\da-f]{32}$/i.test(key);
        const conference = isSid ? findConference(deps, key, path) : exchange.openConference(key);
        if (conference.facts().status === 'completed') throw notFound(path);
        // It rings already, but Twilio's answer is always this.
        return answerOf({ ...show(createParticipant(conference, form, deps)), status: 'queued' }, 201);
      },
    },
    {
      method: 'GET',
      path: `${collection}/{CallSid}`,
      answer: ({ at, path }) => answerOf(show(find(at, path).participant)),
    },
    {
      method: 'POST',
      path: `${collection}/{CallSid}`,
      answer({ at, path, form }) {
        const { conference, participant } = find(at, path);
        updateParticipant(conference, participant, form, deps);
        return answerOf(show(participant));
      },
    },
    {
      method: 'DELETE',
      path: `${collection}/{CallSid}`,
      answer({ at, path }) {
        find(at, path).participant.kick();
        return nothing;
      },
    },
  ];
}
