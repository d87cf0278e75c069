import { deleteChunks, deleteOldParts, findOldChunks } from './chunk-repository.ts';
import { bucketOf, fixFamily, readingFamily } from './families.ts';
import { readState, saveForgotten } from './repository.ts';
import type { StoreDeps } from './settle.ts';

/** Whole buckets of one family, in slices. */
async function deleteBefore(
  { database, pause, sizes }: StoreDeps,
  family: { readonly number: number; readonly bucketMs: number },
  beforeMs: number,
) {
  const beforeBucket = bucketOf(family, beforeMs);
  let isMore = true;
  while (isMore) {
    isMore = await database.transaction(async (trx) => {
      const ids = await findOldChunks(trx, family.number, beforeBucket, sizes.rowsForgotten);
      await deleteChunks(trx, ids);
      const partCount = await deleteOldParts(trx, family.number, beforeBucket, sizes.rowsForgotten);
      return ids.length === sizes.rowsForgotten || partCount === sizes.rowsForgotten;
    });
    await pause();
  }
}

/**
 * Forgets fixes and readings before these times, except that the newest fix of each vehicle stays known. From the first
 * transaction on no answer holds them; the space is given back in slices, by whole buckets. A bound never moves back.
 */
export async function prune(
  deps: StoreDeps,
  bounds: { readonly fixesBeforeMs: number; readonly readingsBeforeMs: number },
): Promise<void> {
  const { database } = deps;
  await database.transaction((trx) => saveForgotten(trx, bounds.fixesBeforeMs, bounds.readingsBeforeMs));
  const state = await readState(database.db);
  await deleteBefore(deps, fixFamily, state.fixesForgottenBeforeMs);
  await deleteBefore(deps, readingFamily, state.readingsForgottenBeforeMs);
}
