import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { DutyLog } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { useDutyBoard } from './hours-store.ts';
import { useHoursView } from './hours-view-store.ts';
import { shiftDay } from './zone-time.ts';

export type DutyLogState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly log: DutyLog }
  | { readonly kind: 'failed'; readonly sentence: string };

/** The log of the chosen driver's chosen day. Written by `useDutyLogFeed` only. */
export const useDutyLog = create<{ readonly state: DutyLogState }>(() => ({ state: { kind: 'loading' } }));

const put = (state: DutyLogState) => useDutyLog.setState({ state });

const isOf = (state: DutyLogState, driverId: string, day: string | null): boolean =>
  state.kind === 'shown' && state.log.driverId === driverId && state.log.day === (day ?? state.log.today);

/** While nothing has been fetched: it is on its way. */
const retryMs = 3_000;

/** Counts on while the log shown is one that has not been fetched yet. */
function useRetryCount(): number {
  const [count, setCount] = useState(0);
  const isMissing = useDutyLog(({ state }) => state.kind === 'shown' && state.log.asOfMs === null);
  useEffect(() => {
    if (!isMissing) return undefined;
    const timer = setInterval(() => setCount((before) => before + 1), retryMs);
    return () => clearInterval(timer);
  }, [isMissing]);
  return count;
}

/** Asks for the log anew whenever clocks came: what is new in it came with them or soon after. */
export function useDutyLogFeed(driverId: string, day: string | null): void {
  const boardAsOfMs = useDutyBoard(({ board }) => board?.asOfMs ?? null);
  const retryCount = useRetryCount();
  useEffect(() => {
    const asking = new AbortController();
    const { signal } = asking;
    // The log of somebody else, or of another day, must not stand under this name while the answer is on its way.
    if (!isOf(useDutyLog.getState().state, driverId, day)) put({ kind: 'loading' });
    coreClient.telematics.hours.getDutyLog({ driverId, day }, { signal }).then(
      (log) => {
        if (!signal.aborted) put({ kind: 'shown', log });
      },
      (error: unknown) => {
        // What was read before still stands, with its "as of".
        const isKept = isOf(useDutyLog.getState().state, driverId, day);
        if (!signal.aborted && !isKept) put({ kind: 'failed', sentence: failureText(error) });
      },
    );
    return () => asking.abort();
  }, [driverId, day, boardAsOfMs, retryCount]);
}

/** Goes to the day before or after the one shown; never past today. */
export function stepDay(count: 1 | -1): void {
  const { day: chosen, showDay } = useHoursView.getState();
  const { state } = useDutyLog.getState();
  // Pressed faster than logs are read, the days add up all the same.
  const today = state.kind === 'shown' ? state.log.today : null;
  const from = chosen ?? today;
  if (from === null) return;
  const day = shiftDay(from, count);
  if (today !== null && day > today) return;
  showDay(day === today ? null : day);
}
