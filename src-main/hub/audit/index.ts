import type { Kysely } from 'kysely';
import type { Clock } from '../../core/platform/clock.ts';
import { AppError } from '../../core/platform/errors.ts';
import type { Ids } from '../../core/platform/ids.ts';
import { implementContract } from '../../core/platform/implementer.ts';
import { auditV1Contract, auditV2Contract, type AuditEntry } from './contract.ts';
import { countEntries, insertEntry, readBehind, readFromOffset, type Place } from './repository.ts';
import type { HubSchema } from '../database/schema.ts';
import type { AuditEntryRow } from './tables.ts';

export interface Deed {
  readonly actor: string;
  /** Past tense: `personAdded`. */
  readonly action: string;
  readonly subject?: string;
  readonly outcome?: 'done' | 'refused';
  readonly address?: string;
  readonly requestId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface Audit {
  /** In the transaction of what was done: either both or neither. */
  write(db: Kysely<HubSchema>, deed: Deed): Promise<void>;
  readonly v1: ReturnType<typeof createRouters>['v1'];
  readonly v2: ReturnType<typeof createRouters>['v2'];
}

const toEntry = (row: AuditEntryRow): AuditEntry => ({
  id: row.id,
  atMs: row.at_ms,
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  outcome: row.outcome,
  address: row.address,
  requestId: row.request_id,
  detail: JSON.parse(row.detail) as Record<string, unknown>,
});

const writeCursor = ({ atMs, id }: Place): string => Buffer.from(`${atMs} ${id}`).toString('base64url');

function readCursor(cursor: string | null): Place | null {
  if (cursor === null) return null;
  const match = /^(\d{1,16}) ([\w-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw new AppError('audit/bad-cursor', 'the cursor is not one of ours');
  return { atMs: Number(match[1]), id: match[2] ?? '' };
}

/** Both versions over the same service. */
function createRouters(db: Kysely<HubSchema>) {
  const v1 = implementContract(auditV1Contract);
  const v2 = implementContract(auditV2Contract);
  return {
    v1: {
      listAudit: v1.listAudit.handler(async ({ input }) => ({
        entries: (await readFromOffset(db, input.offset, input.countMax)).map(toEntry),
        totalCount: await countEntries(db),
      })),
    },
    v2: {
      listAudit: v2.listAudit.handler(async ({ input }) => {
        const place = readCursor(input.cursor);
        const rows = await readBehind(db, place, input.countMax + 1);
        const entries = rows.slice(0, input.countMax).map(toEntry);
        const last = entries.at(-1);
        const hasMore = rows.length > entries.length;
        return { entries, nextCursor: hasMore && last ? writeCursor(last) : null };
      }),
    },
  };
}

export function createAudit(deps: {
  readonly db: Kysely<HubSchema>;
  readonly clock: Clock;
  readonly ids: Ids;
}): Audit {
  const { db, clock, ids } = deps;
  return {
    ...createRouters(db),
    write: (target, deed) =>
      insertEntry(target, {
        id: ids.next(),
        at_ms: clock.nowMs(),
        actor: deed.actor,
        action: deed.action,
        subject: deed.subject ?? null,
        outcome: deed.outcome ?? 'done',
        address: deed.address ?? null,
        request_id: deed.requestId ?? null,
        detail: JSON.stringify(deed.detail ?? {}),
      }),
  };
}
