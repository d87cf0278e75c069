import type { Code, Person, Referral } from '../frame/referral-types.ts';

export const peopleViews = ['here', 'driver', 'recruiter', 'clerk', 'left'] as const;
export type PeopleView = (typeof peopleViews)[number];

/** A person with what belongs to them, as a row of the list. */
export interface PersonRow {
  readonly person: Person;
  readonly name: string;
  /** Codes that are not closed. */
  readonly codes: readonly string[];
  readonly referralCount: number;
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

/** Everybody by name. */
export function personRows(
  people: readonly Person[],
  known: { readonly codes: readonly Code[]; readonly referrals: readonly Referral[] },
  nameOf: (person: Person) => string,
): readonly PersonRow[] {
  const codesOf = grouped(
    known.codes.filter(({ isClosed }) => !isClosed),
    ({ personId }) => personId,
  );
  const referralsOf = grouped(known.referrals, ({ referrerId }) => referrerId);
  return people
    .map((person) => ({
      person,
      name: nameOf(person),
      codes: (codesOf.get(person.id) ?? []).map(({ text }) => text),
      referralCount: referralsOf.get(person.id)?.length ?? 0,
    }))
    .sort((a, b) => byName.compare(a.name, b.name) || (a.person.id < b.person.id ? -1 : 1));
}

const isOf = ({ kind, leftAtMs }: Person, view: PeopleView): boolean =>
  view === 'left' ? leftAtMs !== null : leftAtMs === null && (view === 'here' || kind === view);

/** By name, telephone, e-mail or code; digits find a telephone however it is written. */
export function fittingRows(
  rows: readonly PersonRow[],
  view: PeopleView,
  search: string,
): readonly PersonRow[] {
  const wanted = search.trim().toLowerCase();
  const digits = wanted.replace(/\D/g, '');
  return rows.filter(({ person, name, codes }) => {
    if (!isOf(person, view)) return false;
    if (wanted === '') return true;
    const { profile } = person;
    return (
      [name, profile?.email ?? '', ...codes].some((text) => text.toLowerCase().includes(wanted)) ||
      (digits.length >= 3 && (profile?.phone ?? '').replace(/\D/g, '').includes(digits))
    );
  });
}
