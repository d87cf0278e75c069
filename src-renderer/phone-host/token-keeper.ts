import { renewalDelayMs, renewalRetryMs } from './token-renewal.ts';

/** Looked at so often at least: a phone call may have begun or ended, a computer may have slept. */
const lookMs = 60_000;

export interface VoiceToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** The token of the device that receives: fetched, and renewed before it ends. */
export function createTokenKeeper(deps: {
  readonly getToken: () => Promise<VoiceToken>;
  readonly isInCall: () => boolean;
  readonly nowMs: () => number;
  readonly onRenewed: (token: VoiceToken) => void;
  readonly onChange: () => void;
}) {
  let current: VoiceToken | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failureCount = 0;
  let generation = 0;

  const delayMs = () => {
    if (current === null) return lookMs;
    if (failureCount > 0) return renewalRetryMs(failureCount);
    return renewalDelayMs(current.expiresAtMs, deps.isInCall(), deps.nowMs());
  };
  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        const isDue = current !== null && (failureCount > 0 || delayMs() === 0);
        if (isDue) void renew();
        else look();
      },
      Math.min(lookMs, delayMs()),
    );
  };
  const renew = async () => {
    const renewedIn = generation;
    try {
      const next = await deps.getToken();
      if (renewedIn !== generation) return;
      current = next;
      failureCount = 0;
      deps.onRenewed(next);
    } catch {
      failureCount += 1; // Seen by the token's age, which is reported.
    }
    if (renewedIn === generation) look();
    deps.onChange();
  };

  return {
    current: () => current,
    async fetch(): Promise<string> {
      const fetchedIn = generation;
      const next = await deps.getToken();
      if (fetchedIn === generation) {
        current = next;
        look();
      }
      return next.token;
    },
    renewNow: renew,
    forget() {
      generation += 1;
      current = null;
      failureCount = 0;
      clearTimeout(timer);
    },
  };
}

export type TokenKeeper = ReturnType<typeof createTokenKeeper>;
