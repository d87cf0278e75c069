import type { AudioSource, Exchange } from '../exchange/index.ts';
import type { Alerts } from './alerts.ts';
import { documentOf, isAudio } from './fetch-document.ts';
import { createProgramme, type Round } from './programme.ts';
import type { Written } from './read.ts';
import { isSoundVerb, soundOf } from './sound-verbs.ts';
import { TwimlError } from './twiml-error.ts';
import type { Fields, Webhooks, WebhookTarget } from './webhooks.ts';

export interface WaitingDeps {
  readonly exchange: Exchange;
  readonly webhooks: Webhooks;
  readonly alerts: Alerts;
  readonly callSid: string | null;
}

/** Twilio's own music server, which nobody reaches from here: one of our tunes stands for all of its buckets. */
const twilioMusic = /^https?:\/\/(twimlets\.com\/holdmusic|com\.twilio\.music\.|api\.twilio\.com\/cowbell)/i;
const redirectsMax = 10;

async function roundOf(
  deps: WaitingDeps,
  verbs: readonly Written[],
  documentUrl: string,
): Promise<{ round: Round; redirect: WebhookTarget | null; isLeaving: boolean }> {
  const round: (() => AudioSource)[] = [];
  for (const verb of verbs) {
    if (isSoundVerb(verb)) {
      const make = await soundOf({ ...deps, documentUrl }, verb);
      if (make !== null) round.push(make);
    } else if (verb.name === 'Redirect') {
      const url = new URL(verb.text, documentUrl).href;
      return { round, redirect: { url, method: verb.attributes.method }, isLeaving: false };
    } else if (verb.name === 'Leave' || verb.name === 'Hangup') {
      return { round, redirect: null, isLeaving: true };
    } else {
      deps.alerts.add(12_200, `<${verb.name}> while waiting`, { callSid: deps.callSid, url: documentUrl });
    }
  }
  return { round, redirect: null, isLeaving: false };
}

async function askRound(
  deps: WaitingDeps,
  target: WebhookTarget,
  fields: Fields,
  onLeave: () => void,
): Promise<Round> {
  const heard: (() => AudioSource)[] = [];
  let next: WebhookTarget | null = target;
  for (let count = 0; next !== null && count < redirectsMax; count++) {
    const reply = await deps.webhooks.ask(next, fields);
    if (isAudio(reply)) {
      deps.exchange.sounds.wav(reply.body);
      return [...heard, () => deps.exchange.sounds.wav(reply.body)];
    }
    const document = documentOf(reply);
    for (const warning of document.warnings) {
      deps.alerts.add(12_200, warning, { callSid: deps.callSid, url: document.url });
    }
    const read = await roundOf(deps, document.verbs, document.url);
    heard.push(...read.round);
    if (read.isLeaving) onLeave();
    next = read.redirect;
  }
  return heard;
}

/**
 * What an address plays to somebody who waits or is on hold: a WAV, or TwiML of `<Play>`, `<Say>`, `<Pause>` and
 * `<Redirect>`. When it plays nothing there is silence, and an alert says why.
 */
export function createWaitingSource(
  deps: WaitingDeps,
  target: WebhookTarget,
  fields: () => Fields,
  options: { readonly rounds?: number; readonly onLeave?: () => void } = {},
): AudioSource {
  const { rounds = Infinity, onLeave = () => undefined } = options;
  if (twilioMusic.test(target.url)) return deps.exchange.sounds.tune();
  return createProgramme(async () => {
    try {
      return await askRound(deps, target, fields(), onLeave);
    } catch (error) {
      const code = error instanceof TwimlError ? error.code : 12_300;
      deps.alerts.add(code, error instanceof Error ? error.message : String(error), {
        callSid: deps.callSid,
        url: target.url,
      });
      return [];
    }
  }, rounds);
}
