import { onStar, startDialRecording, type DialResult } from './dial-result.ts';
import { secondsBetween } from './fields.ts';
import type { Written } from './read.ts';
import { targetOf, until, type Run } from './stage.ts';
import { playDocumentOn } from './whisper.ts';

const timeoutSecondsDefault = 30;

/** Takes the one who waits longest; waits for somebody until the `timeout` when the queue is empty. */
export async function dialQueue(
  run: Run,
  verb: Written<'Dial'>,
  noun: Written<'Queue'>,
): Promise<DialResult> {
  const queue = run.queues.find(noun.text);
  if (queue === null) return { status: 'failed', child: null, isBridged: false };
  const timeout = AbortSignal.timeout((verb.attributes.timeout ?? timeoutSecondsDefault) * 1_000);
  const member = await queue.takeFirst(AbortSignal.any([run.signal, timeout]));
  if (member === null) {
    return { status: run.call.isLive() ? 'no-answer' : 'canceled', child: null, isBridged: false };
  }
  let resolve: () => void = () => undefined;
  const parted = new Promise<void>((settle) => {
    resolve = settle;
  });
  member.leave({ kind: 'bridged', until: parted });
  const whisper = targetOf(run, noun.attributes.url, noun.attributes.method);
  if (whisper !== null) {
    await playDocumentOn({ ...run, call: member.call }, whisper, {
      QueueSid: queue.sid,
      QueueTime: String(secondsBetween(member.enqueuedAtMs, run.exchange.nowMs())),
      DequeingCallSid: run.call.sid,
    });
  }
  const isBridged = !run.signal.aborted && member.call.isLive();
  if (isBridged) {
    const bridge = run.exchange.bridge(run.call, member.call);
    const recording = startDialRecording(run, verb, 'answer');
    const unstar = onStar(run, verb, () => bridge.part());
    await until(run, bridge.ended);
    unstar();
    recording?.stop();
  }
  resolve();
  return { status: isBridged ? 'answered' : 'failed', child: member.call, isBridged };
}
