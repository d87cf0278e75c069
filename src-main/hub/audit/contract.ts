import { z } from 'zod';
import { procedureFor } from '../../core/platform/contract-base.ts';

export const auditPageCountMax = 200;

export const auditEntrySchema = z.object({
  id: z.string(),
  atMs: z.number(),
  /** A person's id, `desk:<id>`, `admin-token`, `nobody`, `hub`. */
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  outcome: z.enum(['done', 'refused']),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

export type AuditEntry = Readonly<z.infer<typeof auditEntrySchema>>;

const countMax = z.number().int().min(1).max(auditPageCountMax).default(50);

export const auditV1Contract = {
  /** Newest first, by place in the list: what is added meanwhile moves the pages. */
  listAudit: procedureFor('admin')
    .input(z.object({ offset: z.number().int().min(0).max(1_000_000).default(0), countMax }))
    .output(z.object({ entries: z.array(auditEntrySchema), totalCount: z.number().int() })),
};

export const auditV2Contract = {
  /** Newest first; a page begins behind the one before, whatever was added meanwhile. */
  listAudit: procedureFor('admin')
    .input(z.object({ cursor: z.string().max(200).nullable().default(null), countMax }))
    .errors({ 'audit/bad-cursor': {} })
    .output(z.object({ entries: z.array(auditEntrySchema), nextCursor: z.string().nullable() })),
};
