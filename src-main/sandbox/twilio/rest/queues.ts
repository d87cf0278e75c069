import { rfc2822, secondsBetween, type Queue, type QueueMember } from '../twiml/index.ts';
import { pageOf } from './page.ts';
import { accountPath, answerOf, type RestDeps, type Route } from './request.ts';
import { notFound } from './rest-error.ts';

/** Queues come to be by `<Enqueue>`; by REST they are looked at. */
export function queueRoutes({ exchange, twiml }: RestDeps): readonly Route[] {
  const { sid: accountSid } = exchange.account;
  const pathOf = (queue: Queue) => `${accountPath(accountSid)}/Queues/${queue.sid}`;
  const show = (queue: Queue) => ({
    date_updated: rfc2822(queue.createdAtMs),
    current_size: queue.members().length,
    friendly_name: queue.friendlyName,
    uri: `${pathOf(queue)}.json`,
    account_sid: accountSid,
    average_wait_time: queue.averageWaitSeconds(),
    sid: queue.sid,
    date_created: rfc2822(queue.createdAtMs),
    max_size: queue.maxSize,
  });
  const showMember = (queue: Queue) => (member: QueueMember) => ({
    queue_sid: queue.sid,
    call_sid: member.call.sid,
    date_enqueued: rfc2822(member.enqueuedAtMs),
    position: queue.members().indexOf(member) + 1,
    wait_time: secondsBetween(member.enqueuedAtMs, exchange.nowMs()),
    uri: `${pathOf(queue)}/Members/${member.call.sid}.json`,
  });
  const find = (sid: string, path: string): Queue => {
    const queue = twiml.queues.find(sid);
    if (queue === null) throw notFound(path);
    return queue;
  };
  return [
    {
      method: 'GET',
      path: '/Queues',
      answer: ({ path, query }) =>
        answerOf(pageOf(path, 'queues', twiml.queues.list(), ({ sid }) => sid, show, query)),
    },
    {
      method: 'GET',
      path: '/Queues/{Sid}',
      answer: ({ at, path }) => answerOf(show(find(at('Sid'), path))),
    },
    {
      method: 'GET',
      path: '/Queues/{Sid}/Members',
      answer({ at, path, query }) {
        const queue = find(at('Sid'), path);
        const keyOf = ({ call }: QueueMember) => call.sid;
        return answerOf(pageOf(path, 'queue_members', queue.members(), keyOf, showMember(queue), query));
      },
    },
  ];
}
