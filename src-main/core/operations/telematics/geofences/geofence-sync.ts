import type { AddressFact } from '../facts.ts';
import type { GeofenceArea, GeofenceVersion } from './contract.ts';
import { sharedTypes, type GeofenceType } from './geofence.wire.ts';

/** The three versions that decide what has to be done. */
export interface Sides {
  /** What both sides last agreed on; `null`: they never did. */
  readonly base: GeofenceVersion | null;
  /** `null`: deleted here. */
  readonly mine: GeofenceVersion | null;
  /** `absent`: a whole list did not name it; `unknown`: no whole list has come yet. */
  readonly theirs: GeofenceVersion | 'absent' | 'unknown';
  /** Wanted in Samsara. */
  readonly isShared: boolean;
  /** It is an address there, as far as we know. */
  readonly isLinked: boolean;
  /** It would be a loss: drawn here, or has rules of its own. */
  readonly isPrecious: boolean;
}

export type Verdict =
  | { readonly kind: 'localOnly' }
  | { readonly kind: 'inSync' }
  | { readonly kind: 'create' }
  | { readonly kind: 'update' }
  | { readonly kind: 'delete' }
  /** Only the other side changed: take its version. */
  | { readonly kind: 'adopt'; readonly version: GeofenceVersion }
  /** Both sides say the same, which was not yet noted as agreed. */
  | { readonly kind: 'agree'; readonly version: GeofenceVersion }
  /** Nobody wants it any more. */
  | { readonly kind: 'forget' }
  | {
      readonly kind: 'conflict';
      readonly mine: GeofenceVersion | null;
      readonly theirs: GeofenceVersion | null;
    };

/** Ten centimeters: what goes over the wire comes back rounded. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

function areaText(area: GeofenceArea): string {
  if (area.kind === 'circle') {
    return ['circle', rounded(area.latitude), rounded(area.longitude), Math.round(area.radiusMeters)].join();
  }
  return area.vertices.map(({ latitude, longitude }) => `${rounded(latitude)} ${rounded(longitude)}`).join();
}

const wordOf = (type: GeofenceType) => (sharedTypes.includes(type) ? type : 'none');

function fingerprint({ name, type, area, tags, notes }: GeofenceVersion): string {
  return JSON.stringify([name.trim(), wordOf(type), areaText(area), [...tags].sort(), notes?.trim() || null]);
}

/** As Samsara sees it: what it cannot hold is no difference. */
export const isSameVersion = (a: GeofenceVersion, b: GeofenceVersion): boolean =>
  fingerprint(a) === fingerprint(b);

/** Tags that Samsara does not have stay here. */
export const shareableVersion = (
  version: GeofenceVersion,
  knownTags: ReadonlySet<string>,
): GeofenceVersion => ({
  ...version,
  tags: version.tags.filter((tag) => knownTags.has(tag)),
});

/** An address as a version; `null` when it has no place. `ownType`: what we call it, for which Samsara has no word. */
export function versionOfAddress(
  address: AddressFact,
  ownType: GeofenceType | null = null,
): GeofenceVersion | null {
  if (address.area.kind === 'unplaced') return null;
  const kept = ownType !== null && !sharedTypes.includes(ownType) ? ownType : 'other';
  return {
    name: address.name,
    type: address.type ?? kept,
    area: address.area,
    tags: address.tags.map(({ name }) => name),
    notes: address.notes,
  };
}

/** What has to be done so that both sides are the same again, and what only a person can decide. */
export function decide({ base, mine, theirs, isShared, isLinked, isPrecious }: Sides): Verdict {
  if (!isLinked) {
    if (mine === null) return { kind: 'forget' };
    return isShared ? { kind: 'create' } : { kind: 'localOnly' };
  }
  if (theirs === 'unknown') return decideBlind(base, mine, isShared);
  if (theirs === 'absent') {
    if (mine === null) return { kind: 'forget' };
    if (!isShared) return { kind: 'localOnly' };
    const isChangedHere = base === null || !isSameVersion(base, mine);
    if (isChangedHere || isPrecious) return { kind: 'conflict', mine, theirs: null };
    return { kind: 'forget' };
  }
  const isChangedThere = base === null || !isSameVersion(base, theirs);
  if (mine === null || !isShared) {
    return isChangedThere && mine === null ? { kind: 'conflict', mine, theirs } : { kind: 'delete' };
  }
  if (isSameVersion(mine, theirs)) {
    return isChangedThere ? { kind: 'agree', version: theirs } : { kind: 'inSync' };
  }
  if (!isChangedThere) return { kind: 'update' };
  const isChangedHere = base === null || !isSameVersion(base, mine);
  return isChangedHere ? { kind: 'conflict', mine, theirs } : { kind: 'adopt', version: theirs };
}

/** Before the first whole list: what is wanted is known, what is there is not. */
function decideBlind(base: GeofenceVersion | null, mine: GeofenceVersion | null, isShared: boolean): Verdict {
  if (mine === null || !isShared) return { kind: 'delete' };
  return base !== null && isSameVersion(base, mine) ? { kind: 'inSync' } : { kind: 'update' };
}
