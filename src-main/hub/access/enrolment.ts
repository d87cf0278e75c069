import { AppError } from '../../core/platform/errors.ts';
import type { HubContext } from '../hub-context.ts';
import { deedBy, type AccessTools } from './access-tools.ts';
import { insertCode, insertDesk, takeCode } from './repository.ts';
import { hashEnrolmentCode, hashToken, makeEnrolmentCode, makeToken } from './secrets.ts';

const codeLifeMs = 15 * 60_000;

/** How a desk comes in for the first time: an admin makes a code, somebody types it at the desk, once. */
export function createEnrolment({ office, audit, clock, ids }: AccessTools) {
  return {
    async makeCode(context: HubContext): Promise<{ code: string; expiresAtMs: number }> {
      const code = makeEnrolmentCode();
      const expiresAtMs = clock.nowMs() + codeLifeMs;
      await office.transaction(async (trx) => {
        const { actor } = deedBy(context);
        await insertCode(trx, {
          code_hash: hashEnrolmentCode(code),
          made_by: actor,
          expires_at_ms: expiresAtMs,
          used_at_ms: null,
        });
        await audit.write(trx, { ...deedBy(context), action: 'enrolmentCodeMade' });
      });
      return { code, expiresAtMs };
    },

    async enrol(
      code: string,
      name: string,
      context: HubContext,
    ): Promise<{ deskId: string; deskToken: string }> {
      const deskToken = makeToken('desk');
      const nowMs = clock.nowMs();
      const deskId = await office.transaction(async (trx) => {
        const taken = await takeCode(trx, hashEnrolmentCode(code), nowMs);
        if (!taken) return null;
        const id = ids.next();
        await insertDesk(trx, {
          id,
          name: name.trim(),
          token_hash: hashToken(deskToken),
          next_token_hash: null,
          retired_token_hash: null,
          token_changed_at_ms: nowMs,
          enrolled_at_ms: nowMs,
          enrolled_by: taken.made_by,
          seen_at_ms: nowMs,
          revoked_at_ms: null,
        });
        const detail = { name: name.trim() };
        await audit.write(trx, { ...deedBy(context), action: 'deskEnrolled', subject: id, detail });
        return id;
      });
      if (deskId !== null) return { deskId, deskToken };
      await audit.write(office.db, { ...deedBy(context), action: 'deskEnrolled', outcome: 'refused' });
      throw new AppError('access/wrong-code', 'the code is wrong, used or too old');
    },
  };
}

export type Enrolment = ReturnType<typeof createEnrolment>;
