import { fetchDocument } from './fetch-document.ts';
import { isSoundVerb, playSound } from './sound-verbs.ts';
import { until, type Run } from './stage.ts';
import { TwimlError } from './twiml-error.ts';
import type { Fields, WebhookTarget } from './webhooks.ts';

/**
 * What is played to one end before it is connected: `<Play>`, `<Say>`, `<Pause>`, `<Redirect>` and `<Hangup>`, which
 * declines. A document that cannot be had connects nobody less.
 */
export async function playDocumentOn(run: Run, first: WebhookTarget, extra: Fields = {}): Promise<void> {
  try {
    const fields = { ...run.callbacks.callFields(run.call), ...extra };
    const document = await until(run, fetchDocument(run.webhooks, first, fields, run.signal));
    if (document === null) return;
    for (const warning of document.warnings) {
      run.alerts.add(12_200, warning, { callSid: run.call.sid, url: document.url });
    }
    for (const verb of document.verbs) {
      if (run.signal.aborted || !run.call.isLive()) return;
      if (isSoundVerb(verb)) await playSound({ ...run, documentUrl: document.url }, verb);
      else if (verb.name === 'Hangup') run.call.hangUp();
      else if (verb.name === 'Redirect') {
        return await playDocumentOn(
          run,
          { url: new URL(verb.text, document.url).href, method: verb.attributes.method },
          extra,
        );
      } else
        run.alerts.add(12_200, `<${verb.name}> before connecting`, {
          callSid: run.call.sid,
          url: document.url,
        });
    }
  } catch (error) {
    if (run.signal.aborted) return;
    if (!(error instanceof TwimlError)) throw error;
    run.alerts.add(error.code, error.message, { callSid: run.call.sid, url: first.url });
  }
}
