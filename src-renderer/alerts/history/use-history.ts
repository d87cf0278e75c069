import { useCallback, useEffect, useRef, useState } from 'react';
import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import type { AlertKind, Severity } from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { coreClient } from '../../platform/client.ts';
import { failureText } from '../../platform/failure-text.ts';

export const historySpans = ['day', 'week', 'month', 'all'] as const;
export type HistorySpan = (typeof historySpans)[number];

export interface HistoryFilter {
  readonly span: HistorySpan;
  readonly kind: AlertKind | null;
  readonly severity: Severity | null;
  readonly vehicleId: string | null;
}

type Cursor = Awaited<ReturnType<typeof coreClient.notifications.listAlerts>>['nextCursor'];

interface Pages {
  readonly alerts: readonly Alert[];
  readonly nextCursor: Cursor;
  readonly isLoading: boolean;
  readonly failure: string | null;
}

const dayMs = 86_400_000;
const spanMs: Readonly<Record<HistorySpan, number | null>> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  all: null,
};
const firstPage: Pages = { alerts: [], nextCursor: null, isLoading: true, failure: null };
const pageCount = 100;

function askFor(filter: HistoryFilter, cursor: Cursor) {
  const lastMs = spanMs[filter.span];
  return coreClient.notifications.listAlerts({
    states: [],
    kinds: filter.kind === null ? [] : [filter.kind],
    severities: filter.severity === null ? [] : [filter.severity],
    vehicleId: filter.vehicleId,
    fromMs: lastMs === null ? null : Date.now() - lastMs,
    toMs: null,
    cursor,
    countMax: pageCount,
  });
}

/** Alerts of the past, fetched a page at a time as the list is scrolled; afresh with another filter. */
export function useHistory(filter: HistoryFilter) {
  const [held, setHeld] = useState<{ readonly filter: HistoryFilter; readonly pages: Pages } | null>(null);
  // What was fetched by another filter is not this filter's.
  const pages = held?.filter === filter ? held.pages : firstPage;
  const setPages = useCallback((next: Pages) => setHeld({ filter, pages: next }), [filter]);
  const asked = useRef(0);

  const fetchPage = useCallback(
    async (before: Pages) => {
      const ask = (asked.current += 1);
      const show = (next: Pages) => {
        if (ask === asked.current) setPages(next);
      };
      try {
        const page = await askFor(filter, before.nextCursor);
        show({
          alerts: [...before.alerts, ...page.alerts],
          nextCursor: page.nextCursor,
          isLoading: false,
          failure: null,
        });
      } catch (error) {
        show({ ...before, isLoading: false, failure: failureText(error) });
      }
    },
    [filter, setPages],
  );

  useEffect(() => {
    void fetchPage(firstPage);
    return () => {
      asked.current += 1;
    };
  }, [fetchPage]);

  const loadMore = useCallback(() => {
    if (pages.isLoading || pages.nextCursor === null || pages.failure !== null) return;
    setPages({ ...pages, isLoading: true });
    void fetchPage(pages);
  }, [pages, setPages, fetchPage]);

  const retry = useCallback(() => {
    setPages({ ...pages, isLoading: true, failure: null });
    void fetchPage(pages);
  }, [pages, setPages, fetchPage]);

  return { ...pages, loadMore, retry };
}
