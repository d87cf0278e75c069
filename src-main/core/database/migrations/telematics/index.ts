import type { Migration } from '../migration.ts';

export const telematicsMigrations: readonly Migration[] = [];
