import type { Alert } from '../../src-main/core/operations/notifications/contract.ts';
import { alertLimits } from '../../src-main/core/operations/notifications/incident.wire.ts';
import { attempt } from '../app/desk-actions.ts';
import { useDesk } from '../app/desk-store.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';
import { coreClient } from '../platform/client.ts';
import { ownUserId } from './alert-order.ts';
import { useAlerts } from './alert-store.ts';
import { useAlertsView } from './alerts-view-store.ts';

type Call = (input: { alertIds: string[] }) => Promise<{ changedCount: number }>;

/** In portions that the core takes at once. */
async function inPortions(alertIds: readonly string[], call: Call): Promise<void> {
  for (let start = 0; start < alertIds.length; start += alertLimits.batchCount) {
    await call({ alertIds: alertIds.slice(start, start + alertLimits.batchCount) });
  }
}

const run = (alertIds: readonly string[], call: Call): void => {
  if (alertIds.length > 0) void attempt(() => inPortions(alertIds, call));
};

export const acknowledge = (alertIds: readonly string[]): void =>
  run(alertIds, (input) => coreClient.notifications.acknowledgeAlerts(input));

export const resolve = (alertIds: readonly string[]): void =>
  run(alertIds, (input) => coreClient.notifications.resolveAlerts(input));

export const snooze = (alertIds: readonly string[], untilMs: number | null): void =>
  run(alertIds, (input) => coreClient.notifications.snoozeAlerts({ ...input, untilMs }));

/** Takes what this desk does not have; when it has all of them, gives them back. */
export function toggleOwn(alertIds: readonly string[]): void {
  const known = useAlerts.getState().alerts;
  const ownsAll = alertIds.every((id) => known?.get(id)?.owner === ownUserId);
  run(alertIds, (input) => coreClient.notifications.ownAlerts({ ...input, own: !ownsAll }));
}

export const addNote = (alertId: string, note: string): Promise<void> =>
  attempt(() => coreClient.notifications.addNote({ alertId, text: note }));

export function showOnMap(alert: Alert): void {
  if (alert.vehicle === null) return;
  useFleetView.getState().selectVehicle(alert.vehicle.id, { focus: true });
  useDesk.getState().goTo('map');
}

/** The marked alerts, or the chosen one when none is marked. */
export function targetIds(): readonly string[] {
  const { markedIds, selectedId } = useAlertsView.getState();
  if (markedIds.size > 0) return [...markedIds];
  return selectedId === null ? [] : [selectedId];
}

/** Opens the inbox at an alert, or just the inbox. */
export function openAlert(alertId: string | null): void {
  const view = useAlertsView.getState();
  view.showTab('inbox');
  if (alertId !== null) {
    // A filter may hide it; what was asked for has to be seen.
    const alert = useAlerts.getState().alerts?.get(alertId);
    if (alert) view.setFilter({ view: 'all', severities: [], kind: null, search: '' });
    view.select(alertId);
  }
  useDesk.getState().goTo('alerts');
}
