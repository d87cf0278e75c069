import { AppError } from '../../core/platform/errors.ts';
import type { HubContext } from '../hub-context.ts';
import { deedBy, type AccessTools } from './access-tools.ts';
import { afterFailure, isLocked, noFailure, type LockOut } from './lock-out.ts';
import { isPassword } from './passwords.ts';
import { findPerson, findPersonByName, updatePerson } from './repository.ts';
import type { PersonRow } from './tables.ts';

export const nameKeyOf = (name: string): string => name.trim().normalize('NFKC').toLowerCase();

const lockOutOf = (row: PersonRow): LockOut => ({
  failedCount: row.failed_count,
  lockedUntilMs: row.locked_until_ms,
});
export const lockOutColumns = ({ failedCount, lockedUntilMs }: LockOut) => ({
  failed_count: failedCount,
  locked_until_ms: lockedUntilMs,
});
const refuseLocked = (lockOut: LockOut, nowMs: number) => {
  if (!isLocked(lockOut, nowMs)) return;
  throw new AppError('access/locked', 'too many wrong passwords', {
    data: { untilMs: lockOut.lockedUntilMs },
  });
};

/** Whether somebody is who they say, and how often they may be wrong. */
export function createPasswordCheck({ office, audit, clock }: Omit<AccessTools, 'onRevoked' | 'ids'>) {
  async function recordFailure(row: PersonRow, context: HubContext): Promise<void> {
    await office.transaction(async (trx) => {
      const now = (await findPerson(trx, row.id)) ?? row;
      const next = afterFailure(lockOutOf(now), clock.nowMs());
      await updatePerson(trx, row.id, lockOutColumns(next));
      const detail = { failedCount: next.failedCount, lockedUntilMs: next.lockedUntilMs };
      await audit.write(trx, {
        ...deedBy(context),
        action: 'signedIn',
        subject: row.id,
        outcome: 'refused',
        detail,
      });
    });
  }

  return {
    /** Throws `access/wrong-password` for every reason but one, and `access/locked`. Resolves with the account. */
    async verify(name: string, password: string, context: HubContext): Promise<PersonRow> {
      const row = await findPersonByName(office.db, nameKeyOf(name));
      if (row) refuseLocked(lockOutOf(row), clock.nowMs());
      const isRight = await isPassword(password, row?.password_hash ?? null);
      if (row && isRight && row.is_disabled === 0) {
        if (row.failed_count > 0) await updatePerson(office.db, row.id, lockOutColumns(noFailure));
        return row;
      }
      // Names are not written down: people type passwords into the field for the name.
      if (row) await recordFailure(row, context);
      else await audit.write(office.db, { ...deedBy(context), action: 'signedIn', outcome: 'refused' });
      throw new AppError('access/wrong-password', 'the name or the password is wrong');
    },
  };
}

export type PasswordCheck = ReturnType<typeof createPasswordCheck>;
