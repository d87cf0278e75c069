import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { failureText } from '../../platform/failure-text.ts';
import { useLedgerSize } from '../frame/ledger-size.ts';
import { referralClient } from '../frame/referral-client.ts';
import type { LedgerEntry } from '../frame/referral-types.ts';
import type { RecordNames } from '../record-names.ts';
import {
  filterEntries,
  isPlain,
  joinNewest,
  joinOlder,
  noLedgerFilter,
  type LedgerFilter,
} from './ledger-filter.ts';

/** The most that one call gives (contract). */
const pageCount = 200;
/** Entries looked through for a search before the person is asked whether to go on: some twenty calls. */
const scanCount = 4_000;
/** Rows that a search tries to find before it waits for scrolling. */
const rowsWantedCount = 60;

interface Held {
  readonly entries: readonly LedgerEntry[];
  /** The first entry of the ledger is among them. */
  readonly isWhole: boolean;
  readonly isLoading: boolean;
  readonly failure: string | null;
}

const nothing: Held = { entries: [], isWhole: false, isLoading: true, failure: null };
const reachesFirst = (entries: readonly LedgerEntry[]) => entries.length === 0 || entries.at(-1)?.seq === 1;

/** The ledger a page at a time as it is scrolled or searched; new entries come in at the top. */
function useEntryPages() {
  const [held, setHeld] = useState<Held>(nothing);
  const size = useLedgerSize((state) => state.size);
  const isBusy = useRef(false);

  const read = useCallback(async (beforeSeq: number | null) => {
    if (beforeSeq !== null && isBusy.current) return;
    isBusy.current = beforeSeq !== null;
    setHeld((before) => ({ ...before, isLoading: true, failure: null }));
    try {
      const page = await referralClient.listEntries({ beforeSeq, countMax: pageCount });
      setHeld((before) => {
        const known = before.entries;
        const entries = beforeSeq === null ? joinNewest(known, page) : joinOlder(known, beforeSeq, page);
        // An entry that cannot be read is left out of its page, so the first one may be missing.
        const isEnd = page.length === 0 && beforeSeq !== null && known.at(-1)?.seq === beforeSeq;
        const isWhole = reachesFirst(entries) || isEnd || (before.isWhole && entries !== page);
        return { entries, isWhole, isLoading: false, failure: null };
      });
    } catch (error) {
      setHeld((before) => ({ ...before, isLoading: false, failure: failureText(error) }));
    } finally {
      isBusy.current = false;
    }
  }, []);
  useEffect(() => void read(null), [read, size]);

  const lowestSeq = held.entries.at(-1)?.seq ?? null;
  const canReadOn = !held.isLoading && !held.isWhole && held.failure === null && lowestSeq !== null;
  const readOn = useCallback(() => {
    if (canReadOn) void read(lowestSeq);
  }, [canReadOn, lowestSeq, read]);
  const retry = useCallback(() => void read(null), [read]);
  return { ...held, lowestSeq, readOn, retry };
}

export function useLedgerEntries(names: RecordNames) {
  const pages = useEntryPages();
  const { entries, isWhole, isLoading, readOn } = pages;
  const [asked, setAsked] = useState({ filter: noLedgerFilter, scanMax: scanCount });
  // Typing stays quick while thousands of entries are looked through.
  const filter = useDeferredValue(asked.filter);
  const shown = useMemo(() => filterEntries(entries, filter, names), [entries, filter, names]);

  const isFiltered = !isPlain(asked.filter);
  const mayScan = !isFiltered || entries.length < asked.scanMax;
  const isShort = isFiltered && shown.length < rowsWantedCount;
  useEffect(() => {
    if (isShort && mayScan) readOn();
  }, [isShort, mayScan, readOn]);

  const setFilter = (next: LedgerFilter) => setAsked({ filter: next, scanMax: entries.length + scanCount });
  return {
    ...pages,
    filter: asked.filter,
    setFilter,
    shown,
    isFiltered,
    /** Looked through enough for a search; there is more. */
    canSearchOn: isFiltered && !mayScan && !isWhole && !isLoading,
    searchOn: () => setFilter(asked.filter),
    onEndNear: useCallback(() => {
      if (mayScan) readOn();
    }, [mayScan, readOn]),
  };
}

export type LedgerEntries = ReturnType<typeof useLedgerEntries>;
