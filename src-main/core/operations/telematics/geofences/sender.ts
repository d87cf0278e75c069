import type { Clock } from '../../../platform/clock.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { AddressFact } from '../facts.ts';
import type { AddressBook } from './address-book.ts';
import type { BookEntry } from './book.ts';
import type { GeofenceVersion } from './contract.ts';
import { isSameVersion, versionOfAddress } from './geofence-sync.ts';

const secondMs = 1_000;
const roundMs = 30 * secondMs;
const retryFirstMs = 10 * secondMs;
const retryMaxMs = 10 * 60 * secondMs;
/** As long as the desk offers to take a deletion back. */
export const undoMs = 10 * secondMs;

/** What came of one attempt, for the one who keeps the books. */
export type Sent =
  /** It is there now, as `version`. */
  | { readonly kind: 'stored'; readonly address: AddressFact; readonly version: GeofenceVersion }
  | { readonly kind: 'removed'; readonly addressId: string }
  /** The other side is not what we thought; `null`: it is gone. Nothing was written. */
  | { readonly kind: 'surprised'; readonly addressId: string; readonly address: AddressFact | null }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface SenderDeps {
  /** What waits now: entries whose verdict is create, update or delete. */
  readonly waiting: () => readonly BookEntry[];
  readonly versionToSend: (entry: BookEntry) => GeofenceVersion | null;
  readonly book: AddressBook;
  readonly note: (geofenceId: string, sent: Sent) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Attempts {
  readonly byGeofence: Map<string, { readonly count: number; readonly nextAtMs: number }>;
}

/**
 * Brings changes to the vendor, one after the other, again and again until they are there. What waits is read from the
 * stored rows each time, so a crash loses nothing; before anything is overwritten, the other side is looked at.
 */
export function createSender(deps: SenderDeps) {
  const { clock } = deps;
  const attempts: Attempts = { byGeofence: new Map() };
  const stopping = new AbortController();
  let waking = new AbortController();
  let ended: Promise<void> = Promise.resolve();

  async function run() {
    const { signal } = stopping;
    while (!signal.aborted) {
      waking = new AbortController();
      for (const entry of deps.waiting()) {
        if (!signal.aborted && dueAtMs(attempts, entry) <= clock.nowMs()) {
          await send(deps, attempts, entry, signal);
        }
      }
      if (!signal.aborted) await clock.sleep(pauseMs(deps, attempts), waking.signal);
    }
  }

  return {
    start() {
      ended = run();
    },
    async stop() {
      stopping.abort();
      waking.abort();
      await ended;
    },
    /** Something may wait now. `retryAll`: also what failed is tried at once. */
    wake(options?: { readonly retryAll: boolean }) {
      if (options?.retryAll) attempts.byGeofence.clear();
      waking.abort();
    },
  };
}

/** A deletion waits until it can no longer be taken back; what failed waits longer each time. */
const dueAtMs = ({ byGeofence }: Attempts, { stored }: BookEntry): number =>
  Math.max(
    byGeofence.get(stored.id)?.nextAtMs ?? 0,
    stored.deletedAtMs === null ? 0 : stored.deletedAtMs + undoMs,
  );

function pauseMs({ waiting, clock }: SenderDeps, attempts: Attempts): number {
  const nowMs = clock.nowMs();
  const moments = waiting().map((entry) => dueAtMs(attempts, entry) - nowMs);
  return Math.max(secondMs, Math.min(roundMs, ...moments));
}

async function send(deps: SenderDeps, { byGeofence }: Attempts, entry: BookEntry, signal: AbortSignal) {
  const { id } = entry.stored;
  let sent: Sent;
  try {
    sent = await attempt(deps, entry, signal);
    byGeofence.delete(id);
  } catch (error) {
    if (signal.aborted) return;
    if (!isAppError(error)) deps.logger.error({ error }, 'a geofence could not be sent');
    const failure = isAppError(error) ? error : { code: 'platform/bug', message: 'an unexpected error' };
    const count = (byGeofence.get(id)?.count ?? 0) + 1;
    const delayMs = Math.min(retryMaxMs, retryFirstMs * 2 ** Math.min(count - 1, 10));
    byGeofence.set(id, { count, nextAtMs: deps.clock.nowMs() + delayMs });
    sent = { kind: 'failed', code: failure.code, message: failure.message };
  }
  await deps.note(id, sent);
}

async function attempt(deps: SenderDeps, entry: BookEntry, signal: AbortSignal): Promise<Sent> {
  const { book } = deps;
  const { stored, verdict } = entry;
  const { addressId } = stored;
  const version = deps.versionToSend(entry);
  if (addressId === null) {
    if (version === null) return { kind: 'removed', addressId: '' };
    const address = await book.create({ ...version, geofenceId: stored.id }, signal);
    return { kind: 'stored', address, version };
  }
  const present = await book.fetch(addressId, signal);
  if (present === null && verdict.kind === 'delete') return { kind: 'removed', addressId };
  const theirs = present === null ? null : versionOfAddress(present, stored.type);
  if (theirs === null || stored.base === null || !isSameVersion(theirs, stored.base)) {
    return { kind: 'surprised', addressId, address: present };
  }
  if (verdict.kind === 'delete' || version === null) {
    await book.remove(addressId, signal);
    return { kind: 'removed', addressId };
  }
  const address = await book.update(addressId, { ...version, geofenceId: stored.id }, signal);
  return { kind: 'stored', address, version };
}
