import { useCallback, useEffect, useRef, useState } from 'react';
import type { Call } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { onCallChanges } from './call-changes.ts';
import { fitsLog, mergeCalls, questionOf, type LogFilter } from './log-filter.ts';

interface Pages {
  readonly calls: readonly Call[];
  readonly nextCursor: number | null;
  readonly isLoading: boolean;
  readonly failure: string | null;
}

const firstPage: Pages = { calls: [], nextCursor: null, isLoading: true, failure: null };
const pageCount = 100;
const searchDelayMs = 200;
/** A page may come short and still not be the last (contract): then the next is asked for, or the list would stand still. */
const pageCountMin = 25;

/** The log a page at a time as it is scrolled, afresh with another filter, and changed in place as calls change. */
export function useCallPages(filter: LogFilter) {
  const [held, setHeld] = useState<{ readonly filter: LogFilter; readonly pages: Pages } | null>(null);
  // What was fetched by another filter is not this filter's.
  const pages = held?.filter === filter ? held.pages : firstPage;
  const asked = useRef(0);

  const update = useCallback(
    (change: (before: Pages) => Pages) =>
      setHeld((before) => ({ filter, pages: change(before?.filter === filter ? before.pages : firstPage) })),
    [filter],
  );
  const fetchPage = useCallback(
    async (cursor: number | null) => {
      const ask = (asked.current += 1);
      try {
        const question = questionOf(filter, Date.now());
        let isFirst = cursor === null;
        let gotCount = 0;
        for (let next = cursor; ;) {
          const page = await coreClient.phone.listCalls({ ...question, cursor: next, countMax: pageCount });
          if (ask !== asked.current) return;
          gotCount += page.calls.length;
          const isLoading = page.nextCursor !== null && gotCount < pageCountMin;
          const replaces = isFirst;
          update(({ calls }) => ({
            calls: replaces ? page.calls : mergeCalls(calls, page.calls, () => true, false),
            nextCursor: page.nextCursor,
            isLoading,
            failure: null,
          }));
          if (!isLoading) return;
          isFirst = false;
          next = page.nextCursor;
        }
      } catch (error) {
        if (ask === asked.current)
          update((before) => ({ ...before, isLoading: false, failure: failureText(error) }));
      }
    },
    [filter, update],
  );

  useEffect(() => {
    const timer = setTimeout(() => void fetchPage(null), filter.search === '' ? 0 : searchDelayMs);
    return () => {
      clearTimeout(timer);
      asked.current += 1;
    };
  }, [fetchPage, filter.search]);

  useEffect(
    () =>
      onCallChanges((changed) => {
        update((before) => {
          // With words to search for only calls in sight are brought up to date: what fits else, the core would have to say.
          const ids = new Set(before.calls.map(({ id }) => id));
          const known = changed.filter(({ id }) => filter.search === '' || ids.has(id));
          const fitting = (call: Call) => filter.search !== '' || fitsLog(call, filter, Date.now());
          const calls = mergeCalls(before.calls, known, fitting, before.nextCursor !== null);
          return calls === before.calls ? before : { ...before, calls };
        });
      }),
    [filter, update],
  );

  const loadMore = useCallback(() => {
    if (pages.isLoading || pages.nextCursor === null || pages.failure !== null) return;
    update((before) => ({ ...before, isLoading: true }));
    void fetchPage(pages.nextCursor);
  }, [pages, update, fetchPage]);
  const retry = useCallback(() => {
    update((before) => ({ ...before, isLoading: true, failure: null }));
    void fetchPage(null);
  }, [update, fetchPage]);
  return { ...pages, loadMore, retry };
}
