export interface ContactTable {
  id: string;
  name: string;
  /** E.164. */
  number: string;
  company: string | null;
  speed_dial: number | null;
  updated_at_ms: number;
}

export interface BlockedNumberTable {
  /** E.164. */
  number: string;
  reason: string | null;
  blocked_at_ms: number;
  blocked_by: string;
}

export interface PeopleTables {
  contact: ContactTable;
  blocked_number: BlockedNumberTable;
}
