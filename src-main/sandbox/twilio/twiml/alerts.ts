import { twimlErrorTexts, type TwimlErrorCode } from './twiml-error.ts';

/** An entry of what Twilio's console calls the debugger: what went wrong with an answer to a webhook. */
export interface Alert {
  readonly code: TwimlErrorCode;
  readonly text: string;
  readonly callSid: string | null;
  readonly url: string | null;
  readonly atMs: number;
}

export interface Alerts {
  /** Oldest first. */
  list(): readonly Alert[];
  add(code: TwimlErrorCode, detail: string, where?: { callSid?: string | null; url?: string | null }): void;
}

const keptMax = 1_000;

export function createAlerts(nowMs: () => number): Alerts {
  const alerts: Alert[] = [];
  return {
    list: () => [...alerts],
    add(code, detail, where = {}) {
      alerts.push({
        code,
        text: `${twimlErrorTexts[code]}: ${detail}`,
        callSid: where.callSid ?? null,
        url: where.url ?? null,
        atMs: nowMs(),
      });
      if (alerts.length > keptMax) alerts.shift();
    },
  };
}
