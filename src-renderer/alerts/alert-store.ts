import { create } from 'zustand';
import type { Alert } from '../../src-main/core/operations/notifications/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';

/** Alerts that are not resolved, by id; `null` until the core has told of all of them. Written by its feed only. */
export const useAlerts = create<{ readonly alerts: ReadonlyMap<string, Alert> | null }>(() => ({
  alerts: null,
}));

/** What a desk knew before and knows now: for whoever makes noise about the difference. */
export interface AlertsChange {
  /** `null`: the first picture of this page; nothing in it is news. */
  readonly before: ReadonlyMap<string, Alert> | null;
  readonly changed: readonly Alert[];
}

/** Puts portions together: a picture replaces the one before only when it is whole, so that a list never flickers. */
export function createAlertMirror(
  publish: (alerts: ReadonlyMap<string, Alert>, change: AlertsChange) => void,
) {
  let shown: ReadonlyMap<string, Alert> | null = null;
  let growing = new Map<string, Alert>();
  let isGrowing = false;

  return (portion: {
    readonly begins: boolean;
    readonly isWhole: boolean;
    readonly alerts: readonly Alert[];
    readonly goneIds: readonly string[];
  }): void => {
    if (portion.begins) {
      isGrowing = true;
      growing = new Map();
    }
    const next = isGrowing ? growing : new Map(shown);
    for (const alert of portion.alerts) next.set(alert.id, alert);
    for (const id of portion.goneIds) next.delete(id);
    if (!portion.isWhole) return;
    const change = { before: shown, changed: isGrowing ? [...next.values()] : portion.alerts };
    isGrowing = false;
    shown = next;
    publish(next, change);
  };
}

export function startAlertFeed(onChange: (change: AlertsChange) => void): () => void {
  const take = createAlertMirror((alerts, change) => {
    useAlerts.setState({ alerts });
    onChange(change);
  });
  return followStream({
    open: (signal) => coreClient.notifications.watchActiveAlerts(undefined, { signal }),
    onItem: take,
  });
}
