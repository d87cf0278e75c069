import type { Code, Person, Referral } from '../frame/referral-types.ts';
import { profileOf, sameTraits, type ProfileEntry } from '../forms/profile-entry.ts';

/** What is typed into the form of a new referral. */
export interface NewReferral {
  readonly by: 'code' | 'person';
  readonly code: string;
  readonly referrerId: string | null;
  readonly candidate: ProfileEntry;
}

export type CodeDoubt = 'unknown' | 'closed' | 'notYet' | 'expired' | 'usedUp';

/** Why a code may not hold, as far as this desk knows; `null`: it seems to hold. The office decides. */
export function codeDoubt(code: Code | undefined, nowMs: number): CodeDoubt | null {
  if (code === undefined) return 'unknown';
  if (code.isClosed) return 'closed';
  if (nowMs < code.startsAtMs) return 'notYet';
  if (code.expiresAtMs !== null && nowMs >= code.expiresAtMs) return 'expired';
  return code.useCountMax !== null && code.useCount >= code.useCountMax ? 'usedUp' : null;
}

/** Something that will make the office look at a referral first. */
export type Doubt =
  | { readonly kind: 'self' }
  | { readonly kind: 'nothingToCompare' }
  | { readonly kind: 'alreadyReferred'; readonly name: string }
  | { readonly kind: 'samePerson'; readonly name: string; readonly hasLeft: boolean };

const endedStates: ReadonlySet<Referral['state']> = new Set(['rejected', 'withdrawn']);

/** Told before it is sent, so that a slip is corrected rather than reviewed. */
export function candidateDoubts(
  entry: ProfileEntry,
  referrerId: string | null,
  known: { readonly people: readonly Person[]; readonly referrals: readonly Referral[] },
): readonly Doubt[] {
  const candidate = profileOf(entry);
  if (candidate.phone === null && candidate.email === null && candidate.licence === null) {
    return entry.name.trim() === '' ? [] : [{ kind: 'nothingToCompare' }];
  }
  const isSame = (other: Person['profile']) => other !== null && sameTraits(candidate, other).length > 0;
  const people = known.people.filter(({ profile }) => isSame(profile));
  const referrals = known.referrals.filter(
    (referral) => !endedStates.has(referral.state) && isSame(referral.candidate),
  );
  return [
    ...people.map((person): Doubt =>
      person.id === referrerId
        ? { kind: 'self' }
        : { kind: 'samePerson', name: person.profile?.name ?? '', hasLeft: person.leftAtMs !== null },
    ),
    ...referrals.map((referral): Doubt => ({
      kind: 'alreadyReferred',
      name: referral.candidate?.name ?? '',
    })),
  ];
}
