import type { Kysely } from 'kysely';

/**
 * A step from one schema to the next. Numbered in tens, listed in its folder's index.ts, never edited once released.
 * Expand only: the version before must still be able to use the file. Runs inside one IMMEDIATE transaction together
 * with the new `user_version`; it may not open one itself.
 */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<unknown>): Promise<void>;
}
