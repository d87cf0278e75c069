import { useDeferredValue, useMemo } from 'react';
import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { filterAlerts, orderAlerts } from '../alert-order.ts';
import { useAlerts } from '../alert-store.ts';
import { useAlertsView } from '../alerts-view-store.ts';

/** The inbox as the person wants to see it; `null` before the core has told of it. */
export function useInbox(): readonly Alert[] | null {
  const alerts = useDeferredValue(useAlerts((state) => state.alerts));
  const filter = useDeferredValue(useAlertsView((view) => view.filter));
  const minuteMs = useMinuteMs();
  return useMemo(
    () => (alerts === null ? null : orderAlerts(filterAlerts(alerts.values(), filter, minuteMs))),
    [alerts, filter, minuteMs],
  );
}
