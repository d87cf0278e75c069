import type { RuleDraft } from './contract.ts';
import { ruleNames } from './template-values.ts';

const minuteMs = 60_000;

const base = {
  isEnabled: true,
  severity: 'warning',
  scope: { kind: 'all' },
  schedule: { kind: 'always' },
  needsAcknowledgement: true,
  escalateAfterMs: null,
  playsSound: true,
  showsNotification: false,
} as const satisfies Partial<RuleDraft>;

/** Off, since the vendor may tell of hundreds a day; a geofence of ours that asks for it is heard all the same. */
const whereAsked = { severity: 'info', isEnabled: false } as const;

/** Leaves the inbox by itself and makes no noise. */
const quiet = { severity: 'info', needsAcknowledgement: false, playsSound: false } as const;

/**
 * The rules of a new desk, by ids that stay: each is put in once, and one that was deleted does not come back. Speeds
 * are those at which fleets with governed trucks (62-70 mph) begin to ask; arrivals and departures are off, since a
 * busy office has hundreds a day.
 */
export const defaultRules: Readonly<Record<string, RuleDraft>> = {
  'default-speeding': {
    ...base,
    name: ruleNames.speeding,
    condition: { kind: 'speeding', aboveMph: 75, overLimitMph: 10, marginMph: 3, minimumMs: 30_000 },
  },
  'default-severe-speeding': {
    ...base,
    name: ruleNames.severeSpeeding,
    severity: 'critical',
    escalateAfterMs: 5 * minuteMs,
    showsNotification: true,
    condition: { kind: 'speeding', aboveMph: 85, overLimitMph: 20, marginMph: 3, minimumMs: 10_000 },
  },
  'default-idling': {
    ...base,
    ...quiet,
    name: ruleNames.idling,
    condition: { kind: 'idling', minimumMs: 30 * minuteMs },
  },
  'default-low-fuel': {
    ...base,
    name: ruleNames.lowFuel,
    condition: { kind: 'lowFuel', belowPercent: 15, marginPercent: 5, minimumMs: 2 * minuteMs },
  },
  'default-hours-ending': {
    ...base,
    name: ruleNames.hoursEnding,
    showsNotification: true,
    escalateAfterMs: 15 * minuteMs,
    condition: { kind: 'hoursEnding', clocks: ['drive', 'shift'], beforeMs: 30 * minuteMs },
  },
  'default-lost-contact': {
    ...base,
    needsAcknowledgement: false,
    name: ruleNames.lostContact,
    condition: { kind: 'lostContact', minimumMs: 20 * minuteMs },
  },
  'default-gateway-unplugged': {
    ...base,
    name: ruleNames.gatewayUnplugged,
    condition: { kind: 'gatewayUnplugged', minimumMs: 5 * minuteMs },
  },
  'default-harsh-event': {
    ...base,
    name: ruleNames.harshEvent,
    showsNotification: true,
    condition: { kind: 'harshEvent' },
  },
  'default-fault': { ...base, name: ruleNames.fault, condition: { kind: 'fault' } },
  'default-geofence-entered': {
    ...base,
    ...whereAsked,
    name: ruleNames.geofenceEntered,
    condition: { kind: 'geofenceEntered' },
  },
  'default-geofence-exited': {
    ...base,
    ...whereAsked,
    name: ruleNames.geofenceExited,
    condition: { kind: 'geofenceExited' },
  },
  'default-geofence-dwelled': {
    ...base,
    needsAcknowledgement: false,
    name: ruleNames.geofenceDwelled,
    condition: { kind: 'geofenceDwelled' },
  },
  'default-geofence-speeding': {
    ...base,
    name: ruleNames.geofenceSpeeding,
    condition: { kind: 'geofenceSpeeding' },
  },
  'default-vendor-alert': { ...base, name: ruleNames.vendorAlert, condition: { kind: 'vendorAlert' } },
};

/** Who ticked "alert" on one geofence wants to know of that one, whether the general rule is on or not. */
export const rulesWhereAsked: Readonly<Partial<Record<RuleDraft['condition']['kind'], string>>> = {
  geofenceEntered: 'default-geofence-entered',
  geofenceExited: 'default-geofence-exited',
};
