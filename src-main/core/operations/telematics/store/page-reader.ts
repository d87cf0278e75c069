import { decodeOfSlot, decodeOrdered, type OrderedPage } from './ordered-page.ts';
import { findPagesBetween, readPageBodies, type Database } from './repository.ts';

/** Pages with anything in a span, oldest first. Throws `telematics/damaged-chunk`. */
export interface PageReader {
  readonly db: Database;
  /** @param slot whose rows are wanted; those of others may be missing. Left out: all. */
  between(fromMs: number, toMs: number, slot?: number): Promise<readonly OrderedPage[]>;
}

/** The bodies of a thousand pages at once would be the most that the core ever needs. */
const pagesPerRead = 24;

/** Straight from the database: in a transaction, whose pages may yet be undone. */
export const createPlainPageReader = (db: Database): PageReader => ({
  db,
  async between(fromMs, toMs, slot) {
    const ids = await findPagesBetween(db, fromMs, toMs);
    const found: OrderedPage[] = [];
    for (let at = 0; at < ids.length; at += pagesPerRead) {
      const bodies = await readPageBodies(db, ids.slice(at, at + pagesPerRead));
      for (const body of bodies.values()) {
        const page = slot === undefined ? decodeOrdered(body) : decodeOfSlot(body, slot);
        if (page !== null) found.push(page);
      }
    }
    return found;
  },
});

/** 28 bytes each: what is kept decoded while a desk asks about the last hours again and again. */
const rowCountMax = 300_000;

const rowsOf = ({ fixSlot, readingSlot }: OrderedPage) => fixSlot.length + readingSlot.length;

/** Keeps what it decoded until it has not been asked between two calls of `rest`. Only for committed pages. */
export function createKeepingPageReader(db: Database) {
  const pages = new Map<number, OrderedPage>();
  let rowCount = 0;
  let generation = 0;
  let isAsked = false;

  function clear() {
    pages.clear();
    rowCount = 0;
    generation += 1;
  }

  function keep(id: number, page: OrderedPage) {
    if (rowCount + rowsOf(page) > rowCountMax) return;
    pages.set(id, page);
    rowCount += rowsOf(page);
  }

  return {
    db,
    async between(fromMs: number, toMs: number): Promise<readonly OrderedPage[]> {
      isAsked = true;
      const ids = await findPagesBetween(db, fromMs, toMs);
      const kept = new Map(ids.map((id) => [id, pages.get(id)]));
      const generationBefore = generation;
      const bodies = await readPageBodies(
        db,
        ids.filter((id) => kept.get(id) === undefined),
      );
      const found: OrderedPage[] = [];
      for (const id of ids) {
        const body = bodies.get(id);
        const page = kept.get(id) ?? (body && decodeOrdered(body));
        // Moved meanwhile: whoever asks looks into parts and chunks next.
        if (!page) continue;
        found.push(page);
        if (body && generation === generationBefore) keep(id, page);
      }
      return found;
    },
    /** Pages are gone, and their numbers may come again. */
    clear,
    rest() {
      if (!isAsked) clear();
      isAsked = false;
    },
  };
}

export type KeepingPageReader = ReturnType<typeof createKeepingPageReader>;
