import type { CallTables } from './calls/tables.ts';
import type { PeopleTables } from './people/tables.ts';
import type { RecordingTables } from './recordings/tables.ts';

export interface PhoneTables extends CallTables, PeopleTables, RecordingTables {}
