import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../platform/contract-base.ts';
import { commandAnswerSchema } from './contract.ts';

/** What a desk asks of its hub to keep a copy of the referral ledger; bytes are base64. */

const hash = z.base64().max(48);
const size = z.number().int().nonnegative();

const checkpointSchema = z.object({
  ledgerId: z.string(),
  size,
  root: hash,
  atMs: z.number().int(),
  signature: z.base64().max(100),
});

export const referralSyncContract = {
  /** The entries that follow the end of a copy, or why there are none for it. */
  pullReferralLog: procedureFor('dispatcher')
    .input(z.object({ size, root: hash, countMax: z.number().int().min(1).max(500) }))
    .output(
      z.discriminatedUnion('state', [
        z.object({
          state: z.literal('page'),
          bodies: z.array(z.string()),
          attachments: z.array(z.string()),
          checkpoint: checkpointSchema,
        }),
        z.object({ state: z.literal('empty') }),
        z.object({ state: z.literal('behind'), size }),
        z.object({ state: z.literal('otherHistory'), size }),
      ]),
    ),
  /** How long the log is by now; first item is the present length. Desks pull when it grows. */
  watchReferralLog: procedureFor('dispatcher').output(eventIterator(z.object({ size }))),
  /** A command from an outbox. Its role is checked by its name; whoever is signed in has given it. */
  submitReferralCommand: procedureFor('dispatcher')
    .input(z.object({ key: z.string().min(8).max(64), name: z.string().max(40), input: z.unknown() }))
    .errors({ 'referral/key-reused': { message: 'This key has been used for something else.' } })
    .output(commandAnswerSchema),
  /** The public key of the checkpoints; a desk keeps the first one it was told. */
  getReferralKey: procedureFor('dispatcher').output(z.object({ publicKey: z.string() })),
};
