import type { Call, ScriptRunner } from '../exchange/index.ts';
import { playDial } from './dial.ts';
import { playEnqueue } from './enqueue.ts';
import { fetchDocument } from './fetch-document.ts';
import { playGather } from './gather.ts';
import { readTwiml, type TwimlDocument, type Written } from './read.ts';
import { playRecord } from './record.ts';
import { hear, isSoundVerb, playSound } from './sound-verbs.ts';
import { end, on, resolveUrl, until, type Next, type Run, type Stage } from './stage.ts';
import { TwimlError } from './twiml-error.ts';
import type { Fields, WebhookTarget } from './webhooks.ts';

/** Twilio has no such limit; a document that sends a call in circles would keep the machine busy for ever. */
const documentsMax = 1_000;

type Source =
  | { readonly target: WebhookTarget; readonly fields: Fields; readonly fallback?: WebhookTarget | undefined }
  | { readonly document: string };

/** A call that came in is answered by the first verb that talks to it. */
function isAnsweredBy(verb: Written): boolean {
  if (verb.name === 'Reject' || verb.name === 'Redirect' || verb.name === 'Pause') return false;
  if (verb.name !== 'Dial' || verb.attributes.answerOnBridge !== true) return true;
  return verb.children.some((noun) => noun.name === 'Conference' || noun.name === 'Queue');
}

function playReject(run: Run, verb: Written<'Reject'>): Next {
  // What a caller without `reason` is told over SIP is not documented; 603 says "declined".
  run.call.hangUp({ kind: 'busy', code: verb.attributes.reason === 'busy' ? 31_486 : 31_603 });
  return end;
}

async function playVerb(run: Run, verb: Written): Promise<Next> {
  if (isSoundVerb(verb)) {
    await playSound(run, verb);
    return on;
  }
  switch (verb.name) {
    case 'Dial':
      return playDial(run, verb);
    case 'Enqueue':
      return playEnqueue(run, verb);
    case 'Record':
      return playRecord(run, verb);
    case 'Gather':
      return playGather(run, verb);
    case 'Redirect':
      return {
        kind: 'go',
        target: { url: resolveUrl(run, verb.text), method: verb.attributes.method },
        fields: {},
      };
    case 'Reject':
      return playReject(run, verb);
    case 'Hangup':
      run.call.hangUp();
      return end;
    default:
      // Nouns, and <Leave/> outside of a queue: nothing to do.
      return on;
  }
}

async function playAll(run: Run, document: TwimlDocument): Promise<Next> {
  for (const warning of document.warnings) {
    run.alerts.add(12_200, warning, { callSid: run.call.sid, url: run.documentUrl });
  }
  for (const verb of document.verbs) {
    if (run.signal.aborted || !run.call.isLive()) return end;
    if (isAnsweredBy(verb)) run.call.answer();
    const next = await playVerb(run, verb);
    if (next.kind !== 'on') return next;
  }
  return end;
}

/** The document of a source, or of its fallback, which is told why it is asked. */
async function load(run: Run, source: Source): Promise<TwimlDocument & { readonly url: string | null }> {
  if ('document' in source) return { url: null, ...readTwiml(source.document) };
  const fields = { ...run.callbacks.callFields(run.call), ...source.fields };
  try {
    return await fetchDocument(run.webhooks, source.target, fields, run.signal);
  } catch (error) {
    if (!(error instanceof TwimlError) || source.fallback === undefined) throw error;
    const { url } = source.target;
    run.alerts.add(error.code, error.message, { callSid: run.call.sid, url });
    const why = { ErrorCode: String(error.code), ErrorUrl: url };
    return fetchDocument(run.webhooks, source.fallback, { ...fields, ...why }, run.signal);
  }
}

async function perform(run: Run, first: Source): Promise<void> {
  let source: Source = first;
  const fallback = 'target' in first ? first.fallback : undefined;
  for (let count = 0; count < documentsMax; count++) {
    const document = await until(run, load(run, source));
    if (document === null) return;
    const next = await playAll({ ...run, documentUrl: document.url }, document);
    if (next.kind !== 'go') return;
    source = { target: next.target, fields: next.fields, fallback };
  }
}

/** The caller hears that something is wrong, and the call ends. */
async function apologize(run: Run, error: TwimlError): Promise<void> {
  run.alerts.add(error.code, error.message, { callSid: run.call.sid, url: run.documentUrl });
  run.call.answer();
  await hear(run, run.exchange.sounds.speech('We are sorry, an application error has occurred.'));
}

/** A call that came in is told of at its end to whom the application, or the number that was called, names. */
function watchInbound({ exchange, callbacks }: Stage, call: Call, source: Source): void {
  const { direction, to } = call.facts();
  if (direction !== 'inbound') return;
  const { applications, incomingNumbers } = exchange.account;
  const number = incomingNumbers.get(to);
  const applicationSid = 'target' in source ? source.fields['ApplicationSid'] : undefined;
  const application = applications.get(applicationSid ?? number?.applicationSid ?? '');
  const target = application === undefined ? number?.statusCallback : application.statusCallback;
  if (target !== undefined && target !== null) callbacks.watchCall(call, { target, events: ['completed'] });
}

export interface Runner extends ScriptRunner {
  /** Whether a document is being played to it. */
  isRunning(call: Call): boolean;
}

export function createRunner(stage: Stage): Runner {
  const running = new Map<Call, number>();
  const start = async (call: Call, source: Source, signal: AbortSignal) => {
    const run: Run = { ...stage, call, signal, documentUrl: null };
    running.set(call, (running.get(call) ?? 0) + 1);
    watchInbound(stage, call, source);
    // Redirected out of a conference or a bridge.
    if (call.room() !== null) call.moveTo(null);
    try {
      await perform(run, source);
    } catch (error) {
      if (!signal.aborted) {
        if (!(error instanceof TwimlError)) throw error;
        await apologize({ ...run, documentUrl: 'target' in source ? source.target.url : null }, error);
      }
    } finally {
      const left = (running.get(call) ?? 1) - 1;
      if (left === 0) running.delete(call);
      else running.set(call, left);
    }
    if (!signal.aborted) call.hangUp();
  };
  return {
    isRunning: (call) => running.has(call),
    runTwiml: (call, target, signal) => {
      const { url, method, parameters = {} } = target;
      return start(call, { target: { url, method }, fields: parameters }, signal);
    },
    runDocument: (call, document, signal) => start(call, { document }, signal),
  };
}
