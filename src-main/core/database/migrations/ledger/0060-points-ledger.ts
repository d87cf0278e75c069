import type { Migration } from '../migration.ts';
import { createPointsLedger } from '../shared/points-ledger.ts';

/** The desk's copy of the hub's points ledger. */
export const migration0060: Migration = {
  number: 60,
  name: 'points-ledger',
  up: (db) => createPointsLedger(db, 'sqlite'),
};
