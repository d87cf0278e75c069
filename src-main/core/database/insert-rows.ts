import { CompiledQuery } from 'kysely';
import { runBatch, type QueryRunner, type SqlValue } from './driver.ts';
import type { SqlDialect } from './dialect.ts';

/** PostgreSQL counts parameters in 16 bits. */
const parameterCountMax = 32_000;

export interface InsertTarget {
  readonly table: string;
  readonly columns: readonly string[];
  /** `ON CONFLICT …`, the same words in both dialects. */
  readonly onConflict?: string;
}

const quoted = (name: string) => `"${name}"`;

function insertText(target: InsertTarget, values: string): string {
  const columns = target.columns.map(quoted).join(', ');
  return `INSERT INTO ${quoted(target.table)} (${columns}) VALUES ${values} ${target.onConflict ?? ''}`;
}

async function insertInPostgres(
  runner: QueryRunner,
  target: InsertTarget,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const width = target.columns.length;
  const rowCountMax = Math.floor(parameterCountMax / width);
  for (let start = 0; start < rows.length; start += rowCountMax) {
    const part = rows.slice(start, start + rowCountMax);
    const places = part.map((_, row) => {
      const placeholders = target.columns.map((__, column) => `$${row * width + column + 1}`);
      return `(${placeholders.join(', ')})`;
    });
    await runner.executeQuery(CompiledQuery.raw(insertText(target, places.join(', ')), part.flat()));
  }
}

/**
 * Many rows into one table, in either dialect, without building a query per row. Inside a transaction only. Values in
 * the order of the columns; the names come from the program, never from outside.
 */
export async function insertRows(
  runner: QueryRunner,
  dialect: SqlDialect,
  target: InsertTarget,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  if (dialect === 'postgres') {
    await insertInPostgres(runner, target, rows);
    return;
  }
  const placeholders = `(${target.columns.map(() => '?').join(', ')})`;
  await runBatch(runner, insertText(target, placeholders), rows);
}
