import type { Kysely, Selectable } from 'kysely';
import type { LedgerSchema, TelematicsSchema } from '../../../database/schema.ts';
import type { AddressFact } from '../facts.ts';
import type { GeofenceRules, GeofenceVersion } from './contract.ts';
import { geofenceTypes, type GeofenceType } from './geofence.wire.ts';
import type { GeofenceLedgerTables } from './tables.ts';

export type Ledger = Kysely<LedgerSchema>;
type Row = Selectable<GeofenceLedgerTables['geofence']>;

/** A geofence as a person left it. */
export interface StoredGeofence extends GeofenceVersion, GeofenceRules {
  readonly id: string;
  readonly isShared: boolean;
  readonly addressId: string | null;
  readonly base: GeofenceVersion | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly deletedAtMs: number | null;
}

export const typeOf = (value: string | null): GeofenceType | null =>
  geofenceTypes.find((type) => type === value) ?? null;

/** Columns with JSON are written by this file alone. */
const fromJson = <T>(json: string) => JSON.parse(json) as T;

function storedOf(row: Row): StoredGeofence {
  return {
    id: row.id,
    name: row.name,
    type: typeOf(row.type) ?? 'other',
    area: fromJson(row.area),
    tags: fromJson(row.tags),
    notes: row.notes,
    alertsOnEntry: row.alerts_on_entry === 1,
    alertsOnExit: row.alerts_on_exit === 1,
    dwellLimitMinutes: row.dwell_limit_minutes,
    speedLimitMph: row.speed_limit_mph,
    isShared: row.is_shared === 1,
    addressId: row.address_id,
    base: row.base === null ? null : fromJson(row.base),
    failure:
      row.failure_code === null ? null : { code: row.failure_code, message: row.failure_message ?? '' },
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    deletedAtMs: row.deleted_at_ms,
  };
}

const rowOf = (stored: StoredGeofence): Row => ({
  id: stored.id,
  name: stored.name,
  type: stored.type,
  area: JSON.stringify(stored.area),
  tags: JSON.stringify(stored.tags),
  notes: stored.notes,
  alerts_on_entry: stored.alertsOnEntry ? 1 : 0,
  alerts_on_exit: stored.alertsOnExit ? 1 : 0,
  dwell_limit_minutes: stored.dwellLimitMinutes,
  speed_limit_mph: stored.speedLimitMph,
  is_shared: stored.isShared ? 1 : 0,
  address_id: stored.addressId,
  base: stored.base === null ? null : JSON.stringify(stored.base),
  failure_code: stored.failure?.code ?? null,
  failure_message: stored.failure?.message ?? null,
  created_at_ms: stored.createdAtMs,
  updated_at_ms: stored.updatedAtMs,
  deleted_at_ms: stored.deletedAtMs,
});

export async function readGeofences(db: Ledger): Promise<StoredGeofence[]> {
  const rows = await db.selectFrom('geofence').selectAll().orderBy('id').execute();
  return rows.map(storedOf);
}

/** The whole row, new or not. */
export async function saveGeofence(db: Ledger, stored: StoredGeofence): Promise<void> {
  const { id, ...values } = rowOf(stored);
  await db
    .insertInto('geofence')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function removeGeofence(db: Ledger, id: string): Promise<void> {
  await db.deleteFrom('geofence').where('id', '=', id).execute();
}

export async function readAddresses(db: Kysely<TelematicsSchema>): Promise<AddressFact[]> {
  const rows = await db.selectFrom('address').selectAll().execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    formattedAddress: row.formatted_address,
    area: fromJson(row.area),
    type: typeOf(row.type),
    tags: row.tags === null ? [] : fromJson(row.tags),
    notes: row.notes,
  }));
}

export async function readTagNames(db: Kysely<TelematicsSchema>): Promise<string[]> {
  const rows = await db.selectFrom('tag').select('name').distinct().orderBy('name').execute();
  return rows.map(({ name }) => name);
}

export async function forgetAddress(trx: Kysely<TelematicsSchema>, addressId: string): Promise<void> {
  await trx.deleteFrom('address').where('id', '=', addressId).execute();
}
