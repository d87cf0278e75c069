import type { Alert, AlertEvent } from '../../src-main/core/operations/notifications/contract.ts';
import { text } from '../app/text.ts';
import { formatMoment } from '../ui/format.ts';
import { isSnoozed, ownUserId } from './alert-order.ts';

/** Who did something, as people read it. */
export function userName(userId: string | null): string {
  if (userId === null) return text.t('alerts:who.system');
  return userId === ownUserId ? text.t('alerts:who.local') : userId;
}

/** "Open", "Acknowledged", "Snoozed until 3:05 PM", "Nobody reacted". */
export function stateWord(alert: Alert, nowMs: number): string {
  if (alert.snoozedUntilMs !== null && isSnoozed(alert, nowMs)) {
    return text.t('alerts:state.snoozed', { time: formatMoment(alert.snoozedUntilMs, nowMs) });
  }
  if (alert.state === 'open' && alert.escalationLevel > 0) return text.t('alerts:state.escalated');
  return text.t(`alerts:state.${alert.state}`);
}

/** The title without the truck, which stands beside it: names of trucks may be long. */
export function whatText({ title, vehicle }: Pick<Alert, 'title' | 'vehicle'>): string {
  if (vehicle === null || !title.startsWith(vehicle.name)) return title;
  const rest = title.slice(vehicle.name.length).replace(/^[\s:,–-]+/, '');
  return rest === '' ? title : rest.charAt(0).toUpperCase() + rest.slice(1);
}

export function eventText(event: AlertEvent, nowMs: number): string {
  const who = userName(event.by);
  switch (event.kind) {
    case 'acknowledged':
    case 'owned':
    case 'released':
    case 'noted':
    case 'resolved':
      return text.t(`alerts:events.${event.kind}`, { who });
    case 'snoozed': {
      const time = event.untilMs === null ? '' : formatMoment(event.untilMs, nowMs);
      return text.t('alerts:events.snoozed', { who, time });
    }
    default:
      return text.t(`alerts:events.${event.kind}`);
  }
}
