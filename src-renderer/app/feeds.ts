import { startAlertFeed } from '../alerts/alert-store.ts';
import { makeNoise, startOpenedAlertsFeed } from '../alerts/noise/make-noise.ts';
import { startRulesFeed } from '../alerts/rules/rules-store.ts';
import { exposeDiagnostics } from '../fleet-map/diagnostics.ts';
import { startFramesFeed } from '../fleet-map/frames-feed.ts';
import { startRosterFeed } from '../fleet-map/roster-store.ts';
import { startGeofenceFeeds } from '../geofences/geofence-store.ts';
import { connect } from '../platform/client.ts';
import { startCoreFeed } from '../platform/core-store.ts';
import { startShellFeed } from '../platform/shell-store.ts';
import { startSyncFeed } from '../platform/sync-store.ts';

/** Every store's one writer, for the life of the page; then the ports that feed them. */
export function startFeeds(): void {
  startShellFeed();
  startCoreFeed();
  startSyncFeed();
  startRosterFeed();
  startFramesFeed();
  startGeofenceFeeds();
  startAlertFeed(makeNoise);
  startOpenedAlertsFeed();
  startRulesFeed();
  exposeDiagnostics();
  connect();
}
