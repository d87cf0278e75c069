import type { NotificationTables } from '../operations/notifications/tables.ts';
import type { ReferralDeskTables } from '../referral/desk/tables.ts';
import type { ReferralTables } from '../referral/tables.ts';
import type { SamsaraTables } from '../operations/samsara/tables.ts';
import type { GeofenceLedgerTables } from '../operations/telematics/geofences/tables.ts';
import type { TelematicsTables } from '../operations/telematics/tables.ts';
import type { PhoneTables } from '../operations/twilio/tables.ts';
import type { JobTables } from '../platform/queue/tables.ts';

/**
 * What each file holds: one line per module, extended from its `tables.ts`.
 * The ledger must never lose an acknowledged commit; telematics is a cache that can be fetched again. Nothing is
 * atomic across the two.
 */
export interface LedgerSchema
  extends
    JobTables,
    GeofenceLedgerTables,
    NotificationTables,
    PhoneTables,
    ReferralTables,
    ReferralDeskTables {}

export interface TelematicsSchema extends TelematicsTables, SamsaraTables {}

/** What a hub keeps for a whole office, in SQLite or PostgreSQL; the hub adds its own tables (`src-main/hub/database`). */
export interface OfficeSchema extends ReferralTables {}

export interface Schemas {
  readonly ledger: LedgerSchema;
  readonly telematics: TelematicsSchema;
  readonly office: OfficeSchema;
}

export type DatabaseKind = keyof Schemas;
