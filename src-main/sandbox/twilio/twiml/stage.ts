import type { Call, Exchange } from '../exchange/index.ts';
import type { Alerts } from './alerts.ts';
import type { Callbacks } from './callbacks.ts';
import type { Queues } from './queues.ts';
import { TwimlError } from './twiml-error.ts';
import type { Fields, Webhooks, WebhookTarget } from './webhooks.ts';

/** What all runs share. */
export interface Stage {
  readonly exchange: Exchange;
  readonly webhooks: Webhooks;
  readonly alerts: Alerts;
  readonly callbacks: Callbacks;
  readonly queues: Queues;
}

/** One call going through its documents. */
export interface Run extends Stage {
  readonly call: Call;
  /** Fires when the call is redirected or over: then nothing more is done to it. */
  readonly signal: AbortSignal;
  /** Of the document being played, for relative addresses; `null` when it came with a REST request. */
  readonly documentUrl: string | null;
}

export type Next =
  | { readonly kind: 'on' }
  | { readonly kind: 'end' }
  | { readonly kind: 'go'; readonly target: WebhookTarget; readonly fields: Fields };

export const on: Next = { kind: 'on' };
export const end: Next = { kind: 'end' };

/** `null` when the run was stopped first. */
export function until<T>(run: Pick<Run, 'signal'>, promise: Promise<T>): Promise<T | null> {
  const { signal } = run;
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null);
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Throws a `TwimlError` for an address that is none. */
export function resolveUrl(run: Pick<Run, 'documentUrl'>, written: string): string {
  const base = run.documentUrl ?? undefined;
  if (!URL.canParse(written, base)) throw new TwimlError(11_200, `no web address: ${written}`);
  // A full address is signed and called as it was written: parsing could change its spelling.
  return URL.canParse(written) ? written : new URL(written, base).href;
}

/** The address of an `action` and its kind; `null` when there is none, or none that is one (then with an alert). */
export function targetOf(
  run: Pick<Run, 'documentUrl' | 'alerts' | 'call'>,
  url: string | undefined,
  method?: 'GET' | 'POST',
): WebhookTarget | null {
  if (url === undefined || url === '') return null;
  try {
    return { url: resolveUrl(run, url), method };
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    run.alerts.add(error.code, error.message, { callSid: run.call.sid, url });
    return null;
  }
}

/** Where a verb goes on: its action, which is told even when the caller is gone. */
export function goTo(run: Run, target: WebhookTarget, fields: Fields): Next {
  if (run.call.isLive() && !run.signal.aborted) return { kind: 'go', target, fields };
  // Redirected by REST: the action is not asked, the new document takes its place.
  if (!run.call.isLive()) run.webhooks.notify(target, { ...run.callbacks.callFields(run.call), ...fields });
  return end;
}
