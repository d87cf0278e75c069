import type { HoldState } from './ledger/step.ts';
import type { RecordKind } from './programme/record.ts';

/** The log and what follows from it; the same tables at the hub and on a desk. See migrations/shared/points-ledger.ts. */

/** One row: where the log ends. */
export interface LedgerHeadTable {
  id: number;
  ledger_id: string;
  size: number;
  last_at_ms: number;
  /** Hashes of the complete subtrees, one behind the other. */
  peaks: Buffer;
}

/** A leaf of the tree. Never changed. */
export interface LedgerEntryTable {
  seq: number;
  at_ms: number;
  key: string;
  /** Hash of what was asked; null on a desk, which gets entries and not commands. */
  command_hash: Buffer | null;
  leaf_hash: Buffer;
  /** The canonical text that the leaf is the hash of. */
  body: string;
}

/** A refusal that was given, to be given again. Never changed. */
export interface LedgerRejectionTable {
  key: string;
  command_hash: Buffer;
  code: string;
  /** JSON. */
  data: string;
  at_ms: number;
}

/** What an entry did to one account, and what was there afterwards. Never changed. */
export interface LedgerPostingTable {
  account: string;
  seq: number;
  at_ms: number;
  amount: number;
  balance_after: number;
}

/** Complete subtrees of every fourth level, so that a proof reads a few rows. Never changed. */
export interface LedgerNodeTable {
  level: number;
  position: number;
  hash: Buffer;
}

/** Signed heads: those this hub has given out, or this desk has seen. Never changed. */
export interface LedgerCheckpointTable {
  size: number;
  root: Buffer;
  at_ms: number;
  signature: Buffer;
}

/** Which entry has undone which. Never changed. */
export interface LedgerReversalTable {
  reversed_seq: number;
  by_seq: number;
}

/** Follows from the postings. */
export interface LedgerAccountTable {
  account: string;
  balance: number;
  may_overdraw: number;
}

export interface LedgerHoldTable {
  id: string;
  opened_seq: number;
  from_account: string;
  via_account: string;
  to_account: string;
  amount: number;
  expires_at_ms: number | null;
  /** JSON of cap uses. */
  caps: string;
  state: HoldState;
  posted_amount: number;
  closed_seq: number | null;
}

export interface LedgerCounterTable {
  counter: string;
  counted: number;
}

export interface PointsLedgerTables {
  ledger_head: LedgerHeadTable;
  ledger_entry: LedgerEntryTable;
  ledger_rejection: LedgerRejectionTable;
  ledger_posting: LedgerPostingTable;
  ledger_node: LedgerNodeTable;
  ledger_checkpoint: LedgerCheckpointTable;
  ledger_reversal: LedgerReversalTable;
  ledger_account: LedgerAccountTable;
  ledger_hold: LedgerHoldTable;
  ledger_counter: LedgerCounterTable;
}

/** What an entry refers to by its hash and does not hold itself: who somebody is. May be erased. */
export interface LedgerAttachmentTable {
  hash: string;
  seq: number;
  text: string;
}

/** What the facts of the log have made of a company, a person, a referral … See programme/record.ts. */
export interface ReferralRecordTable {
  kind: RecordKind;
  id: string;
  company_id: string;
  /** Of those that have one; else empty. */
  state: string;
  /** The person it belongs to; else empty. */
  owner_id: string;
  /** Of the entry that changed it last. */
  seq: number;
  at_ms: number;
  /** JSON of the record. */
  body: string;
}

/** By what a person, a referral or a code is found: telephone, e-mail, licence, text of the code. */
export interface ReferralTraitTable {
  company_id: string;
  field: string;
  value: string;
  kind: RecordKind;
  record_id: string;
}

export interface ReferralTables extends PointsLedgerTables {
  ledger_attachment: LedgerAttachmentTable;
  referral_record: ReferralRecordTable;
  referral_trait: ReferralTraitTable;
}
