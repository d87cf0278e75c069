import { adminToken, nobody, withDesk, type Identity } from './identity.ts';
import type { AccessTools } from './access-tools.ts';
import type { EnrolledDesk } from './contract.ts';
import { createDesks } from './desks.ts';
import { createEnrolment } from './enrolment.ts';
import { createPasswordCheck } from './password-check.ts';
import { createPeople, rolesOf } from './people.ts';
import {
  deleteExpired,
  findAdminKeyByToken,
  findDesk,
  findLiveAdminKey,
  insertAdminKey,
  revokeAdminKeys,
} from './repository.ts';
import { createAccessRouter } from './router.ts';
import { hashToken, makeToken, tokenKindOf } from './secrets.ts';
import { createSessions } from './sessions.ts';

export interface Access {
  readonly router: ReturnType<typeof createAccessRouter>;
  /** Who these tokens are of. A token that is not good is `null`: refused, not overlooked. */
  identify(tokens: readonly string[]): Promise<Identity | null>;
  /**
   * Who this is by now, for a connection that goes on: `null` when it may not any more. Does not look at a desk's token,
   * which may have changed since.
   */
  refresh(identity: Identity, tokens: readonly string[]): Promise<Identity | null>;
  /** The office's first admin token, or a new one in place of the old; `null` when there is one already. */
  makeAdminToken(options: { readonly replace: boolean }): Promise<string | null>;
  /** Everyone that ever was, in the order of enrolment. */
  listDesks(): Promise<EnrolledDesk[]>;
  /** Forgets what has run out. */
  cleanUp(): Promise<void>;
}

/** Sessions and codes are kept this long after they have run out. */
const keptAfterEndMs = 24 * 60 * 60_000;

export function createAccess(tools: AccessTools): Access {
  const { office, audit, clock, ids } = tools;
  const passwordCheck = createPasswordCheck(tools);
  const people = createPeople({ ...tools, passwordCheck });
  const desks = createDesks(tools);
  const enrolment = createEnrolment(tools);
  const sessions = createSessions({ ...tools, passwordCheck });

  async function addToken(identity: Identity, token: string): Promise<Identity | null> {
    const kind = tokenKindOf(token);
    if (kind === 'admin') {
      const key = await findAdminKeyByToken(office.db, hashToken(token));
      return key && key.revoked_at_ms === null ? { ...identity, ...adminToken } : null;
    }
    if (kind === 'desk') {
      const desk = await desks.recognise(token);
      if (!desk) return null;
      return withDesk({ ...identity, desk: { id: desk.id, name: desk.name } });
    }
    if (kind !== 'session') return null;
    const found = await sessions.recognise(token);
    if (!found) return null;
    const { person, sessionId } = found;
    return withDesk({
      ...identity,
      sessionId,
      person: { id: person.id, name: person.name },
      roles: rolesOf(person),
    });
  }

  async function refresh(identity: Identity, tokens: readonly string[]): Promise<Identity | null> {
    if (identity.isAdminToken) return identify(tokens);
    const { desk, sessionId } = identity;
    if (desk && (await findDesk(office.db, desk.id))?.revoked_at_ms !== null) return null;
    if (sessionId === null) return identity;
    const person = await sessions.findPerson(sessionId);
    return person && withDesk({ ...identity, roles: rolesOf(person) });
  }

  async function identify(tokens: readonly string[]): Promise<Identity | null> {
    let identity: Identity | null = nobody;
    for (const token of tokens) identity = identity && (await addToken(identity, token));
    return identity;
  }

  return {
    router: createAccessRouter({ people, desks, enrolment, sessions }),
    identify,
    refresh,
    listDesks: desks.list,
    makeAdminToken: ({ replace }) => {
      const token = makeToken('admin');
      const nowMs = clock.nowMs();
      return office.transaction(async (trx) => {
        if (!replace && (await findLiveAdminKey(trx))) return null;
        await revokeAdminKeys(trx, nowMs);
        const row = {
          id: ids.next(),
          token_hash: hashToken(token),
          created_at_ms: nowMs,
          revoked_at_ms: null,
        };
        await insertAdminKey(trx, row);
        await audit.write(trx, { actor: 'hub', action: 'adminTokenMade' });
        return token;
      });
    },
    cleanUp: () => deleteExpired(office.db, clock.nowMs() - keptAfterEndMs),
  };
}
