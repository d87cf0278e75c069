import { exposeDiagnostics } from '../fleet-map/diagnostics.ts';
import { startFramesFeed } from '../fleet-map/frames-feed.ts';
import { startRosterFeed } from '../fleet-map/roster-store.ts';
import { startGeofenceFeeds } from '../geofences/geofence-store.ts';
import { startCoreFeed } from '../platform/core-store.ts';
import { startShellFeed } from '../platform/shell-store.ts';
import { startSyncFeed } from '../platform/sync-store.ts';

/** The one writer of every store the live map reads from, for the life of the page. */
export function startMapFeeds(): void {
  startShellFeed();
  startCoreFeed();
  startSyncFeed();
  startRosterFeed();
  startFramesFeed();
  startGeofenceFeeds();
  exposeDiagnostics();
}
