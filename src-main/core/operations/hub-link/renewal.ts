import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { isSameAccess, isTokenOld, type HubAccount } from './account.ts';
import type { Door } from './door.ts';

/** Also when it fails. */
const renewIntervalMs = 60 * 60_000;

/** Changes this desk's token when it is old. The next one is kept before it is used: until then the hub takes both. */
export function createRenewal(deps: {
  readonly door: Door;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly keep: (account: HubAccount) => Promise<void>;
  /** What this desk has by the time the answer is here. */
  readonly present: () => HubAccount | null;
}) {
  const { door, clock, logger, keep, present } = deps;
  let triedAtMs = Number.NEGATIVE_INFINITY;

  async function renew(account: HubAccount): Promise<void> {
    const { deskToken } = await door.nextToken(account);
    const now = present();
    if (now !== null && isSameAccess(now, account)) {
      await keep({ ...now, token: deskToken, tokenAtMs: clock.nowMs() });
    }
  }

  return (account: HubAccount): void => {
    const nowMs = clock.nowMs();
    if (!isTokenOld(account, nowMs) || nowMs - triedAtMs < renewIntervalMs) return;
    triedAtMs = nowMs;
    renew(account).catch((error: unknown) =>
      logger.warn({ error }, "this desk's token could not be changed"),
    );
  };
}
