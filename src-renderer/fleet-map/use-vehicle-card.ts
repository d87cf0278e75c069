import { useEffect, useState } from 'react';
import type { VehicleCard } from '../../src-main/core/operations/telematics/contract.ts';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { followStream } from '../platform/follow-stream.ts';

export type CardState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly card: VehicleCard }
  | { readonly kind: 'failed'; readonly sentence: string };

const isUnknownVehicle = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'telematics/unknown-vehicle';

/**
 * The details of one vehicle, kept up to date while the calling component is on the screen. Use it under a `key` of the
 * vehicle's id: another vehicle begins with `loading`.
 */
export function useVehicleCard(vehicleId: string): CardState {
  const [state, setState] = useState<CardState>({ kind: 'loading' });
  useEffect(
    () =>
      followStream({
        open: (signal) => coreClient.telematics.watchVehicleCard({ vehicleId }, { signal }),
        onItem: (card) => setState({ kind: 'shown', card }),
        onFailure: (error) => {
          if (!isUnknownVehicle(error)) return true;
          setState({ kind: 'failed', sentence: failureText(error) });
          return false;
        },
      }),
    [vehicleId],
  );
  return state;
}
