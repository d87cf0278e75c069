export const queueNames = ['calls', 'telematics', 'notifications'] as const;
export type QueueName = (typeof queueNames)[number];

export const jobStates = ['waiting', 'running', 'done', 'dead'] as const;
export type JobState = (typeof jobStates)[number];

/** One unit of work that survives a crash. In the ledger file; see migrations/ledger/0010-job.ts. */
export interface JobRow {
  id: string;
  queue: QueueName;
  kind: string;
  /** Same kind and key = same job, also after it was done (until it is pruned). Null: always a new job. */
  idempotency_key: string | null;
  /** JSON, parsed with the schema of its kind. */
  payload: string;
  /** Higher goes first. */
  priority: number;
  state: JobState;
  attempt_count: number;
  attempt_count_max: number;
  /** Waiting: not before this time. */
  due_at_ms: number;
  /** Running: whoever holds this token may finish it, until the lease is over. */
  lease_token: string | null;
  lease_until_ms: number | null;
  created_at_ms: number;
  finished_at_ms: number | null;
  failure_code: string | null;
  failure_message: string | null;
}

export interface JobTables {
  job: JobRow;
}
