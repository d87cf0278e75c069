import { daysBefore } from './point-config.ts';
import type { FraudFlag, Person, Referral } from './record.ts';
import type { TraitField } from './profile.ts';
import { isEndedUnpaid } from './referral-state.wire.ts';

/**
 * Why a person has to look at a referral first. Named, so that whoever is refused can be told; never because of the
 * network somebody uses: a whole terminal shares one address.
 */
export const fraudReasons = [
  'self',
  'alreadyReferred',
  'samePhone',
  'sameEmail',
  'sameLicence',
  'rehireWindow',
  /** There is nothing to compare: neither telephone nor e-mail nor licence. */
  'nothingToCompare',
] as const;
export type FraudReason = (typeof fraudReasons)[number];

/** Somebody who shares a trait with the candidate. */
export type Match =
  | { readonly kind: 'person'; readonly field: TraitField; readonly person: Person }
  | { readonly kind: 'referral'; readonly field: TraitField; readonly referral: Referral };

const sameReasons: Readonly<Record<TraitField, FraudReason>> = {
  phone: 'samePhone',
  email: 'sameEmail',
  licence: 'sameLicence',
};

export interface FraudQuestion {
  readonly referrerId: string;
  readonly traitCount: number;
  readonly matches: readonly Match[];
  readonly rehireDays: number;
  readonly atMs: number;
}

function flagsOf(match: Match, question: FraudQuestion): FraudFlag[] {
  if (match.kind === 'referral') {
    // One that came to nothing is no obstacle.
    if (isEndedUnpaid(match.referral.state)) return [];
    return [{ reason: 'alreadyReferred', otherId: match.referral.id }];
  }
  const { id, leftAtMs } = match.person;
  if (id === question.referrerId) return [{ reason: 'self', otherId: id }];
  const same = { reason: sameReasons[match.field], otherId: id };
  if (leftAtMs === null) return [same];
  const isRecent = leftAtMs > daysBefore(question.atMs, question.rehireDays);
  return isRecent ? [same, { reason: 'rehireWindow', otherId: id }] : [];
}

/** Every reason once per person or referral it is about, in the order of their names. */
export function findFraud(question: FraudQuestion): FraudFlag[] {
  const flags = question.matches.flatMap((match) => flagsOf(match, question));
  if (question.traitCount === 0) flags.push({ reason: 'nothingToCompare', otherId: null });
  const once = new Map(flags.map((flag) => [`${flag.reason}/${flag.otherId}`, flag]));
  const rank = ({ reason }: FraudFlag) => (fraudReasons as readonly string[]).indexOf(reason);
  return [...once.values()].sort((a, b) => rank(a) - rank(b));
}
