/** What this desk has asked and the log does not show yet. See migrations/ledger/0090-referral-desk.ts. */
export interface ReferralOutboxTable {
  /** In the order of asking. */
  position: number;
  key: string;
  name: string;
  /** JSON. */
  input: string;
  user_id: string;
  created_at_ms: number;
  state: 'waiting' | 'rejected';
  /** JSON of the hub's answer, once it has refused. */
  rejection: string | null;
}

/** One row: what this desk holds its copy against. */
export interface ReferralHubTable {
  id: number;
  public_key: string;
  /** By the hub's clock: up to then the copy is whole. */
  seen_at_ms: number;
  /** Set once, when the hub's history was found to be another: nothing is taken from it any more. */
  fault: string | null;
  fault_seq: number | null;
}

export interface ReferralDeskTables {
  referral_outbox: ReferralOutboxTable;
  referral_hub: ReferralHubTable;
}
