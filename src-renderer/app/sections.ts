import {
  IconBell,
  IconFence,
  IconGauge,
  IconHistory,
  IconHourglass,
  IconMap2,
  IconPhoneCall,
  IconSettings,
  IconUsersGroup,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';
import { AlertsBadge } from '../alerts/alerts-badge.tsx';
import { MissedBadge } from '../call-log/missed-badge.tsx';
import { LiveMapScreen } from '../fleet-map/live-map-screen.tsx';
import { ApprovalsBadge } from '../referrals/approvals/approvals-badge.tsx';
import type { SectionId } from './desk-store.ts';

interface Section {
  readonly id: SectionId;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly screen: ComponentType;
  readonly place: 'top' | 'bottom';
  /** Drawn on its entry of the navigation. */
  readonly badge?: ComponentType;
}

/** The desk opens on the map: every other screen's code is loaded when it is opened for the first time. */
const ReviewScreen = lazy(async () => ({
  default: (await import('../review/review-screen.tsx')).ReviewScreen,
}));
const GeofencesScreen = lazy(async () => ({
  default: (await import('../geofences/geofences-screen.tsx')).GeofencesScreen,
}));
const AlertsScreen = lazy(async () => ({
  default: (await import('../alerts/alerts-screen.tsx')).AlertsScreen,
}));
const HoursScreen = lazy(async () => ({
  default: (await import('../hours/hours-screen.tsx')).HoursScreen,
}));
const AccuracyScreen = lazy(async () => ({
  default: (await import('../accuracy/accuracy-screen.tsx')).AccuracyScreen,
}));
const CallLogScreen = lazy(async () => ({
  default: (await import('../call-log/call-log-screen.tsx')).CallLogScreen,
}));
const ReferralsScreen = lazy(async () => ({
  default: (await import('../referrals/referrals-screen.tsx')).ReferralsScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('../settings/settings-screen.tsx')).SettingsScreen,
}));

/**
 * The screens of the frame, in the order of the navigation. A section appears here when its screen works, never before:
 * an entry that leads nowhere costs a glance all day long.
 */
export const sections: readonly Section[] = [
  { id: 'map', icon: IconMap2, screen: LiveMapScreen, place: 'top' },
  { id: 'review', icon: IconHistory, screen: ReviewScreen, place: 'top' },
  { id: 'geofences', icon: IconFence, screen: GeofencesScreen, place: 'top' },
  { id: 'alerts', icon: IconBell, screen: AlertsScreen, place: 'top', badge: AlertsBadge },
  { id: 'hours', icon: IconHourglass, screen: HoursScreen, place: 'top' },
  { id: 'accuracy', icon: IconGauge, screen: AccuracyScreen, place: 'top' },
  { id: 'calls', icon: IconPhoneCall, screen: CallLogScreen, place: 'top', badge: MissedBadge },
  { id: 'referrals', icon: IconUsersGroup, screen: ReferralsScreen, place: 'top', badge: ApprovalsBadge },
  { id: 'settings', icon: IconSettings, screen: SettingsScreen, place: 'bottom' },
];
