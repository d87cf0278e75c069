import type { Selectable } from 'kysely';
import type { Database } from './alert-repository.ts';
import type { AlertKind } from './incident.wire.ts';
import { ruleDraftSchema, type Rule, type RuleDraft } from './rule-schemas.ts';
import type { AlertTemplateTable } from './tables.ts';

/** Rules that were not deleted, by name. One that this version cannot read is left out; `onUnreadable` is told. */
export async function readRules(db: Database, onUnreadable: (id: string) => void): Promise<Rule[]> {
  const rows = await db.selectFrom('alert_rule').selectAll().where('deleted_at_ms', 'is', null).execute();
  const rules: Rule[] = [];
  for (const row of rows) {
    const draft = ruleDraftSchema.safeParse(JSON.parse(row.definition));
    if (draft.success) {
      rules.push({ ...draft.data, id: row.id, version: row.version, updatedAtMs: row.updated_at_ms });
    } else onUnreadable(row.id);
  }
  return rules.sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
}

/** Leaves alone what is there, also what was deleted. */
export async function insertMissingRules(
  trx: Database,
  drafts: Readonly<Record<string, RuleDraft>>,
  nowMs: number,
): Promise<void> {
  for (const [id, draft] of Object.entries(drafts)) {
    await trx
      .insertInto('alert_rule')
      .values({
        id,
        version: 1,
        definition: JSON.stringify(draft),
        updated_at_ms: nowMs,
        deleted_at_ms: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
}

export async function saveRule(trx: Database, rule: Rule): Promise<void> {
  const { id, version, updatedAtMs, ...draft } = rule;
  const columns = { version, definition: JSON.stringify(draft), updated_at_ms: updatedAtMs };
  await trx
    .insertInto('alert_rule')
    .values({ id, ...columns, deleted_at_ms: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

/** False when there is no such rule. */
export async function deleteRule(trx: Database, id: string, nowMs: number): Promise<boolean> {
  const result = await trx
    .updateTable('alert_rule')
    .set({ deleted_at_ms: nowMs })
    .where('id', '=', id)
    .where('deleted_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export function readTemplates(db: Database, language: string): Promise<Selectable<AlertTemplateTable>[]> {
  return db.selectFrom('alert_template').selectAll().where('language', '=', language).execute();
}

export async function saveTemplate(db: Database, template: Selectable<AlertTemplateTable>): Promise<void> {
  const { title, body, updated_at_ms, updated_by } = template;
  await db
    .insertInto('alert_template')
    .values(template)
    .onConflict((conflict) =>
      conflict.columns(['kind', 'language']).doUpdateSet({ title, body, updated_at_ms, updated_by }),
    )
    .execute();
}

export async function deleteTemplate(db: Database, kind: AlertKind, language: string): Promise<void> {
  await db.deleteFrom('alert_template').where('kind', '=', kind).where('language', '=', language).execute();
}
