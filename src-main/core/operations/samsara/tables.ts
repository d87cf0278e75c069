/** Where each feed stands; written in the transaction of the rows it brought. */
interface SyncCursorTable {
  feed: string;
  cursor: string;
  /** Vendor's clock when it was saved: a gap begins here when the cursor is lost. */
  saved_at_ms: number;
}

/** What a lost cursor left out, until it has been fetched from history. */
interface SyncGapTable {
  feed: string;
  from_ms: number;
  to_ms: number;
  /** Where the fetching of the gap itself stands. */
  cursor: string | null;
}

/** Whose fleet is in this file: one row. */
interface SyncAccountTable {
  id: number;
  /** Tells tokens apart without keeping one: half of a SHA-256. */
  token_fingerprint: string;
  organization_id: string | null;
  organization_name: string | null;
  is_sandbox: number;
}

/** Until when the changes of a resource are known, vendor's clock. */
interface SyncWindowTable {
  resource: string;
  reached_ms: number;
}

/** A part of the past that history is to fill: one day of some vehicles. */
interface SyncBackfillTable {
  from_ms: number;
  to_ms: number;
  chunk: number;
  /** JSON list. */
  vehicle_ids: string;
  cursor: string | null;
  is_done: number;
}

export interface SamsaraTables {
  sync_window: SyncWindowTable;
  sync_backfill: SyncBackfillTable;
  sync_cursor: SyncCursorTable;
  sync_gap: SyncGapTable;
  sync_account: SyncAccountTable;
}
