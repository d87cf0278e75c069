import { startAlertFeed } from '../alerts/alert-store.ts';
import { makeNoise, startOpenedAlertsFeed } from '../alerts/noise/make-noise.ts';
import { startRulesFeed } from '../alerts/rules/rules-store.ts';
import { connect } from '../platform/client.ts';
import { startMapFeeds } from './map-feeds.ts';

/** Every store's one writer, for the life of the page; then the ports that feed them. Only the desk makes a noise. */
export function startFeeds(): void {
  startMapFeeds();
  startAlertFeed(makeNoise);
  startOpenedAlertsFeed();
  startRulesFeed();
  connect();
}
