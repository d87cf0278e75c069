import { AppError } from '../../core/platform/errors.ts';
import type { HubContext } from '../hub-context.ts';
import { deedBy, type AccessTools } from './access-tools.ts';
import type { EnrolledDesk } from './contract.ts';
import { findDesk, findDeskByToken, readDesks, updateDesk } from './repository.ts';
import { hashToken, makeToken } from './secrets.ts';
import type { DeskRow } from './tables.ts';

/** Requests that were under way when the token changed. */
const retiredGraceMs = 60_000;
/** How exactly it is known when a desk was last seen. */
const seenIntervalMs = 60_000;

const toDesk = (row: DeskRow): EnrolledDesk => ({
  id: row.id,
  name: row.name,
  enrolledAtMs: row.enrolled_at_ms,
  enrolledBy: row.enrolled_by,
  seenAtMs: row.seen_at_ms,
  revokedAtMs: row.revoked_at_ms,
});

/** The office's enrolled desks and their tokens. */
export function createDesks({ office, audit, clock, onRevoked }: AccessTools) {
  /** The next token is used for the first time: it takes the place of the present one. */
  async function advance(row: DeskRow, nowMs: number): Promise<void> {
    if (row.next_token_hash === null) return;
    await updateDesk(office.db, row.id, {
      token_hash: row.next_token_hash,
      next_token_hash: null,
      retired_token_hash: row.token_hash,
      token_changed_at_ms: nowMs,
    });
  }

  /** A retired token is shown again: there are two who hold this desk's tokens, and nobody knows which is the desk. */
  async function revokeCopied(row: DeskRow): Promise<void> {
    await office.transaction(async (trx) => {
      await updateDesk(trx, row.id, { revoked_at_ms: clock.nowMs() });
      await audit.write(trx, {
        actor: 'hub',
        action: 'deskRevoked',
        subject: row.id,
        detail: { why: 'tokenCopied' },
      });
    });
    onRevoked();
  }

  return {
    /** The desk of a token, or null. Using a token is what makes it the present one. */
    async recognise(token: string): Promise<DeskRow | null> {
      const tokenHash = hashToken(token);
      const row = await findDeskByToken(office.db, tokenHash);
      if (!row || row.revoked_at_ms !== null) return null;
      const nowMs = clock.nowMs();
      if (row.next_token_hash === tokenHash) await advance(row, nowMs);
      else if (row.retired_token_hash === tokenHash && nowMs - row.token_changed_at_ms > retiredGraceMs) {
        await revokeCopied(row);
        return null;
      }
      if (nowMs - row.seen_at_ms >= seenIntervalMs)
        await updateDesk(office.db, row.id, { seen_at_ms: nowMs });
      return row;
    },

    async rotate(context: HubContext): Promise<{ deskToken: string }> {
      const { desk } = context.identity;
      if (desk === null)
        throw new AppError('access/not-a-desk', 'only an enrolled desk has a token to change');
      const deskToken = makeToken('desk');
      await updateDesk(office.db, desk.id, { next_token_hash: hashToken(deskToken) });
      return { deskToken };
    },

    list: async (): Promise<EnrolledDesk[]> => (await readDesks(office.db)).map(toDesk),

    async revoke(deskId: string, context: HubContext): Promise<void> {
      await office.transaction(async (trx) => {
        const row = await findDesk(trx, deskId);
        if (!row) throw new AppError('access/unknown-desk', 'there is no such desk');
        if (row.revoked_at_ms === null) await updateDesk(trx, deskId, { revoked_at_ms: clock.nowMs() });
        await audit.write(trx, { ...deedBy(context), action: 'deskRevoked', subject: deskId });
      });
      onRevoked();
    },
  };
}

export type Desks = ReturnType<typeof createDesks>;
