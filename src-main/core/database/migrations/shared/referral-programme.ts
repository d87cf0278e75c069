import { sql, type Kysely } from 'kysely';
import { wordsOf, type SqlDialect } from '../../dialect.ts';

/** What follows from the facts of the points ledger, and what they refer to: at the hub and on a desk alike. */
export async function createReferralProgramme(db: Kysely<unknown>, dialect: SqlDialect): Promise<void> {
  const { integer, text, strict } = wordsOf(dialect);
  const run = (definition: string) => sql.raw(definition).execute(db);
  await run(`
    CREATE TABLE ledger_attachment (
      hash ${text} NOT NULL PRIMARY KEY,
      seq ${integer} NOT NULL,
      text ${text} NOT NULL
    )${strict}
  `);
  await run('CREATE INDEX ledger_attachment_by_seq ON ledger_attachment (seq)');
  await run(`
    CREATE TABLE referral_record (
      kind ${text} NOT NULL,
      id ${text} NOT NULL,
      company_id ${text} NOT NULL,
      state ${text} NOT NULL,
      owner_id ${text} NOT NULL,
      seq ${integer} NOT NULL,
      at_ms ${integer} NOT NULL,
      body ${text} NOT NULL,
      PRIMARY KEY (kind, id)
    )${strict}
  `);
  await run('CREATE INDEX referral_record_by_company ON referral_record (kind, company_id, seq)');
  await run('CREATE INDEX referral_record_by_state ON referral_record (kind, company_id, state, seq)');
  await run('CREATE INDEX referral_record_by_owner ON referral_record (kind, owner_id, seq)');
  await run(`
    CREATE TABLE referral_trait (
      company_id ${text} NOT NULL,
      field ${text} NOT NULL,
      value ${text} NOT NULL,
      kind ${text} NOT NULL,
      record_id ${text} NOT NULL,
      PRIMARY KEY (company_id, field, value, kind, record_id)
    )${strict}
  `);
}
