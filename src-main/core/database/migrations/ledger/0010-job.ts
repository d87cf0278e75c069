import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const migration0010: Migration = {
  number: 10,
  name: 'job',
  async up(db) {
    await sql`
      CREATE TABLE job (
        id TEXT PRIMARY KEY,
        queue TEXT NOT NULL,
        kind TEXT NOT NULL,
        idempotency_key TEXT,
        payload TEXT NOT NULL,
        priority INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
        attempt_count INTEGER NOT NULL DEFAULT 0,
        attempt_count_max INTEGER NOT NULL CHECK (attempt_count_max > 0),
        due_at_ms INTEGER NOT NULL,
        lease_token TEXT,
        lease_until_ms INTEGER,
        created_at_ms INTEGER NOT NULL,
        finished_at_ms INTEGER,
        failure_code TEXT,
        failure_message TEXT,
        CHECK ((state = 'running') = (lease_token IS NOT NULL)),
        CHECK ((state = 'running') = (lease_until_ms IS NOT NULL)),
        CHECK ((state IN ('done', 'dead')) = (finished_at_ms IS NOT NULL))
      ) STRICT
    `.execute(db);
    await sql`
      CREATE UNIQUE INDEX job_by_key ON job (kind, idempotency_key) WHERE idempotency_key IS NOT NULL
    `.execute(db);
    await sql`
      CREATE INDEX job_by_turn ON job (queue, priority DESC, due_at_ms, id) WHERE state = 'waiting'
    `.execute(db);
    await sql`CREATE INDEX job_by_state ON job (state, queue)`.execute(db);
    await sql`CREATE INDEX job_by_lease ON job (lease_until_ms) WHERE state = 'running'`.execute(db);
    await sql`CREATE INDEX job_by_end ON job (finished_at_ms) WHERE state IN ('done', 'dead')`.execute(db);
  },
};
