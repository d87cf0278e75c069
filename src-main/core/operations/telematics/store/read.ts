import { readChunksBetween } from './chunk-repository.ts';
import type { FixColumns, ReadingColumns } from './columns.ts';
import { bucketOf, fixFamily, readingFamily, type Family } from './families.ts';
import { fixesOf, readingsOf } from './gather.ts';
import { fixesBetween, readingsBetween } from './merge.ts';
import { decodePage, type TrackPage } from './page-codec.ts';
import { readPagesBetween, readPartsBetween, readState, type Database } from './repository.ts';

export interface Span {
  readonly slot: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export function rowsOfSlot(slots: Int32Array, slot: number): Uint32Array {
  const rows: number[] = [];
  for (let at = slots.indexOf(slot); at >= 0; at = slots.indexOf(slot, at + 1)) rows.push(at);
  return Uint32Array.from(rows);
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
  db: Database,
  family: Family<Columns>,
  { slot, fromMs, toMs }: Span,
  fromPage: (page: TrackPage) => Columns,
): Promise<Columns> {
  const pages = await readPagesBetween(db, fromMs, toMs);
  const settled = await readSettled(db, family, slot, [bucketOf(family, fromMs), bucketOf(family, toMs)]);
  return family.merge([
    ...settled,
    ...pages.map((body) => fromPage(decodePage(body))).filter((columns) => family.countOf(columns) > 0),
  ]);
}

/** Fixes of one vehicle in [fromMs, toMs], as far as they are not forgotten. Throws `telematics/damaged-chunk`. */
export async function readTrack(db: Database, span: Span): Promise<FixColumns> {
  const fixes = await readAll(db, fixFamily, span, (page) =>
    fixesOf(page.fixes, rowsOfSlot(page.fixSlot, span.slot)),
  );
  const { fixesForgottenBeforeMs } = await readState(db);
  return fixesBetween(fixes, Math.max(span.fromMs, fixesForgottenBeforeMs), span.toMs);
}

/** Readings of one vehicle in [fromMs, toMs], of all kinds where `kind` is null. Throws `telematics/damaged-chunk`. */
export async function readSeries(
  db: Database,
  span: Span & { readonly kind: number | null },
): Promise<ReadingColumns> {
  const readings = await readAll(db, readingFamily, span, (page) =>
    readingsOf(page.readings, rowsOfSlot(page.readingSlot, span.slot)),
  );
  const { readingsForgottenBeforeMs } = await readState(db);
  return readingsBetween(readings, span.kind, Math.max(span.fromMs, readingsForgottenBeforeMs), span.toMs);
}
