import type { GeofenceType } from '../telematics/geofences/geofence.wire.ts';

/** The vendor's words for what a place is, where we have one of the same meaning. The rest of its words are kept as they are. */
const typesByVendorWord: ReadonlyMap<string, GeofenceType> = new Map([
  ['yard', 'yard'],
  ['vendor', 'vendor'],
  ['industrialSite', 'industrial'],
  ['riskZone', 'risk'],
  ['avoidanceZone', 'avoid'],
  ['unauthorizedZone', 'unauthorized'],
]);

/** Of an address that is several things, the first that we have a word for; `null`: none. */
export function geofenceTypeOf(vendorWords: readonly string[]): GeofenceType | null {
  for (const word of vendorWords) {
    const type = typesByVendorWord.get(word);
    if (type !== undefined) return type;
  }
  return null;
}

/** The vendor's words with ours in them: what we have no word for stays, since another of its features may need it. */
export function vendorWordsWith(type: GeofenceType, present: readonly string[]): readonly string[] {
  const foreign = present.filter((word) => !typesByVendorWord.has(word));
  const own = [...typesByVendorWord].filter(([, ours]) => ours === type).map(([word]) => word);
  return [...own, ...foreign];
}
