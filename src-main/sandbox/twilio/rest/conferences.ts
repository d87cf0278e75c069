import type { Conference } from '../exchange/index.ts';
import { apiVersion, createWaitingSource, rfc2822, type WebhookTarget } from '../twiml/index.ts';
import { timeFilter } from './form.ts';
import { pageOf } from './page.ts';
import { accountPath, answerOf, type RestDeps, type Route } from './request.ts';
import { notFound } from './rest-error.ts';

const updatedMsOf = (conference: Conference): number => {
  const { createdAtMs, startedAtMs, endedAtMs } = conference.facts();
  return endedAtMs ?? startedAtMs ?? createdAtMs;
};

export function conferenceResource(accountSid: string, conference: Conference) {
  const facts = conference.facts();
  const path = `${accountPath(accountSid)}/Conferences/${facts.sid}`;
  return {
    account_sid: accountSid,
    api_version: apiVersion,
    date_created: rfc2822(facts.createdAtMs),
    date_updated: rfc2822(updatedMsOf(conference)),
    friendly_name: facts.friendlyName,
    region: 'us1',
    sid: facts.sid,
    status: facts.status,
    uri: `${path}.json`,
    subresource_uris: { participants: `${path}/Participants.json`, recordings: `${path}/Recordings.json` },
    reason_conference_ended: facts.reasonEnded,
    call_sid_ending_conference: facts.callSidEndingConference,
  };
}

export function findConference({ exchange }: RestDeps, sid: string, path: string): Conference {
  const conference = exchange.conference(sid);
  if (conference === null) throw notFound(path);
  return conference;
}

/** Once through what an address plays, for everybody inside. */
export function announce(deps: RestDeps, conference: Conference, target: WebhookTarget): void {
  const { exchange, twiml } = deps;
  const fields = () => ({
    AccountSid: exchange.account.sid,
    ConferenceSid: conference.sid,
    FriendlyName: conference.facts().friendlyName,
  });
  const source = createWaitingSource({ exchange, ...twiml, callSid: null }, target, fields, { rounds: 1 });
  void conference.announce(source);
}

export function conferenceRoutes(deps: RestDeps): readonly Route[] {
  const { exchange } = deps;
  const show = (conference: Conference) => conferenceResource(exchange.account.sid, conference);
  return [
    {
      method: 'GET',
      path: '/Conferences',
      answer({ path, query }) {
        const name = query.text('FriendlyName');
        const status = query.oneOf('Status', 'init', 'in-progress', 'completed');
        const isCreatedWanted = timeFilter(query, 'DateCreated');
        const isUpdatedWanted = timeFilter(query, 'DateUpdated');
        const conferences = [...exchange.conferences()].reverse().filter((conference) => {
          const facts = conference.facts();
          return (
            (name === undefined || facts.friendlyName === name) &&
            (status === undefined || facts.status === status) &&
            isCreatedWanted(facts.createdAtMs) &&
            isUpdatedWanted(updatedMsOf(conference))
          );
        });
        return answerOf(pageOf(path, 'conferences', conferences, ({ sid }) => sid, show, query));
      },
    },
    {
      method: 'GET',
      path: '/Conferences/{Sid}',
      answer: ({ at, path }) => answerOf(show(findConference(deps, at('Sid'), path))),
    },
    {
      method: 'POST',
      path: '/Conferences/{Sid}',
      answer({ at, path, form }) {
        const conference = findConference(deps, at('Sid'), path);
        const announceTo = form.webhook('AnnounceUrl', 'AnnounceMethod') ?? null;
        if (form.oneOf('Status', 'completed') === 'completed') conference.end();
        else if (announceTo !== null) announce(deps, conference, announceTo);
        return answerOf(show(conference));
      },
    },
  ];
}
