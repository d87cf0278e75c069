import type { CapUse } from './step.ts';

/** How much one person may be given; `null`: no such cap. What is voided, timed out or undone is given back to it. */
export interface Caps {
  readonly perDay: number | null;
  readonly perMonth: number | null;
  readonly perCampaign: number | null;
}

export interface CapSubject {
  readonly companyId: string;
  readonly userId: string;
  /** `null`: outside of any campaign. */
  readonly campaignId: string | null;
  readonly atMs: number;
  /** The company's, IANA: its days and months. */
  readonly timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-28` where the company is. */
function localDay(atMs: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format.format(atMs);
}

/** The counters that a gift to this person counts against, each with its limit. */
export function capUses(caps: Caps, subject: CapSubject): CapUse[] {
  const { companyId, userId, campaignId, atMs, timeZone } = subject;
  const day = localDay(atMs, timeZone);
  const counter = (period: string) => `${companyId}/${userId}/${period}`;
  const uses: CapUse[] = [];
  if (caps.perDay !== null) uses.push({ counter: counter(`day/${day}`), limit: caps.perDay });
  if (caps.perMonth !== null)
    uses.push({ counter: counter(`month/${day.slice(0, 7)}`), limit: caps.perMonth });
  if (caps.perCampaign !== null && campaignId !== null) {
    uses.push({ counter: counter(`campaign/${campaignId}`), limit: caps.perCampaign });
  }
  return uses;
}
