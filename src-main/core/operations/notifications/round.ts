import type { Transaction } from 'kysely';
import type { LedgerSchema } from '../../database/schema.ts';
import { insertEvent } from './alert-repository.ts';
import type { alertEventKinds } from './contract.ts';

export type Transactional = Transaction<LedgerSchema>;

/** One transaction: its time by both clocks, and the versions it gives out. */
export interface Round {
  readonly trx: Transactional;
  readonly nowMs: number;
  readonly vendorNowMs: number;
  nextVersion(): number;
}

/** What Switchyard itself did to an alert, for its history. */
export async function record(
  round: Round,
  alertId: string,
  kind: Extract<
    (typeof alertEventKinds)[number],
    'raised' | 'repeated' | 'confirmed' | 'worsened' | 'over' | 'resolved'
  >,
): Promise<void> {
  await insertEvent(round.trx, {
    alert_id: alertId,
    time_ms: round.nowMs,
    kind,
    by_user: null,
    text: null,
    until_ms: null,
  });
}
