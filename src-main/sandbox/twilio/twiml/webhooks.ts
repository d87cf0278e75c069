import { randomUUID } from 'node:crypto';
import type { Account } from '../exchange/index.ts';
import type { Alerts } from './alerts.ts';
import { signatureOf } from './signature.ts';
import { TwimlError } from './twiml-error.ts';

export type Fields = Readonly<Record<string, string>>;

export interface WebhookTarget {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | undefined;
}

export interface WebhookReply {
  readonly url: string;
  readonly status: number;
  /** Without its parameters, in lower case. */
  readonly type: string;
  readonly body: Buffer;
}

export interface Webhooks {
  /** Throws a `TwimlError` (11200, 11205) for everything but a 2xx; an `AbortError` when `signal` fires. */
  ask(target: WebhookTarget, fields: Fields, signal?: AbortSignal): Promise<WebhookReply>;
  /** A callback whose answer does not matter. One that fails leaves an alert. */
  notify(target: WebhookTarget, fields: Fields): void;
  /** Resolves when no callback is on its way any more. */
  settled(): Promise<void>;
}

/** Twilio waits so long for an application. */
const answerMsMax = 15_000;
const bodyBytesMax = 10 * 1024 * 1024;

const requestOf = (account: Account, { url, method = 'POST' }: WebhookTarget, fields: Fields) => {
  const isForm = method === 'POST';
  const asked = new URL(url);
  if (!isForm) for (const [name, value] of Object.entries(fields)) asked.searchParams.append(name, value);
  const signedUrl = isForm ? url : asked.href;
  const headers: Record<string, string> = {
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'I-Twilio-Idempotency-Token': randomUUID(),
    'X-Twilio-Signature': signatureOf(account.authToken, signedUrl, isForm ? fields : {}),
  };
  if (isForm) headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  const body = isForm ? { body: new URLSearchParams(fields).toString() } : {};
  return { url: signedUrl, init: { method, headers, ...body } };
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

export interface WebhooksDeps {
  readonly account: Account;
  readonly alerts: Alerts;
  /** Default 15 s, as Twilio's. */
  readonly answerMsMax?: number;
}

export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { account, alerts } = deps;
  const onTheWay = new Set<Promise<void>>();

  const ask = async (target: WebhookTarget, fields: Fields, signal?: AbortSignal): Promise<WebhookReply> => {
    const { url } = target;
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
      throw new TwimlError(11_200, `no web address: ${url}`);
    const request = requestOf(account, target, fields);
    const timeout = AbortSignal.timeout(deps.answerMsMax ?? answerMsMax);
    try {
      const response = await fetch(request.url, {
        ...request.init,
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      const body = Buffer.from(await response.arrayBuffer());
      if (!response.ok) throw new TwimlError(11_200, `${response.status} from ${url}`);
      if (body.length > bodyBytesMax) throw new TwimlError(11_750, `${body.length} bytes from ${url}`);
      const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
      return { url: response.url, status: response.status, type: type.trim().toLowerCase(), body };
    } catch (error) {
      if (error instanceof TwimlError || signal?.aborted === true) throw error;
      if (timeout.aborted) throw new TwimlError(11_200, `no answer from ${url} in time`);
      throw new TwimlError(11_205, `${url}: ${reasonOf(error)}`);
    }
  };

  return {
    ask,
    notify(target, fields) {
      const sent = ask(target, fields).then(
        () => undefined,
        (error: unknown) => {
          const code = error instanceof TwimlError ? error.code : 11_205;
          alerts.add(code, reasonOf(error), { callSid: fields['CallSid'] ?? null, url: target.url });
        },
      );
      onTheWay.add(sent);
      void sent.then(() => onTheWay.delete(sent));
    },
    async settled() {
      while (onTheWay.size > 0) await Promise.all(onTheWay);
    },
  };
}
