import { useMemo } from 'react';
import { useMinuteMs } from '../ui/ticker.ts';
import { countOpen, type OpenCounts } from './alert-order.ts';
import { useAlerts } from './alert-store.ts';

/** How many alerts wait for somebody; `null` before the core has told. */
export function useOpenCounts(): OpenCounts | null {
  const alerts = useAlerts((state) => state.alerts);
  const minuteMs = useMinuteMs();
  return useMemo(() => (alerts === null ? null : countOpen(alerts.values(), minuteMs)), [alerts, minuteMs]);
}
