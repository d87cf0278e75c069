import { readTwiml, type TwimlDocument } from './read.ts';
import { TwimlError } from './twiml-error.ts';
import type { Fields, WebhookReply, Webhooks, WebhookTarget } from './webhooks.ts';

const xmlTypes = ['text/xml', 'application/xml', 'text/html', 'application/xhtml+xml'];

export interface FetchedDocument extends TwimlDocument {
  /** Redirects followed: relative addresses in it begin there. */
  readonly url: string;
}

export const isAudio = (reply: WebhookReply): boolean => reply.type.startsWith('audio/');

/** Throws a `TwimlError` for what is no TwiML. Plain text is read out, as Twilio does; 204 means "nothing more". */
export function documentOf(reply: WebhookReply): FetchedDocument {
  const { url } = reply;
  if (reply.status === 204) return { url, verbs: [], warnings: [] };
  const text = reply.body.toString('utf8');
  if (reply.type === 'text/plain') {
    return { url, verbs: [{ name: 'Say', attributes: {}, text, children: [] }], warnings: [] };
  }
  if (!xmlTypes.includes(reply.type)) throw new TwimlError(12_300, `"${reply.type}" from ${url}`);
  return { url, ...readTwiml(text) };
}

export const fetchDocument = async (
  webhooks: Webhooks,
  target: WebhookTarget,
  fields: Fields,
  signal?: AbortSignal,
): Promise<FetchedDocument> => documentOf(await webhooks.ask(target, fields, signal));
