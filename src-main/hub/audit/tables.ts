/** Append-only: the database refuses changes. */
export interface AuditEntryRow {
  readonly id: string;
  readonly at_ms: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
  readonly outcome: 'done' | 'refused';
  readonly address: string | null;
  readonly request_id: string | null;
  /** JSON of an object. */
  readonly detail: string;
}

export interface AuditTables {
  readonly audit_entry: AuditEntryRow;
}
