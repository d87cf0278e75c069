import { secondsBetween } from './fields.ts';
import type { Queue, QueueExit, QueueMember } from './queues.ts';
import type { Written } from './read.ts';
import { end, goTo, on, targetOf, until, type Next, type Run } from './stage.ts';
import { createWaitingSource } from './waiting.ts';
import type { Fields } from './webhooks.ts';

/** Twilio's words in `QueueResult`. */
type QueueResult = 'bridged' | 'queue-full' | 'hangup' | 'leave' | 'redirected';

const waitSeconds = (run: Run, member: QueueMember) =>
  String(secondsBetween(member.enqueuedAtMs, run.exchange.nowMs()));

function startWaiting(run: Run, verb: Written<'Enqueue'>, queue: Queue, member: QueueMember) {
  const { waitUrl, waitUrlMethod } = verb.attributes;
  if (waitUrl === '') return run.call.play(run.exchange.sounds.pause(Number.MAX_SAFE_INTEGER));
  const target = targetOf(run, waitUrl, waitUrlMethod);
  if (target === null) return run.call.play(run.exchange.sounds.tune('wait'));
  const fields = (): Fields => ({
    ...run.callbacks.callFields(run.call),
    QueueSid: queue.sid,
    QueuePosition: String(queue.members().indexOf(member) + 1),
    QueueTime: waitSeconds(run, member),
    AvgQueueTime: String(queue.averageWaitSeconds()),
    CurrentQueueSize: String(queue.members().length),
  });
  const onLeave = () => member.leave({ kind: 'leave' });
  return run.call.play(createWaitingSource({ ...run, callSid: run.call.sid }, target, fields, { onLeave }));
}

async function resultOf(run: Run, exit: QueueExit | null): Promise<QueueResult> {
  if (exit?.kind === 'leave') return 'leave';
  if (exit?.kind === 'bridged') {
    await until(run, exit.until);
    return 'bridged';
  }
  return run.call.isLive() ? 'redirected' : 'hangup';
}

/** Waits until somebody takes the call (`<Dial><Queue>`), the waiting document says `<Leave/>`, or it is redirected. */
export async function playEnqueue(run: Run, verb: Written<'Enqueue'>): Promise<Next> {
  const queue = run.queues.open(verb.text);
  if (verb.attributes.maxQueueSize !== undefined) queue.maxSize = verb.attributes.maxQueueSize;
  const member = queue.enter(run.call);
  let result: QueueResult = 'queue-full';
  if (member !== null) {
    const waiting = startWaiting(run, verb, queue, member);
    const exit = await until(run, member.exit);
    waiting.stop();
    if (exit === null) member.leave({ kind: 'leave' });
    result = await resultOf(run, exit);
  }
  const target = targetOf(run, verb.attributes.action, verb.attributes.method);
  if (target === null) return run.signal.aborted ? end : on;
  return goTo(run, target, {
    QueueResult: result,
    QueueSid: queue.sid,
    QueueTime: member === null ? '0' : waitSeconds(run, member),
  });
}
