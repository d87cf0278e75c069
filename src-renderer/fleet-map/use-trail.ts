import { useEffect } from 'react';
import { create } from 'zustand';
import type { Trail } from '../../src-main/core/operations/telematics/contract.ts';
import { useTheme } from '../app/use-theme.ts';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { useShellState } from '../platform/shell-store.ts';
import { useFleetView } from './fleet-view-store.ts';
import type { MapSession } from './map-session.ts';
import { fleetNowMs } from './use-visible-vehicles.ts';

const hourMs = 3_600_000;
/** A truck on the road leaves a fix every few seconds; its trail need not grow as fast. */
const refreshMs = 20_000;

interface TrailState {
  readonly trail: Trail | null;
  /** Why there is no trail, as a sentence. */
  readonly failure: string | null;
}

const noTrail: TrailState = { trail: null, failure: null };

/** The trail on the map. Written by `useTrail` only; the card says how much of it there is. */
export const useTrailState = create<TrailState>(() => noTrail);

/** Fetches the chosen vehicle's trail while it is wanted, again and again, and draws it. */
export function useTrail(session: MapSession): void {
  const theme = useTheme();
  const vehicleId = useFleetView((view) => (view.trailShown ? view.selectedVehicleId : null));
  const hours = useShellState(({ shell }) => shell?.settings.trailHours ?? null);
  const trail = useTrailState((state) => state.trail);
  useEffect(() => {
    if (vehicleId === null || hours === null) return undefined;
    const asking = new AbortController();
    const { signal } = asking;
    const fetchTrail = async () => {
      const toMs = Math.ceil(fleetNowMs());
      const span = { vehicleId, fromMs: toMs - hours * hourMs, toMs };
      try {
        const fetched = await coreClient.telematics.getTrail(span, { signal });
        if (!signal.aborted) useTrailState.setState({ trail: fetched, failure: null });
      } catch (error) {
        if (!signal.aborted) useTrailState.setState({ failure: failureText(error) });
      }
    };
    void fetchTrail();
    const timer = setInterval(() => void fetchTrail(), refreshMs);
    return () => {
      asking.abort();
      clearInterval(timer);
      useTrailState.setState(noTrail);
    };
  }, [vehicleId, hours]);
  useEffect(() => session.trail.set(trail, theme), [session, trail, theme]);
}
