import { useEffect, useState } from 'react';
import type { GeofenceVisit } from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';

const spanMs = 7 * 24 * 3_600_000;
const visitCountMax = 30;

export type VisitsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly visits: readonly GeofenceVisit[] }
  | { readonly kind: 'failed'; readonly sentence: string };

/** Visits of the last days; asked for anew whenever `version` changes. */
export function useVisits(geofenceId: string, version: unknown): VisitsState {
  const [state, setState] = useState<VisitsState>({ kind: 'loading' });
  useEffect(() => {
    const asking = new AbortController();
    const { signal } = asking;
    const toMs = Math.ceil(fleetNowMs());
    const question = { geofenceId, vehicleId: null, fromMs: toMs - spanMs, toMs, countMax: visitCountMax };
    coreClient.telematics.getGeofenceVisits(question, { signal }).then(
      (visits) => {
        if (!signal.aborted) setState({ kind: 'shown', visits });
      },
      (error: unknown) => {
        if (!signal.aborted) setState({ kind: 'failed', sentence: failureText(error) });
      },
    );
    return () => asking.abort();
  }, [geofenceId, version]);
  return state;
}
