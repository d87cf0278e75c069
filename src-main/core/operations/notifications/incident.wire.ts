/** The sorts of alert. Both the core and a desk read this file; it imports nothing. Only ever append. */
export const alertKinds = [
  'speeding',
  'idling',
  'harshEvent',
  'fault',
  'lowFuel',
  'geofenceEntered',
  'geofenceExited',
  'geofenceDwelled',
  'geofenceSpeeding',
  'hoursEnding',
  'lostContact',
  'gatewayUnplugged',
  'vendorAlert',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Found by this module itself, from what telematics observes. All others are reported by whoever finds them. */
export const measuredKinds = [
  'speeding',
  'idling',
  'lowFuel',
  'hoursEnding',
  'lostContact',
  'gatewayUnplugged',
] as const satisfies readonly AlertKind[];
export type MeasuredKind = (typeof measuredKinds)[number];

/** Who can tell of a happening. Each may tell of the same one. Only ever append. */
export const incidentSources = ['local', 'samsara', 'samsaraSafety'] as const;

/** Gravest first. */
export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const dutyClockNames = ['drive', 'shift', 'cycle', 'break'] as const;
export type DutyClockName = (typeof dutyClockNames)[number];

/** Limits that both the contract and the forms of a desk keep to. */
export const alertLimits = {
  nameLength: 80,
  noteLength: 1_000,
  ownerLength: 80,
  titleLength: 160,
  bodyLength: 500,
  scopeCount: 1_000,
  batchCount: 200,
  pageCount: 200,
} as const;
