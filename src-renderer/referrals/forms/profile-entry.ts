/** Who somebody is, as it is typed. */
export interface ProfileEntry {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly licence: string;
}

export const noProfile: ProfileEntry = { name: '', phone: '', email: '', licence: '' };

export const profileFields = ['name', 'phone', 'email', 'licence'] as const;
export type ProfileField = (typeof profileFields)[number];

/** As the contract takes them. */
export const profileLengths: Readonly<Record<ProfileField, number>> = {
  name: 100,
  phone: 40,
  email: 254,
  licence: 40,
};

export type ProfileFault = 'nameMissing' | 'phoneShort' | 'emailOdd';

const phoneDigitsMin = 7;

/** What has to be corrected before it is sent, by field; empty: nothing. */
export function profileFaults(entry: ProfileEntry): Partial<Readonly<Record<ProfileField, ProfileFault>>> {
  const phone = entry.phone.trim();
  const email = entry.email.trim();
  return {
    ...(entry.name.trim() === '' && { name: 'nameMissing' as const }),
    ...(phone !== '' && phone.replace(/\D/g, '').length < phoneDigitsMin && { phone: 'phoneShort' as const }),
    ...(email !== '' && !/^\S+@\S+\.\S+$/.test(email) && { email: 'emailOdd' as const }),
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export const profileOf = ({ name, phone, email, licence }: ProfileEntry) => ({
  name: name.trim(),
  phone: orNull(phone),
  email: orNull(email),
  licence: orNull(licence),
});

type Comparable = 'phone' | 'email' | 'licence';

/** Without what differs from one writing to the next; the office compares in the same way. */
const normalized: Readonly<Record<Comparable, (text: string) => string>> = {
  phone: (text) => text.replace(/\D/g, '').slice(-10),
  email: (text) => text.trim().toLowerCase(),
  licence: (text) => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(),
};

type Comparison = Readonly<Record<Comparable, string | null>>;

/** In what two people are the same. */
export function sameTraits(one: Comparison, other: Comparison): readonly Comparable[] {
  return (['phone', 'email', 'licence'] as const).filter((field) => {
    const value = normalized[field](one[field] ?? '');
    return value !== '' && value === normalized[field](other[field] ?? '');
  });
}
