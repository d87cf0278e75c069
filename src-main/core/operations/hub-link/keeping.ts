import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { isSameAccess, type HubAccount } from './account.ts';

/** Asks the host of the core to keep it; the answer is that the host configures the core with it. */
export type KeepHubAccount = (account: HubAccount | null) => void;

const keepMsMax = 10_000;

/**
 * What was got from the hub is used only once it is kept: a token that is lost with a crash would shut the desk out.
 */
export function createKeeping(keep: KeepHubAccount, clock: Clock) {
  let waiting: { readonly account: HubAccount | null; readonly done: () => void } | null = null;
  return {
    /** Throws `hub/not-kept`. */
    async keep(account: HubAccount | null): Promise<void> {
      const giveUp = new AbortController();
      const kept = new Promise<void>((resolve) => (waiting = { account, done: resolve }));
      const tooLate = clock.sleep(keepMsMax, giveUp.signal).then(() => {
        if (!giveUp.signal.aborted) throw new AppError('hub/not-kept', 'the token could not be kept');
      });
      keep(account);
      try {
        await Promise.race([kept, tooLate]);
      } finally {
        giveUp.abort();
        waiting = null;
      }
    },
    /** The host has said what it has. */
    configured(account: HubAccount | null): void {
      if (waiting && isSameAccess(waiting.account, account)) waiting.done();
    },
  };
}
