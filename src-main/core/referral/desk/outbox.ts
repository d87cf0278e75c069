import type { SharedDatabase } from '../../database/dialect.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { canonicalJson, type Canonical } from '../ledger/canonical-json.ts';
import type { CommandAnswer } from '../contract.ts';
import type { Rejection } from '../ledger/rejection.ts';
import type { ReferralTables } from '../tables.ts';
import {
  deleteRejected,
  deleteRows,
  insertOutboxRow,
  markRejected,
  readLogKey,
  readOutbox,
  readOutboxRow,
  readWaiting,
  type DeskDatabase,
  type OutboxRow,
} from './outbox-repository.ts';
import type { ReferralDeskTables } from './tables.ts';

export interface Wanted {
  readonly key: string;
  readonly name: string;
  readonly input: unknown;
  readonly userId: string;
}

/**
 * What people at this desk have asked for. A row is on disk before anybody reads "saved", and goes away only when its
 * entry is seen in the pulled log, or a person has put away what was refused.
 */
export interface Outbox {
  /** Throws `referral/key-reused` when the key stands for something else. */
  add(wanted: Wanted): Promise<CommandAnswer>;
  waiting(userId: string, countMax: number): Promise<OutboxRow[]>;
  all(): Promise<OutboxRow[]>;
  reject(key: string, rejection: Rejection): Promise<void>;
  /** In the transaction that writes the entries of these keys. */
  settle(trx: DeskDatabase, keys: readonly string[]): Promise<void>;
  putAway(key: string): Promise<void>;
}

/** Whoever has so much waiting is cut off from the hub for weeks. */
const rowCountMax = 10_000;

export function createOutbox(deps: {
  readonly database: SharedDatabase<ReferralTables & ReferralDeskTables>;
  readonly clock: Clock;
  readonly onChanged: () => void;
}): Outbox {
  const { database, clock, onChanged } = deps;
  const told = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    onChanged();
    return result;
  };

  async function add(trx: DeskDatabase, { key, name, input, userId }: Wanted): Promise<CommandAnswer> {
    const done = await readLogKey(trx, key);
    if (done) return { state: 'accepted', ...done };
    const text = canonicalJson(input as Canonical);
    const known = await readOutboxRow(trx, key);
    if (known) {
      const isSame =
        known.name === name && known.userId === userId && canonicalJson(known.input as Canonical) === text;
      if (isSame) return { state: 'waiting' };
      throw new AppError('referral/key-reused', 'This key has been used for something else.', {
        data: { key },
      });
    }
    const row = { key, name, input: text, user_id: userId, created_at_ms: clock.nowMs() };
    await insertOutboxRow(trx, { ...row, state: 'waiting', rejection: null });
    return { state: 'waiting' };
  }

  return {
    add: (wanted) => told(database.transaction((trx) => add(trx, wanted))),
    waiting: (userId, countMax) => readWaiting(database.db, userId, countMax),
    all: () => readOutbox(database.db, rowCountMax),
    reject: (key, rejection) => told(markRejected(database.db, key, rejection)),
    settle: deleteRows,
    putAway: (key) => told(deleteRejected(database.db, key)),
  };
}
