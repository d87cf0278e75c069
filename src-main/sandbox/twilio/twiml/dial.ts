import { joinByDial } from './dial-conference.ts';
import { dialParties } from './dial-parties.ts';
import { dialQueue } from './dial-queue.ts';
import { startDialRecording } from './dial-result.ts';
import { secondsBetween } from './fields.ts';
import type { Written } from './read.ts';
import { end, goTo, on, targetOf, type Next, type Run } from './stage.ts';

export async function playDial(run: Run, verb: Written<'Dial'>): Promise<Next> {
  const conference = verb.children.find((noun) => noun.name === 'Conference');
  const queue = verb.children.find((noun) => noun.name === 'Queue');
  const early = startDialRecording(run, verb, 'ringing');
  const result =
    conference !== undefined
      ? await joinByDial(run, verb, conference)
      : queue !== undefined
        ? await dialQueue(run, verb, queue)
        : await dialParties(run, verb);
  early?.stop();
  const target = targetOf(run, verb.attributes.action, verb.attributes.method);
  if (target === null) return run.signal.aborted ? end : on;
  const child = result.child?.facts() ?? null;
  const startedAtMs = child?.startedAtMs ?? null;
  const recording = run.exchange
    .recordings()
    .findLast((made) => made.facts().callSid === run.call.sid && made.facts().source === 'DialVerb');
  return goTo(run, target, {
    DialCallStatus: result.status,
    DialBridged: String(result.isBridged),
    ...(child === null ? {} : { DialCallSid: child.sid }),
    ...(startedAtMs === null || child === null
      ? {}
      : { DialCallDuration: String(secondsBetween(startedAtMs, child.endedAtMs ?? run.exchange.nowMs())) }),
    ...(recording === undefined
      ? {}
      : { RecordingUrl: run.callbacks.recordingUrl(recording.sid), RecordingSid: recording.sid }),
  });
}
