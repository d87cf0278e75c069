/** What a place is to the office. Both the core and a desk read this file; it imports nothing. Only ever append. */
export const geofenceTypes = [
  'other',
  'yard',
  'customer',
  'vendor',
  'fuel',
  'repair',
  'rest',
  'industrial',
  'risk',
  'avoid',
  'unauthorized',
] as const;
export type GeofenceType = (typeof geofenceTypes)[number];

/** Those that Samsara has a word for; it keeps no trace of the others. */
export const sharedTypes: readonly GeofenceType[] = [
  'yard',
  'vendor',
  'industrial',
  'risk',
  'avoid',
  'unauthorized',
];

/** Why an area cannot be used. */
export const areaProblems = [
  'tooFewPoints',
  'tooManyPoints',
  'selfCrossing',
  'tooSmall',
  'tooLarge',
  'offTheMap',
] as const;
export type AreaProblem = (typeof areaProblems)[number];

/** Limits that the core, the contract and the forms of a desk keep to. */
export const geofenceLimits = {
  radiusMetersMin: 10,
  /** A hundred miles. */
  radiusMetersMax: 160_935,
  /** Samsara takes no more (its `maxItems`). */
  vertexCountMax: 40,
  nameLength: 100,
  notesLength: 1_000,
  tagLength: 60,
  tagCount: 20,
  /** A week. */
  dwellMinutesMax: 7 * 24 * 60,
  speedMphMax: 120,
  geofenceCount: 20_000,
} as const;
