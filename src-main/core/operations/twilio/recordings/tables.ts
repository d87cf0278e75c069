/** A recording: what the vendor made of a call, and our encrypted copy of it. */
export interface CallRecordingTable {
  id: string;
  call_id: string;
  /** The vendor's. */
  recording_sid: string;
  started_at_ms: number;
  duration_ms: number | null;
  state: 'waiting' | 'stored' | 'failed' | 'deleted';
  failure_code: string | null;
  bytes: number | null;
  content_type: string | null;
  /** Tells which key it was encrypted with, without telling the key. */
  key_id: string | null;
  kept_until_ms: number | null;
}

export interface CallRecordingListenTable {
  recording_id: string;
  at_ms: number;
  by_user: string;
}

export interface RecordingTables {
  call_recording: CallRecordingTable;
  call_recording_listen: CallRecordingListenTable;
}
