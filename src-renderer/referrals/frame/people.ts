import { useCallback } from 'react';
import { text } from '../../app/text.ts';
import { useCompany } from './company.ts';
import { useRecords } from './record-store.ts';
import type { Person } from './referral-types.ts';

/** The name of a person, or that it has been erased. */
export const nameOfPerson = (person: Person): string =>
  person.profile?.name ?? text.t('referrals:person.erased');

/** Names for ids of people of the company. An id that is no person of the company (an account, a desk) stays itself. */
export function usePersonName(): (personId: string) => string {
  const company = useCompany();
  const { byId } = useRecords('listPeople', company?.id ?? null);
  return useCallback(
    (personId) => {
      const person = byId.get(personId);
      return person === undefined ? personId : nameOfPerson(person);
    },
    [byId],
  );
}
