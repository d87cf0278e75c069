import { startAlertFeed } from '../alerts/alert-store.ts';
import { makeNoise, startOpenedAlertsFeed } from '../alerts/noise/make-noise.ts';
import { startRulesFeed } from '../alerts/rules/rules-store.ts';
import { startCallChangesFeed } from '../call-log/call-changes.ts';
import { startAccountNames } from '../hub/account-names.ts';
import { connect } from '../platform/client.ts';
import { startHubFeed } from '../platform/hub-store.ts';
import { startReferralFeeds } from '../referrals/frame/referral-feeds.ts';
import { startPhoneFeeds } from '../softphone/phone-stores.ts';
import { takeSoftphoneChange } from '../softphone/softphone-changes.ts';
import { startMapFeeds } from './map-feeds.ts';

/** Every store's one writer, for the life of the page; then the ports that feed them. Only the desk makes a noise. */
export function startFeeds(): void {
  startMapFeeds();
  startAlertFeed(makeNoise);
  startOpenedAlertsFeed();
  startRulesFeed();
  startHubFeed();
  startAccountNames();
  startPhoneFeeds(takeSoftphoneChange);
  startCallChangesFeed();
  startReferralFeeds();
  connect();
}
