import type { Call } from '../exchange/index.ts';
import { onStar, startDialRecording, type DialResult, type DialStatus } from './dial-result.ts';
import type { Written } from './read.ts';
import { targetOf, until, type Run } from './stage.ts';
import { playDocumentOn } from './whisper.ts';

type Noun = Written<'Client' | 'Number'>;

/** Twilio rings no more at once. */
const partiesMax = 10;
const e164 = /^\+[1-9]\d{6,14}$/;
const timeoutSecondsDefault = 30;

const nounsOf = (verb: Written<'Dial'>): Noun[] => {
  const nouns = verb.children.filter(
    (noun): noun is Noun => noun.name === 'Client' || noun.name === 'Number',
  );
  if (nouns.length > 0 || verb.text === '') return nouns.slice(0, partiesMax);
  return [{ name: 'Number', attributes: {}, text: verb.text, children: [] }];
};

const digitsOnly = (number: string): string => number.replace(/[\s().-]/g, '');

function addressOf(noun: Noun): string {
  if (noun.name === 'Number') return digitsOnly(noun.text);
  const identity = noun.children.find((child) => child.name === 'Identity')?.text ?? noun.text;
  return `client:${identity}`;
}

/** A telephone may only be called from a number that is ours, or that the call itself came from or went to. */
function callerIdOf(run: Run, verb: Written<'Dial'>, noun: Noun): string | null {
  const { from, to } = run.call.facts();
  const callerId = verb.attributes.callerId ?? from;
  if (noun.name === 'Client') return callerId;
  const isOurs = run.exchange.account.incomingNumbers.has(callerId);
  return isOurs || (e164.test(callerId) && (callerId === from || callerId === to)) ? callerId : null;
}

/** `null`, with an alert, when it cannot be called at all. */
function place(run: Run, verb: Written<'Dial'>, noun: Noun): Call | null {
  const to = addressOf(noun);
  const where = { callSid: run.call.sid, url: run.documentUrl };
  if (noun.name === 'Number' && !e164.test(to)) {
    run.alerts.add(13_224, to, where);
    return null;
  }
  const from = callerIdOf(run, verb, noun);
  if (from === null) {
    run.alerts.add(13_214, verb.attributes.callerId ?? run.call.facts().from, where);
    return null;
  }
  const parameters = noun.children.flatMap((child) =>
    child.name === 'Parameter' ? [[child.attributes.name ?? '', child.attributes.value ?? ''] as const] : [],
  );
  const child = run.exchange.dial({
    to,
    from,
    parent: run.call,
    timeoutSeconds: verb.attributes.timeout ?? timeoutSecondsDefault,
    parameters: Object.fromEntries(parameters),
  });
  const { statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes;
  const target = targetOf(run, statusCallback, statusCallbackMethod);
  if (target !== null) {
    run.callbacks.watchCall(child, { target, events: statusCallbackEvent ?? ['completed'] });
  }
  return child;
}

/** The first that answers; the others stop ringing. `null` when none does, or the run is over. */
async function firstToAnswer(run: Run, children: readonly Call[]): Promise<Call | null> {
  const winner = new Promise<Call | null>((resolve) => {
    const tried = children.map(async (child) => {
      if (await child.answered) resolve(child);
    });
    void Promise.all(tried).then(() => resolve(null));
  });
  const found = await until(run, winner);
  for (const child of children) {
    if (child !== found && child.facts().startedAtMs === null) child.hangUp({ kind: 'canceled' });
    // Two answered in the same moment: there is one winner.
    else if (child !== found) child.hangUp();
  }
  return found;
}

/** What the other end hears before it is connected: the digits it wants, then the noun's own document. */
async function prepare(run: Run, noun: Noun, child: Call): Promise<void> {
  if (noun.name === 'Number' && noun.attributes.sendDigits !== undefined) {
    await until(run, child.sendDigits(noun.attributes.sendDigits).done);
  }
  const whisper = targetOf(run, noun.attributes.url, noun.attributes.method);
  if (whisper !== null) await playDocumentOn({ ...run, call: child }, whisper);
}

async function connect(run: Run, verb: Written<'Dial'>, noun: Noun, child: Call): Promise<boolean> {
  const { call, exchange } = run;
  await prepare(run, noun, child);
  if (run.signal.aborted || !child.isLive()) {
    child.hangUp();
    return false;
  }
  call.answer();
  const recording = startDialRecording(run, verb, 'answer');
  const bridge = exchange.bridge(call, child);
  const { timeLimit } = verb.attributes;
  const timer = timeLimit === undefined ? undefined : setTimeout(() => child.hangUp(), timeLimit * 1_000);
  const unstar = onStar(run, verb, () => child.hangUp());
  await until(run, bridge.ended);
  clearTimeout(timer);
  unstar();
  recording?.stop();
  // The other end may have been sent elsewhere by REST: then it stays up.
  if (run.signal.aborted) child.hangUp();
  return true;
}

function statusOf(children: readonly Call[], run: Run): DialStatus {
  if (!run.call.isLive()) return 'canceled';
  const statuses = new Set(children.map((child) => child.facts().status));
  const [only] = statuses;
  const isOneOf = only === 'busy' || only === 'failed' || only === 'no-answer';
  return statuses.size === 1 && isOneOf ? only : 'no-answer';
}

/** Rings all at once, or with `sequential` one after another; connects the first that answers. */
export async function dialParties(run: Run, verb: Written<'Dial'>): Promise<DialResult> {
  const { call, exchange } = run;
  const nouns = nounsOf(verb);
  const rounds = verb.attributes.sequential === true ? nouns.map((noun) => [noun]) : [nouns];
  const tried: Call[] = [];
  for (const round of rounds) {
    const nounOf = new Map<Call, Noun>();
    for (const noun of round) {
      const child = place(run, verb, noun);
      if (child !== null) nounOf.set(child, noun);
    }
    const children = [...nounOf.keys()];
    tried.push(...children);
    if (children.length === 0) continue;
    const ringing = call.facts().startedAtMs === null ? null : call.play(exchange.sounds.ringback());
    if (ringing === null) call.showRinging();
    const winner = await firstToAnswer(run, children);
    ringing?.stop();
    const noun = winner === null ? undefined : nounOf.get(winner);
    if (winner !== null && noun !== undefined) {
      const isBridged = await connect(run, verb, noun, winner);
      return { status: 'completed', child: winner, isBridged };
    }
    if (run.signal.aborted) break;
  }
  const status = tried.length === 0 ? 'failed' : statusOf(tried, run);
  return { status, child: tried.at(-1) ?? null, isBridged: false };
}
