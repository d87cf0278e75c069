import { AppError } from '../../core/platform/errors.ts';
import type { HubContext } from '../hub-context.ts';
import { deedBy, type AccessTools } from './access-tools.ts';
import type { Person } from './contract.ts';
import type { PasswordCheck } from './password-check.ts';
import { toPerson } from './people.ts';
import { endSession, findPerson, findSession, findSessionByToken, insertSession } from './repository.ts';
import { hashToken, makeToken } from './secrets.ts';
import type { PersonRow, PersonSessionRow } from './tables.ts';

/** A shift: after it a person signs in anew. */
const sessionLifeMs = 12 * 60 * 60_000;

export interface SignedIn {
  readonly sessionToken: string;
  readonly expiresAtMs: number;
  readonly person: Person;
}

export function createSessions({
  office,
  audit,
  clock,
  ids,
  onRevoked,
  passwordCheck,
}: AccessTools & { readonly passwordCheck: PasswordCheck }) {
  async function personOf(session: PersonSessionRow | undefined): Promise<PersonRow | null> {
    if (!session || session.ended_at_ms !== null || session.expires_at_ms <= clock.nowMs()) return null;
    const person = await findPerson(office.db, session.person_id);
    return person && person.is_disabled === 0 ? person : null;
  }

  return {
    /** The person of a session token, or null. */
    async recognise(token: string): Promise<{ sessionId: string; person: PersonRow } | null> {
      const session = await findSessionByToken(office.db, hashToken(token));
      const person = await personOf(session);
      return session && person ? { sessionId: session.id, person } : null;
    },

    findPerson: async (sessionId: string): Promise<PersonRow | null> =>
      personOf(await findSession(office.db, sessionId)),

    async signIn(name: string, password: string, context: HubContext): Promise<SignedIn> {
      const row = await passwordCheck.verify(name, password, context);
      const sessionToken = makeToken('session');
      const nowMs = clock.nowMs();
      const expiresAtMs = nowMs + sessionLifeMs;
      await office.transaction(async (trx) => {
        await insertSession(trx, {
          id: ids.next(),
          person_id: row.id,
          desk_id: context.identity.desk?.id ?? null,
          token_hash: hashToken(sessionToken),
          created_at_ms: nowMs,
          expires_at_ms: expiresAtMs,
          ended_at_ms: null,
        });
        await audit.write(trx, { ...deedBy(context), action: 'signedIn', subject: row.id });
      });
      return { sessionToken, expiresAtMs, person: toPerson({ ...row, locked_until_ms: null }) };
    },

    async signOut(context: HubContext): Promise<void> {
      const { sessionId, person } = context.identity;
      if (sessionId === null || person === null)
        throw new AppError('access/not-signed-in', 'nobody is signed in');
      await office.transaction(async (trx) => {
        await endSession(trx, sessionId, clock.nowMs());
        await audit.write(trx, { ...deedBy(context), action: 'signedOut', subject: person.id });
      });
      onRevoked();
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
