import { sql, type Kysely } from 'kysely';
import type { SqlDialect } from '../../dialect.ts';

type Database = Kysely<unknown>;

async function forbidInSqlite(db: Database, table: string): Promise<void> {
  for (const deed of ['UPDATE', 'DELETE']) {
    await sql`
      CREATE TRIGGER ${sql.ref(`${table}_refuses_${deed.toLowerCase()}`)} BEFORE ${sql.raw(deed)} ON ${sql.ref(table)}
      BEGIN SELECT RAISE(ABORT, ${sql.lit(`${table} is never changed`)}); END
    `.execute(db);
  }
}

async function forbidInPostgres(db: Database, table: string): Promise<void> {
  const refuse = sql.ref(`${table}_refuses_change`);
  await sql`
    CREATE FUNCTION ${refuse}() RETURNS trigger LANGUAGE plpgsql AS
    ${sql.lit(`BEGIN RAISE EXCEPTION '${table} is never changed'; END`)}
  `.execute(db);
  await sql`
    CREATE TRIGGER ${refuse} BEFORE UPDATE OR DELETE OR TRUNCATE ON ${sql.ref(table)}
    FOR EACH STATEMENT EXECUTE FUNCTION ${refuse}()
  `.execute(db);
}

/** From now on the database itself refuses to change or delete a row of this table. */
export async function forbidChange(db: Database, dialect: SqlDialect, table: string): Promise<void> {
  await (dialect === 'sqlite' ? forbidInSqlite(db, table) : forbidInPostgres(db, table));
}
