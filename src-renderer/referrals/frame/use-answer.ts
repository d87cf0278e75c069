import { useEffect, useState } from 'react';
import { failureText } from '../../platform/failure-text.ts';
import { useLedgerSize } from './ledger-size.ts';

export interface Answer<T> {
  /** `null`: not there yet, or not to be had. */
  readonly answer: T | null;
  readonly failure: string | null;
}

/**
 * What the core says to a question, asked again as the ledger grows. `ask` has to stay the same (`useCallback`) while the
 * question does: another one is another question, and the answer to the old one is not shown for it.
 */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const size = useLedgerSize((state) => state.size);
  const [held, setHeld] = useState<(Answer<T> & { readonly ask: typeof ask }) | null>(null);
  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    ask(signal).then(
      (answer) => !signal.aborted && setHeld({ ask, answer, failure: null }),
      (error: unknown) => !signal.aborted && setHeld({ ask, answer: null, failure: failureText(error) }),
    );
    return () => stopping.abort();
  }, [ask, size]);
  return held?.ask === ask ? held : { answer: null, failure: null };
}
