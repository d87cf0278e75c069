import type { Database } from '../ledger/repository.ts';
import type { Company, RecordKind, RecordTypes } from './record.ts';
import type { Trait } from './profile.ts';
import { openStates } from './referral-state.wire.ts';
import type { Written } from './reduce.ts';

/** The body was written by `writeRecord` from the same types. */
const recordOf = <Kind extends RecordKind>(body: string) => JSON.parse(body) as RecordTypes[Kind];

export async function readRecord<Kind extends RecordKind>(
  db: Database,
  kind: Kind,
  id: string,
): Promise<RecordTypes[Kind] | null> {
  const row = await db
    .selectFrom('referral_record')
    .select('body')
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? recordOf<Kind>(row.body) : null;
}

export interface RecordQuery {
  readonly companyId: string;
  readonly state: string | null;
  /** Only referrals that are under way and wait for a second person. */
  readonly needsDecision?: boolean;
  /** Records changed before this entry: from the answer before. */
  readonly beforeSeq: number | null;
  readonly countMax: number;
}

export interface ListedRecord<T> {
  readonly record: T;
  /** The entry that changed it last. */
  readonly seq: number;
  readonly atMs: number;
}

/** In a body, as `writeRecord` wrote it: inside of a text somebody typed in, a quotation mark has a backslash before it. */
const decisionMarks = ['%"review":"needed"%', '%"state":"pending"%'];

/** Last changed first. */
export async function listRecords<Kind extends RecordKind>(
  db: Database,
  kind: Kind,
  asked: RecordQuery,
): Promise<ListedRecord<RecordTypes[Kind]>[]> {
  let query = db
    .selectFrom('referral_record')
    .select(['body', 'seq', 'at_ms'])
    .where('kind', '=', kind)
    .where('company_id', '=', asked.companyId);
  if (asked.state !== null) query = query.where('state', '=', asked.state);
  if (asked.needsDecision === true) {
    query = query
      .where('state', 'in', openStates)
      .where(({ eb, or }) => or(decisionMarks.map((mark) => eb('body', 'like', mark))));
  }
  if (asked.beforeSeq !== null) query = query.where('seq', '<', asked.beforeSeq);
  const rows = await query.orderBy('seq', 'desc').limit(asked.countMax).execute();
  return rows.map(({ body, seq, at_ms }) => ({ record: recordOf<Kind>(body), seq, atMs: at_ms }));
}

export async function listCompanies(db: Database): Promise<Company[]> {
  const rows = await db
    .selectFrom('referral_record')
    .select('body')
    .where('kind', '=', 'company')
    .orderBy('id')
    .execute();
  return rows.map(({ body }) => recordOf<'company'>(body));
}

function columnsOf({ kind, record }: Written) {
  const companyId = kind === 'company' ? record.id : record.companyId;
  const state =
    'state' in record
      ? record.state
      : kind === 'person'
        ? record.leftAtMs === null
          ? 'active'
          : 'left'
        : '';
  const owner = 'personId' in record ? record.personId : 'referrerId' in record ? record.referrerId : '';
  return { kind, id: record.id, company_id: companyId, state, owner_id: owner, body: JSON.stringify(record) };
}

export async function writeRecord(
  trx: Database,
  written: Written,
  entry: { readonly seq: number; readonly atMs: number },
): Promise<void> {
  const row = { ...columnsOf(written), seq: entry.seq, at_ms: entry.atMs };
  const { state, owner_id, seq, at_ms, body } = row;
  await trx
    .insertInto('referral_record')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kind', 'id']).doUpdateSet({ state, owner_id, seq, at_ms, body }),
    )
    .execute();
}

export interface TraitOwner {
  readonly kind: RecordKind;
  readonly recordId: string;
}

export async function writeTraits(
  trx: Database,
  companyId: string,
  owner: TraitOwner,
  traits: readonly (Omit<Trait, 'field'> & { readonly field: string })[],
): Promise<void> {
  if (traits.length === 0) return;
  await trx
    .insertInto('referral_trait')
    .values(
      traits.map(({ field, value }) => ({
        company_id: companyId,
        field,
        value,
        kind: owner.kind,
        record_id: owner.recordId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findByTrait(
  db: Database,
  companyId: string,
  { field, value }: { readonly field: string; readonly value: string },
): Promise<TraitOwner[]> {
  const rows = await db
    .selectFrom('referral_trait')
    .select(['kind', 'record_id'])
    .where('company_id', '=', companyId)
    .where('field', '=', field)
    .where('value', '=', value)
    .orderBy('record_id')
    .execute();
  return rows.map(({ kind, record_id }) => ({ kind, recordId: record_id }));
}

export async function readAttachment(db: Database, hash: string): Promise<string | null> {
  const row = await db
    .selectFrom('ledger_attachment')
    .select('text')
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row?.text ?? null;
}

export async function listPublishedConfigs(db: Database, companyId: string) {
  const versions = await listRecords(db, 'config', {
    companyId,
    state: 'published',
    beforeSeq: null,
    countMax: 1_000,
  });
  // Oldest first, so that of two that came into effect at once the later published holds.
  return versions.map(({ record }) => record).reverse();
}
