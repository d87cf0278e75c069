import type { OfficeSchema } from '../../core/database/schema.ts';
import type { PhoneTables } from '../../core/operations/twilio/index.ts';
import type { AccessTables } from '../access/tables.ts';
import type { AuditTables } from '../audit/tables.ts';

/** Everything an office keeps: the referral module's tables and the hub's own, one line per module. */
export interface HubSchema extends OfficeSchema, PhoneTables, AccessTables, AuditTables {}
