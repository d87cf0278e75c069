import { readChunksBetween } from './chunk-repository.ts';
import type { FixColumns, ReadingColumns } from './columns.ts';
import { bucketOf, fixFamily, readingFamily, type Family } from './families.ts';
import { fixesBetween, readingsBetween } from './merge.ts';
import { fixesOfSlot, readingsOfSlot, type OrderedPage } from './ordered-page.ts';
import type { PageReader } from './page-reader.ts';
import { readPartsBetween, readState, type Database } from './repository.ts';

export interface Span {
  readonly slot: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is not in pages any more, of whole buckets. */
export async function readSettled<Columns>(
  db: Database,
  family: Family<Columns>,
  slot: number,
  buckets: readonly [from: number, to: number],
): Promise<Columns[]> {
  const parts = await readPartsBetween(db, family.number, slot, ...buckets);
  const chunks = await readChunksBetween(db, family.number, slot, ...buckets);
  return [...chunks, ...parts].map(({ body }) => family.decode(body));
}

/**
 * Rows move from pages to parts to chunks, in transactions of their own. Reading in that order meets each at least once
 * whatever moves meanwhile; putting them together in the other order keeps the one that was stored first.
 */
async function readAll<Columns>(
  reader: PageReader,
  family: Family<Columns>,
  { slot, fromMs, toMs }: Span,
  ofSlot: (page: OrderedPage, slot: number) => Columns,
): Promise<Columns> {
  const pages = await reader.between(fromMs, toMs, slot);
  const settled = await readSettled(reader.db, family, slot, [
    bucketOf(family, fromMs),
    bucketOf(family, toMs),
  ]);
  return family.merge([
    ...settled,
    ...pages.map((page) => ofSlot(page, slot)).filter((columns) => family.countOf(columns) > 0),
  ]);
}

/** Fixes of one vehicle in [fromMs, toMs], as far as they are not forgotten. Throws `telematics/damaged-chunk`. */
export async function readTrack(reader: PageReader, span: Span): Promise<FixColumns> {
  const fixes = await readAll(reader, fixFamily, span, fixesOfSlot);
  const { fixesForgottenBeforeMs } = await readState(reader.db);
  return fixesBetween(fixes, Math.max(span.fromMs, fixesForgottenBeforeMs), span.toMs);
}

/** Readings of one vehicle in [fromMs, toMs], of all kinds where `kind` is null. Throws `telematics/damaged-chunk`. */
export async function readSeries(
  reader: PageReader,
  span: Span & { readonly kind: number | null },
): Promise<ReadingColumns> {
  const readings = await readAll(reader, readingFamily, span, readingsOfSlot);
  const { readingsForgottenBeforeMs } = await readState(reader.db);
  return readingsBetween(readings, span.kind, Math.max(span.fromMs, readingsForgottenBeforeMs), span.toMs);
}
