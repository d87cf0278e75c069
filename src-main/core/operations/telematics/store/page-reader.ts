import { decodeOrdered, type OrderedPage } from './ordered-page.ts';
import { findPagesBetween, readPageBodies, type Database } from './repository.ts';

/** Pages with anything in a span, oldest first. Throws `telematics/damaged-chunk`. */
export interface PageReader {
  readonly db: Database;
  between(fromMs: number, toMs: number): Promise<readonly OrderedPage[]>;
}

/** Straight from the database: in a transaction, whose pages may yet be undone. */
export const createPlainPageReader = (db: Database): PageReader => ({
  db,
  async between(fromMs, toMs) {
    const bodies = await readPageBodies(db, await findPagesBetween(db, fromMs, toMs));
    return [...bodies.values()].map((body) => decodeOrdered(body));
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
