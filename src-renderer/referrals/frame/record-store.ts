import { useEffect } from 'react';
import { create } from 'zustand';
import { failureText } from '../../platform/failure-text.ts';
import { referralClient } from './referral-client.ts';
import type { ListItem, ListName } from './referral-types.ts';
import { useLedgerSize } from './ledger-size.ts';

/** The most that one call gives (contract). */
const pageCount = 200;

/** A whole list as this desk's copy has it, last changed first. */
export interface Records<Item> {
  readonly items: readonly Item[];
  readonly byId: ReadonlyMap<string, Item>;
  /** Every page has been read once. */
  readonly isComplete: boolean;
  readonly failure: string | null;
}

interface Held extends Records<{ readonly id: string }> {
  /** Nothing that was changed up to this entry is missing here. */
  readonly readSeq: number;
}

const nothing: Held = { items: [], byId: new Map(), isComplete: false, failure: null, readSeq: 0 };
const useHeld = create<Readonly<Record<string, Held>>>(() => ({}));
const running = new Set<string>();
/** Asked for again while it was being read. */
const again = new Set<string>();

const put = (id: string, change: (before: Held) => Held) =>
  useHeld.setState((all) => ({ [id]: change(all[id] ?? nothing) }));

/** The list with records that were changed meanwhile at its head: they are those changed last. */
function withFresh(before: Held, fresh: ReadonlyMap<string, { readonly id: string }>): Held {
  const items = [...fresh.values(), ...before.items.filter((item) => !fresh.has(item.id))];
  return { ...before, items, byId: new Map(items.map((item) => [item.id, item])), failure: null };
}

async function readPages(id: string, name: ListName, companyId: string): Promise<void> {
  const before = useHeld.getState()[id] ?? nothing;
  const size = useLedgerSize.getState().size ?? 0;
  const fresh = new Map<string, { readonly id: string }>();
  let cursor: number | null = null;
  do {
    const page: { items: { id: string }[]; nextCursor: number | null } = await referralClient[name]({
      companyId,
      cursor,
      countMax: pageCount,
    });
    for (const item of page.items) if (!fresh.has(item.id)) fresh.set(item.id, item);
    // The first time the list grows under the eye; later it changes once, whole.
    if (!before.isComplete) put(id, (held) => withFresh(held, fresh));
    cursor = page.nextCursor;
  } while (cursor !== null && cursor > before.readSeq);
  put(id, (held) => ({ ...withFresh(held, fresh), isComplete: true, readSeq: size }));
}

async function refresh(id: string, name: ListName, companyId: string): Promise<void> {
  if (running.has(id)) {
    again.add(id);
    return;
  }
  running.add(id);
  try {
    do {
      again.delete(id);
      await readPages(id, name, companyId);
    } while (again.has(id));
  } catch (error) {
    put(id, (held) => ({ ...held, failure: failureText(error) }));
  } finally {
    running.delete(id);
  }
}

/**
 * All records of a kind of a company. Read whole once, page by page, since boards and names need all of them; later only
 * what the ledger's new entries have changed. Shared by every screen that asks for the same.
 */
export function useRecords<Name extends ListName>(
  name: Name,
  companyId: string | null,
): Records<ListItem<Name>> {
  const id = `${name} ${companyId}`;
  const size = useLedgerSize((state) => state.size);
  useEffect(() => {
    if (companyId !== null) void refresh(id, name, companyId);
  }, [id, name, companyId, size]);
  const held = useHeld((all) => all[id]) ?? nothing;
  return held as unknown as Records<ListItem<Name>>;
}
