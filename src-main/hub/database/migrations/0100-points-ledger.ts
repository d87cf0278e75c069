import { createPointsLedger } from '../../../core/database/migrations/shared/points-ledger.ts';
import type { OfficeMigration } from './migration.ts';

export const migration0100: OfficeMigration = {
  number: 100,
  name: 'points-ledger',
  up: createPointsLedger,
};
