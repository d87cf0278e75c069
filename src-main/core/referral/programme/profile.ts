import { canonicalJson } from '../ledger/canonical-json.ts';

/** Who somebody is. Kept beside the log, which holds only its hash: a person can be forgotten, an entry cannot. */
export interface Profile {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly licence: string | null;
}

/** Without the salt anybody could try all telephone numbers against the hash in the log. */
export const profileText = (profile: Profile, salt: string): string => canonicalJson({ ...profile, salt });

export function readProfile(text: string): Profile {
  const { name, phone, email, licence } = JSON.parse(text) as Profile;
  return { name, phone, email, licence };
}

/** What two profiles can have in common. */
export const traitFields = ['phone', 'email', 'licence'] as const;
export type TraitField = (typeof traitFields)[number];

export interface Trait {
  readonly field: TraitField;
  readonly value: string;
}

const normalized: Readonly<Record<TraitField, (text: string) => string>> = {
  // The last ten digits: with and without a country code it is the same telephone.
  phone: (text) => text.replace(/\D/g, '').slice(-10),
  email: (text) => text.trim().toLowerCase(),
  licence: (text) => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(),
};

export function traitsOf(profile: Profile): Trait[] {
  return traitFields.flatMap((field) => {
    const value = normalized[field](profile[field] ?? '');
    return value === '' ? [] : [{ field, value }];
  });
}
