import { useMemo } from 'react';
import { create } from 'zustand';
import type { CommandName, RejectionCode } from './referral-types.ts';

/** A command of this desk that no entry of the ledger shows yet. */
export interface OutboxRow {
  readonly key: string;
  readonly name: CommandName;
  readonly command: unknown;
  readonly createdAtMs: number;
  readonly state: 'waiting' | 'rejected';
  readonly rejection: { readonly code: RejectionCode } | null;
}

/** `null` until the core has told. Written by its feed only. */
export const useOutbox = create<{ readonly rows: readonly OutboxRow[] | null }>(() => ({ rows: null }));

const referralIdOf = (command: unknown): string | null =>
  typeof command === 'object' &&
  command !== null &&
  'referralId' in command &&
  typeof command.referralId === 'string'
    ? command.referralId
    : null;

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
