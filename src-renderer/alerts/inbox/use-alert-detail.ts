import { useEffect, useState } from 'react';
import type { Alert, AlertEvent } from '../../../src-main/core/operations/notifications/contract.ts';
import { coreClient } from '../../platform/client.ts';

export interface AlertDetail {
  readonly alert: Alert;
  readonly events: readonly AlertEvent[];
}

/** The alert and its history, read again when the inbox tells of a new version. `null`: not there (yet). */
export function useAlertDetail(alertId: string, version: number | null): AlertDetail | null {
  const [detail, setDetail] = useState<AlertDetail | null>(null);
  useEffect(() => {
    let isWanted = true;
    coreClient.notifications.getAlert({ alertId }).then(
      (found) => {
        if (isWanted) setDetail(found);
      },
      // The core is away, or the ledger is another: what was shown stays, and the next version reads again.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [alertId, version]);
  return detail?.alert.id === alertId ? detail : null;
}
