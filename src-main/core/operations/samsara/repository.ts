import type { Kysely } from 'kysely';
import { runBatch } from '../../database/driver.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { StoredAccount } from './fleet-identity.ts';

type Database = Kysely<TelematicsSchema>;

export interface Cursor {
  readonly cursor: string;
  /** Vendor's clock. */
  readonly savedAtMs: number;
}

/** A span of time that the feed left out and history has to fill. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  /** Where the filling stands. */
  readonly cursor: string | null;
}

export async function readCursor(db: Database, feed: string): Promise<Cursor | null> {
  const row = await db.selectFrom('sync_cursor').selectAll().where('feed', '=', feed).executeTakeFirst();
  return row ? { cursor: row.cursor, savedAtMs: row.saved_at_ms } : null;
}

/** Once per page of the feed, hence not built anew each time. */
export async function saveCursor(
  trx: Database,
  feed: string,
  cursor: string,
  savedAtMs: number,
): Promise<void> {
  const upsert = `INSERT INTO sync_cursor (feed, cursor, saved_at_ms) VALUES (?, ?, ?)
    ON CONFLICT (feed) DO UPDATE SET cursor = excluded.cursor, saved_at_ms = excluded.saved_at_ms`;
  await runBatch(trx, upsert, [[feed, cursor, Math.round(savedAtMs)]]);
}

export async function readGap(db: Database, feed: string): Promise<Gap | null> {
  const row = await db.selectFrom('sync_gap').selectAll().where('feed', '=', feed).executeTakeFirst();
  return row ? { fromMs: row.from_ms, toMs: row.to_ms, cursor: row.cursor } : null;
}

export async function saveGap(trx: Database, feed: string, gap: Gap | null): Promise<void> {
  await trx.deleteFrom('sync_gap').where('feed', '=', feed).execute();
  if (gap === null) return;
  await trx
    .insertInto('sync_gap')
    .values({ feed, from_ms: Math.round(gap.fromMs), to_ms: Math.round(gap.toMs), cursor: gap.cursor })
    .execute();
}

/** The cursor is given up and what it would have brought becomes a gap, in one transaction. */
export async function dropCursor(trx: Database, feed: string, gap: Gap): Promise<void> {
  await trx.deleteFrom('sync_cursor').where('feed', '=', feed).execute();
  await saveGap(trx, feed, gap);
}

export async function readAccount(db: Database): Promise<StoredAccount | null> {
  const row = await db.selectFrom('sync_account').selectAll().executeTakeFirst();
  if (!row) return null;
  const { organization_id: id, organization_name: name } = row;
  return {
    organization: id === null ? null : { id, name: name ?? id },
    tokenFingerprint: row.token_fingerprint,
    isSandbox: row.is_sandbox === 1,
  };
}

export async function saveAccount(trx: Database, account: StoredAccount): Promise<void> {
  await trx.deleteFrom('sync_account').execute();
  await trx
    .insertInto('sync_account')
    .values({
      id: 1,
      organization_id: account.organization?.id ?? null,
      organization_name: account.organization?.name ?? null,
      token_fingerprint: account.tokenFingerprint,
      is_sandbox: account.isSandbox ? 1 : 0,
    })
    .execute();
}

/** For another fleet: nothing that was read with the old account's cursors is left. */
export async function forgetProgress(trx: Database): Promise<void> {
  await trx.deleteFrom('sync_cursor').execute();
  await trx.deleteFrom('sync_gap').execute();
  await trx.deleteFrom('sync_window').execute();
  await trx.deleteFrom('sync_backfill').execute();
}
