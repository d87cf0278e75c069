export interface PersonRow {
  readonly id: string;
  readonly name: string;
  /** The name as it is compared: two people cannot differ in capitals or in how an accent is typed. */
  readonly name_key: string;
  /** JSON of a list. */
  readonly roles: string;
  /** PHC string of argon2id. */
  readonly password_hash: string;
  readonly is_disabled: 0 | 1;
  readonly failed_count: number;
  readonly locked_until_ms: number | null;
  readonly created_at_ms: number;
}

export interface DeskRow {
  readonly id: string;
  readonly name: string;
  readonly token_hash: string;
  /** Handed out and not used yet; the one before stays good until it is, since an answer can get lost. */
  readonly next_token_hash: string | null;
  /** The one before: who shows it again has copied it. */
  readonly retired_token_hash: string | null;
  readonly token_changed_at_ms: number;
  readonly enrolled_at_ms: number;
  readonly enrolled_by: string;
  readonly seen_at_ms: number;
  readonly revoked_at_ms: number | null;
}

export interface EnrolmentCodeRow {
  readonly code_hash: string;
  readonly made_by: string;
  readonly expires_at_ms: number;
  readonly used_at_ms: number | null;
}

export interface PersonSessionRow {
  readonly id: string;
  readonly person_id: string;
  readonly desk_id: string | null;
  readonly token_hash: string;
  readonly created_at_ms: number;
  readonly expires_at_ms: number;
  readonly ended_at_ms: number | null;
}

export interface AdminKeyRow {
  readonly id: string;
  readonly token_hash: string;
  readonly created_at_ms: number;
  readonly revoked_at_ms: number | null;
}

export interface AccessTables {
  readonly person: PersonRow;
  readonly desk: DeskRow;
  readonly enrolment_code: EnrolmentCodeRow;
  readonly person_session: PersonSessionRow;
  readonly admin_key: AdminKeyRow;
}
