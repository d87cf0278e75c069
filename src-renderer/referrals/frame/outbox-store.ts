import { useMemo } from 'react';
import { create } from 'zustand';
import type { OutboxView } from '../../../src-main/core/referral/desk/contract.ts';
import type { CommandInput } from './referral-types.ts';

/** A command of this desk that no entry of the ledger shows yet. */
export type OutboxRow = OutboxView['rows'][number];

interface Outbox {
  /** The first of them, in the order of asking; `null` until the core has told. */
  readonly rows: readonly OutboxRow[] | null;
  readonly rowCount: number;
}

/** What this desk has asked for and the ledger does not show yet. Written by its feed only. */
export const useOutbox = create<Outbox>(() => ({ rows: null, rowCount: 0 }));

/** Which referral a command is about. */
export const referralIdOf = (command: unknown): string | null =>
  typeof command === 'object' &&
  command !== null &&
  'referralId' in command &&
  typeof command.referralId === 'string'
    ? command.referralId
    : null;

/** The name in a command that makes a referral. */
export const candidateOf = (command: unknown): string =>
  (command as Partial<CommandInput<'makeReferral'>> | null)?.candidate?.name ?? '';

/** Referrals of which something waits in this desk's outbox. */
export function useWaitingIds(): ReadonlySet<string> {
  const rows = useOutbox((state) => state.rows);
  return useMemo(
    () =>
      new Set(
        (rows ?? []).flatMap((row) => {
          const id = row.state === 'waiting' ? referralIdOf(row.command) : null;
          return id === null ? [] : [id];
        }),
      ),
    [rows],
  );
}
