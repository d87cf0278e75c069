import type { Role } from '../../core/platform/contract-base.ts';
import { AppError } from '../../core/platform/errors.ts';
import type { HubContext } from '../hub-context.ts';
import { deedBy, type AccessTools } from './access-tools.ts';
import type { Person } from './contract.ts';
import { noFailure } from './lock-out.ts';
import { lockOutColumns, nameKeyOf, type PasswordCheck } from './password-check.ts';
import { hashPassword } from './passwords.ts';
import {
  endSessionsOf,
  findPerson,
  findPersonByName,
  insertPerson,
  readPeople,
  updatePerson,
} from './repository.ts';
import type { PersonRow } from './tables.ts';

export interface PersonChange {
  readonly roles?: readonly Role[] | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly password?: string | undefined;
}

export const rolesOf = (row: PersonRow): Role[] => JSON.parse(row.roles) as Role[];

export const toPerson = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  roles: rolesOf(row),
  isDisabled: row.is_disabled === 1,
  lockedUntilMs: row.locked_until_ms,
  createdAtMs: row.created_at_ms,
});

/** The accounts of the office's people. */
export function createPeople(tools: AccessTools & { readonly passwordCheck: PasswordCheck }) {
  const { office, audit, clock, ids, onRevoked, passwordCheck } = tools;
  return {
    list: async (): Promise<Person[]> => (await readPeople(office.db)).map(toPerson),

    async add(
      input: { name: string; roles: readonly Role[]; password: string },
      context: HubContext,
    ): Promise<Person> {
      const row: PersonRow = {
        id: ids.next(),
        name: input.name.trim(),
        name_key: nameKeyOf(input.name),
        roles: JSON.stringify(input.roles),
        password_hash: await hashPassword(input.password),
        is_disabled: 0,
        ...lockOutColumns(noFailure),
        created_at_ms: clock.nowMs(),
      };
      return office.transaction(async (trx) => {
        if (await findPersonByName(trx, row.name_key)) {
          throw new AppError('access/name-taken', 'there is somebody of this name');
        }
        await insertPerson(trx, row);
        const detail = { name: row.name, roles: input.roles };
        await audit.write(trx, { ...deedBy(context), action: 'personAdded', subject: row.id, detail });
        return toPerson(row);
      });
    },

    async change(personId: string, change: PersonChange, context: HubContext): Promise<Person> {
      const passwordHash = change.password === undefined ? null : await hashPassword(change.password);
      const person = await office.transaction(async (trx) => {
        await updatePerson(trx, personId, {
          // Something is always set: an account that is touched starts without failures.
          ...lockOutColumns(noFailure),
          ...(change.roles === undefined ? {} : { roles: JSON.stringify(change.roles) }),
          ...(change.isDisabled === undefined ? {} : { is_disabled: change.isDisabled ? 1 : 0 }),
          ...(passwordHash === null ? {} : { password_hash: passwordHash }),
        });
        const row = await findPerson(trx, personId);
        if (!row) throw new AppError('access/unknown-person', 'there is no such person');
        if (change.isDisabled || passwordHash !== null) await endSessionsOf(trx, personId, clock.nowMs());
        const detail = {
          roles: change.roles,
          isDisabled: change.isDisabled,
          newPassword: passwordHash !== null,
        };
        await audit.write(trx, { ...deedBy(context), action: 'personChanged', subject: personId, detail });
        return toPerson(row);
      });
      onRevoked();
      return person;
    },

    async changePassword(name: string, password: string, next: string, context: HubContext): Promise<void> {
      const row = await passwordCheck.verify(name, password, context);
      const passwordHash = await hashPassword(next);
      await office.transaction(async (trx) => {
        await updatePerson(trx, row.id, { password_hash: passwordHash });
        await endSessionsOf(trx, row.id, clock.nowMs(), context.identity.sessionId);
        await audit.write(trx, { ...deedBy(context), action: 'passwordChanged', subject: row.id });
      });
      onRevoked();
    },
  };
}

export type People = ReturnType<typeof createPeople>;
