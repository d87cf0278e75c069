import type { Exchange } from '../exchange/index.ts';
import { createAlerts, type Alerts } from './alerts.ts';
import { createCallbacks, type Callbacks } from './callbacks.ts';
import { createQueues, type Queues } from './queues.ts';
import { createRunner, type Runner } from './runner.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export type { Alerts } from './alerts.ts';
export type { Callbacks } from './callbacks.ts';
export { beepAround, recordOnce } from './dial-conference.ts';
export { apiVersion, rfc2822, secondsBetween } from './fields.ts';
export type { Queue, QueueMember, Queues } from './queues.ts';
export { readTwiml } from './read.ts';
export { TwimlError } from './twiml-error.ts';
export { createWaitingSource } from './waiting.ts';
export type { Fields, Webhooks, WebhookTarget } from './webhooks.ts';

export interface Twiml {
  readonly alerts: Alerts;
  readonly callbacks: Callbacks;
  readonly queues: Queues;
  readonly runner: Runner;
  readonly webhooks: Webhooks;
  stop(): void;
}

export interface TwimlOptions {
  readonly exchange: Exchange;
  /** Where the REST API is reached, without a slash at its end; recordings are named by it. */
  apiUrl(): string;
  /** How long the app's server may take; default 15 s, as Twilio's. */
  readonly answerMsMax?: number;
}

/** Makes the exchange play TwiML. */
export function createTwiml({ exchange, apiUrl, answerMsMax }: TwimlOptions): Twiml {
  const alerts = createAlerts(() => exchange.nowMs());
  const webhooks = createWebhooks({
    account: exchange.account,
    alerts,
    ...(answerMsMax === undefined ? {} : { answerMsMax }),
  });
  const callbacks = createCallbacks({ exchange, webhooks, apiUrl });
  const queues = createQueues(() => exchange.nowMs());
  const runner = createRunner({ exchange, webhooks, alerts, callbacks, queues });
  exchange.scripts.use(runner);
  return { alerts, callbacks, queues, runner, webhooks, stop: () => callbacks.stop() };
}
