import type { Alert } from '../../src-main/core/operations/notifications/contract.ts';
import {
  severities,
  type AlertKind,
  type Severity,
} from '../../src-main/core/operations/notifications/incident.wire.ts';

export const inboxViews = ['all', 'open', 'mine', 'snoozed'] as const;
export type InboxView = (typeof inboxViews)[number];

export interface InboxFilter {
  readonly view: InboxView;
  /** Empty: all. */
  readonly severities: readonly Severity[];
  readonly kind: AlertKind | null;
  readonly search: string;
}

export const noInboxFilter: InboxFilter = { view: 'all', severities: [], kind: null, search: '' };

/** The user of this desk, until people sign in. */
export const ownUserId = 'local';

export const isSnoozed = (alert: Alert, nowMs: number): boolean =>
  alert.snoozedUntilMs !== null && alert.snoozedUntilMs > nowMs;

function fitsView(alert: Alert, view: InboxView, nowMs: number): boolean {
  if (view === 'snoozed') return isSnoozed(alert, nowMs);
  if (isSnoozed(alert, nowMs)) return false;
  if (view === 'open') return alert.state === 'open';
  return view === 'all' || alert.owner === ownUserId;
}

const textOf = (alert: Alert): string =>
  [alert.title, alert.body, alert.vehicle?.name, alert.driver?.name, alert.place, alert.ruleName]
    .join('\n')
    .toLowerCase();

/** Every word has to be somewhere in the alert. */
function fitsSearch(alert: Alert, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textOf(alert);
  return words.every((word) => text.includes(word));
}

export function filterAlerts(alerts: Iterable<Alert>, filter: InboxFilter, nowMs: number): Alert[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Alert[] = [];
  for (const alert of alerts) {
    const fits =
      fitsView(alert, filter.view, nowMs) &&
      (filter.severities.length === 0 || filter.severities.includes(alert.severity)) &&
      (filter.kind === null || alert.happening.kind === filter.kind) &&
      fitsSearch(alert, words);
    if (fits) found.push(alert);
  }
  return found;
}

const severityRank: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/** What nobody has reacted to first, the gravest of it first, then the newest. */
export function orderAlerts(alerts: readonly Alert[]): Alert[] {
  const rank = (alert: Alert) => (alert.state === 'open' ? 0 : 10) + severityRank[alert.severity];
  return [...alerts].sort(
    (a, b) => rank(a) - rank(b) || b.lastHappenedAtMs - a.lastHappenedAtMs || (a.id < b.id ? 1 : -1),
  );
}

export interface OpenCounts extends Readonly<Record<Severity, number>> {
  readonly open: number;
}

/** What waits for somebody: open and not put off. */
export function countOpen(alerts: Iterable<Alert>, nowMs: number): OpenCounts {
  const counts = { critical: 0, warning: 0, info: 0, open: 0 };
  for (const alert of alerts) {
    if (alert.state !== 'open' || isSnoozed(alert, nowMs)) continue;
    counts[alert.severity] += 1;
    counts.open += 1;
  }
  return counts;
}

export const gravestOpen = (counts: OpenCounts): Severity | null =>
  severities.find((severity) => counts[severity] > 0) ?? null;
