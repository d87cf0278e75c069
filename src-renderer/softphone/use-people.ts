import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { indexVehicles, searchVehicles } from '../fleet-map/vehicle-search.ts';
import { coreClient } from '../platform/client.ts';

export type FoundPerson = Awaited<ReturnType<typeof coreClient.phone.findPeople>>[number];

export interface DialFinding {
  readonly people: readonly FoundPerson[];
  /** Trucks whose own name or plate fits; their drivers are called. */
  readonly vehicles: readonly Vehicle[];
}

const countMax = 8;
const nobody: readonly FoundPerson[] = [];

/** People and trucks for what is typed. People come from the core (drivers, contacts), trucks from the roster. */
export function useDialFinding(entered: string): DialFinding {
  const wanted = useDeferredValue(entered.trim());
  const [held, setHeld] = useState<{ readonly wanted: string; readonly people: readonly FoundPerson[] }>({
    wanted: '',
    people: [],
  });
  useEffect(() => {
    if (wanted === '') return undefined;
    const stopping = new AbortController();
    coreClient.phone
      .findPeople({ text: wanted, countMax }, { signal: stopping.signal })
      .then((people) => setHeld({ wanted, people }))
      // A search that was overtaken or found the core away finds nobody; the number can be dialled all the same.
      .catch(() => undefined);
    return () => stopping.abort();
  }, [wanted]);
  const people = wanted === '' ? nobody : held.people;
  const roster = useRoster((state) => state.roster);
  const index = useMemo(() => indexVehicles(roster?.vehicles ?? []), [roster]);
  const vehicles = useMemo(() => {
    if (wanted === '') return [];
    const shownIds = new Set(people.map(({ id }) => id));
    return searchVehicles(index, wanted)
      .filter(({ driver }) => driver === null || !shownIds.has(driver.id))
      .slice(0, countMax);
  }, [index, wanted, people]);
  return { people, vehicles };
}
