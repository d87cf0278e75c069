import type { Migration } from '../migration.ts';
import { migration0010 } from './0010-fleet.ts';

export const telematicsMigrations: readonly Migration[] = [migration0010];
