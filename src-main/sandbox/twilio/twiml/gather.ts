import { readDigits } from './digits.ts';
import type { Written } from './read.ts';
import { hear, isSoundVerb, soundOf, soundRunOf } from './sound-verbs.ts';
import { end, goTo, on, targetOf, until, type Next, type Run } from './stage.ts';

const timeoutSecondsDefault = 5;

/** Keys only: nothing here understands speech. */
export async function playGather(run: Run, verb: Written<'Gather'>): Promise<Next> {
  const { attributes } = verb;
  const input = attributes.input ?? ['dtmf'];
  if (input.includes('speech')) {
    run.alerts.add(12_200, 'the sandbox understands no speech', {
      callSid: run.call.sid,
      url: run.documentUrl,
    });
  }
  const bargedIn = new AbortController();
  const prompted = { ...run, signal: AbortSignal.any([run.signal, bargedIn.signal]) };
  const unsubscribe = run.exchange.events.on((event) => {
    const isPress = event.kind === 'digit' && event.callSid === run.call.sid;
    if (isPress && attributes.bargeIn !== false) bargedIn.abort();
  });
  const prompt = (async () => {
    for (const child of verb.children) {
      if (!isSoundVerb(child) || prompted.signal.aborted) continue;
      const make = await until(prompted, soundOf(soundRunOf(run), child));
      if (make !== null) await hear(prompted, make());
    }
  })();
  const { digits, finishedOnKey } = await readDigits(
    run,
    {
      countMax: attributes.numDigits ?? Infinity,
      finishKeys: attributes.finishOnKey ?? '#',
      timeoutSeconds: attributes.timeout ?? timeoutSecondsDefault,
    },
    prompt,
  );
  unsubscribe();
  bargedIn.abort();
  const isNothing = digits === '' && attributes.actionOnEmptyResult !== true;
  if (run.signal.aborted) return end;
  if (isNothing) return on;
  const target = targetOf(run, attributes.action ?? run.documentUrl ?? undefined, attributes.method);
  return target === null
    ? on
    : goTo(run, target, { Digits: digits, FinishedOnKey: finishedOnKey, msg: 'Gather End' });
}
