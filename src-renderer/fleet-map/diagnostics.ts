import { useSyncHealth } from '../platform/sync-store.ts';
import { frameStore, readFrameCount } from './frames-feed.ts';
import type { MapSession } from './map-session.ts';

/** Read-only figures about this window, for the unattended check and the tests; no product code reads them. */
export interface Diagnostics {
  readonly readFrameCount: () => number;
  readonly readVehicleCount: () => number;
  /** Vehicles that stand elsewhere than when this window first saw them. */
  readonly readMovedCount: () => number;
  /** Fixes the core has stored since it started. */
  readonly readFixCount: () => number;
  /** The map has drawn its ground completely once. */
  readonly isGroundDrawn: () => boolean;
  /** Vehicles drawn, one by one or inside a cluster; 0 until the ground under them has been drawn completely once. */
  readonly readDrawnCount: () => number;
}

declare global {
  // `var` is what makes a property of globalThis.
  var switchyardDiagnostics: Diagnostics | undefined;
}

let shownMap: { readonly session: MapSession; isGroundDrawn: boolean } | null = null;

/** Called by whoever makes the map. */
export function observeMap(session: MapSession): void {
  const observed = { session, isGroundDrawn: false };
  shownMap = observed;
  session.ground.map.once('load', () => {
    observed.isGroundDrawn = true;
  });
}

function readDrawnCount(): number {
  if (shownMap === null || !shownMap.isGroundDrawn) return 0;
  const { drawnSingly, clusters, vehicles } = shownMap.session.vehicles.stats();
  // Groups are made while painting: as long as there are none, nothing has been painted.
  return drawnSingly + clusters > 0 ? vehicles : 0;
}

export function exposeDiagnostics(): void {
  const firstSeen = new Map<number, { readonly latitude: number; readonly longitude: number }>();
  frameStore.subscribe(({ slots }) => {
    for (const slot of slots) {
      const row = firstSeen.has(slot) ? null : frameStore.get(slot);
      if (row?.timeMs != null) firstSeen.set(slot, { latitude: row.latitude, longitude: row.longitude });
    }
  });

  globalThis.switchyardDiagnostics = Object.freeze({
    readFrameCount,
    readVehicleCount: () => frameStore.count(),
    readMovedCount: () =>
      [...firstSeen].filter(([slot, first]) => {
        const now = frameStore.get(slot);
        return now !== null && (now.latitude !== first.latitude || now.longitude !== first.longitude);
      }).length,
    readFixCount: () => useSyncHealth.getState().health?.fixCount ?? 0,
    isGroundDrawn: () => shownMap?.isGroundDrawn ?? false,
    readDrawnCount,
  });
}
