import { sql, type Kysely } from 'kysely';
import type { SqlDialect } from '../../dialect.ts';

/** The database itself refuses to change or delete rows of `table`, whoever asks. */
export async function makeAppendOnly(db: Kysely<unknown>, dialect: SqlDialect, table: string): Promise<void> {
  const refusal = sql.lit(`${table} is append-only`);
  if (dialect === 'sqlite') {
    for (const change of ['update', 'delete']) {
      await sql`
        CREATE TRIGGER ${sql.ref(`${table}_no_${change}`)} BEFORE ${sql.raw(change)} ON ${sql.table(table)}
        BEGIN SELECT RAISE(ABORT, ${refusal}); END
      `.execute(db);
    }
    return;
  }
  await sql`
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
  `.execute(db);
  await sql`
    CREATE TRIGGER ${sql.ref(`${table}_no_change`)} BEFORE UPDATE OR DELETE ON ${sql.table(table)}
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
  `.execute(db);
  await sql`
    CREATE TRIGGER ${sql.ref(`${table}_no_truncate`)} BEFORE TRUNCATE ON ${sql.table(table)}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  `.execute(db);
}
