import { useEffect, useState } from 'react';
import type { CallerCard } from '../../src-main/core/operations/twilio/people/contract.ts';
import { coreClient } from '../platform/client.ts';

/** Where a truck is changes; who has a number hardly ever does. */
const refreshMs = 10_000;
const knownCountMax = 50;
const known = new Map<string, CallerCard>();

function remember(number: string, card: CallerCard): void {
  known.delete(number);
  known.set(number, card);
  for (const oldest of known.keys()) {
    if (known.size <= knownCountMax) return;
    known.delete(oldest);
  }
}

/** Who has this number, kept fresh while it is shown; `null` while it is looked up, or when there is no number. */
export function useCallerCard(number: string | null): CallerCard | null {
  const [, setVersion] = useState(0);
  useEffect(() => {
    if (number === null) return undefined;
    const stopping = new AbortController();
    const read = async () => {
      try {
        const card = await coreClient.phone.getCallerCard({ number }, { signal: stopping.signal });
        remember(number, card);
        setVersion((version) => version + 1);
      } catch {
        // The core is away or busy: what is known stays in sight, and the next turn asks again.
      }
    };
    void read();
    const timer = setInterval(() => void read(), refreshMs);
    return () => {
      stopping.abort();
      clearInterval(timer);
    };
  }, [number]);
  return number === null ? null : (known.get(number) ?? null);
}
