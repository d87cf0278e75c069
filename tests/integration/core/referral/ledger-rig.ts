import type { SharedDatabase } from '../../../../src-main/core/database/dialect.ts';
import { companyAccount, userAccount } from '../../../../src-main/core/referral/ledger/account.ts';
import {
  createCheckpointCheck,
  createCheckpointSigner,
  generateCheckpointKey,
} from '../../../../src-main/core/referral/ledger/checkpoint.ts';
import type { Command } from '../../../../src-main/core/referral/ledger/entry.ts';
import { createLedger } from '../../../../src-main/core/referral/ledger/ledger.ts';
import { createLogServer } from '../../../../src-main/core/referral/ledger/log-server.ts';
import type { Step } from '../../../../src-main/core/referral/ledger/step.ts';
import { submissionOf, type Answer } from '../../../../src-main/core/referral/ledger/submission.ts';
import type { ReferralTables } from '../../../../src-main/core/referral/tables.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

export const issuance = companyAccount('acme', 'issuance');
export const liability = companyAccount('acme', 'liability');
export const available = (user: string) => userAccount('acme', 'available', user);
export const reserved = (user: string) => userAccount('acme', 'reserved', user);

export const give = (user: string, amount: number): Step => ({
  kind: 'transfer',
  move: { from: issuance, to: available(user), amount },
  caps: [],
});
export const reserve = (user: string, holdId: string, amount: number): Step => ({
  kind: 'hold',
  holdId,
  from: available(user),
  via: reserved(user),
  to: liability,
  amount,
  expiresAtMs: null,
  caps: [],
});
export const commandOf = (key: string, ...steps: Step[]): Command => ({
  key,
  actor: { userId: 'clerk', deskId: 'desk-1' },
  reason: null,
  steps,
  fact: null,
});

export const key = generateCheckpointKey();
export const isSigned = createCheckpointCheck(key.publicKey);

/** A ledger of record over any database. */
export function openLedger(database: SharedDatabase<ReferralTables>) {
  const clock = createManualClock();
  const ledger = createLedger({
    database,
    clock,
    newLedgerId: () => 'ledger-1',
    project: () => Promise.resolve(),
  });
  const server = createLogServer({ database, clock, sign: createCheckpointSigner(key.privateKey) });
  const run = (command: Command): Promise<Answer> => ledger.submit(submissionOf(command));
  const codeOf = async (command: Command): Promise<string> => {
    const answer = await run(command);
    return answer.state === 'rejected' ? answer.rejection.code : `${answer.state} ${answer.seq}`;
  };
  return { clock, ledger, server, run, codeOf };
}
