import { ORPCError } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { AppError, type ErrorCode } from '../../platform/errors.ts';
import type { Session } from '../../platform/implementer.ts';
import type { State } from '../../platform/state.ts';
import type { CommandAnswer } from '../contract.ts';
import type { CopyHead, PullAnswer } from '../ledger/log-server.ts';
import type { referralSyncContract } from '../sync-contract.ts';
import { readPullAnswer } from '../sync-router.ts';

/** What a desk asks of its hub; made by whoever holds the connection and signs people in. */
export interface LedgerLink {
  /** Whether this desk belongs to an office with a hub at all. */
  isEnrolled(): boolean;
  /** Grows whenever a person lets this desk in at a hub, which may be another one. */
  enrolmentCount(): number;
  /** Of the hub's checkpoints; asked for once, when this desk knows none. */
  publicKey(): Promise<string>;
  /** Who gives a command at this desk. Throws `referral/no-hub`, `referral/not-signed-in`. */
  actor(asking: Session): Session;
  /** For whom the connection was opened; null: for nobody or not at all, so nothing is sent. */
  userId(): string | null;
  submit(wanted: {
    readonly key: string;
    readonly name: string;
    readonly input: unknown;
  }): Promise<CommandAnswer>;
  pull(copy: CopyHead, countMax: number): Promise<PullAnswer>;
  /** Tells of every new connection and of every growth of the hub's log, until `signal` aborts. */
  follow(onNews: () => void, signal: AbortSignal): Promise<void>;
}

/** What is needed of whoever keeps this desk connected to its hub. */
export interface HubAccess {
  isEnrolled(): boolean;
  enrolmentCount(): number;
  /** Who is signed in at this desk and may still give commands; null: nobody. */
  person(): Session | null;
  /** `null` while there is none. */
  readonly connection: State<HubCalls | null>;
}

export interface HubCalls {
  client<T extends AnyContractRouter>(): ContractRouterClient<T>;
  /** For whom it was opened besides the desk itself. */
  readonly userId: string | null;
}

/** As the hub has said it; its words are for people already. */
function hubError(error: unknown): unknown {
  return error instanceof ORPCError ? new AppError(error.code as ErrorCode, error.message) : error;
}

/** The ledger's questions over the connection to the hub. */
export function createLedgerLink({ isEnrolled, enrolmentCount, person, connection }: HubAccess): LedgerLink {
  type Calls = ContractRouterClient<{ referralSync: typeof referralSyncContract }>['referralSync'];

  async function ask<T>(question: (calls: Calls) => Promise<T>): Promise<T> {
    const now = connection.get();
    if (now === null) throw new AppError('hub/unreachable', 'there is no connection to the hub');
    try {
      return await question(now.client<{ referralSync: typeof referralSyncContract }>().referralSync);
    } catch (error) {
      throw hubError(error);
    }
  }

  /** Ends with the connection, by itself: oRPC would send a signal's abort on a socket that is closed. */
  async function followLog(calls: Calls, onNews: () => void): Promise<void> {
    try {
      for await (const _size of await calls.watchReferralLog()) onNews();
    } catch {
      // The connection is over; the next one is followed anew, and the sync has its interval besides.
    }
  }

  async function follow(onNews: () => void, signal: AbortSignal): Promise<void> {
    for await (const now of connection.watch(signal)) {
      onNews();
      if (now === null) continue;
      const calls = now.client<{ referralSync: typeof referralSyncContract }>().referralSync;
      void followLog(calls, onNews);
    }
  }

  return {
    isEnrolled,
    enrolmentCount,
    follow,
    publicKey: () => ask(async (calls) => (await calls.getReferralKey()).publicKey),
    actor: () => {
      if (!isEnrolled()) throw new AppError('referral/no-hub', 'this desk has no hub yet');
      const session = person();
      if (session === null) throw new AppError('referral/not-signed-in', 'nobody is signed in at this desk');
      return session;
    },
    userId: () => connection.get()?.userId ?? null,
    submit: (wanted) => ask((calls) => calls.submitReferralCommand(wanted)),
    pull: ({ size, root }, countMax) =>
      ask(async (calls) =>
        readPullAnswer(await calls.pullReferralLog({ size, root: root.toString('base64'), countMax })),
      ),
  };
}
