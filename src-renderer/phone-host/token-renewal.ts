/** Between phone calls there is time: the token is renewed long before it ends. */
const comfortMs = 10 * 60_000;
/** In a phone call a new token costs up to a second of sound (sdk-defects.md), so it waits for as long as it can. */
const needMs = 90_000;
const retryMs = 15_000;

/**
 * How long to wait until the token is renewed; 0: now. The SDK's own `tokenWillExpire` is not used: it comes once only, or
 * twice from a timer it forgot (2.18.5).
 */
export function renewalDelayMs(expiresAtMs: number, isInCall: boolean, nowMs: number): number {
  const leftMs = expiresAtMs - nowMs;
  return Math.max(0, leftMs - (isInCall ? needMs : comfortMs));
}

/** After a refusal: again soon, and never so late that the token has ended meanwhile. */
export const renewalRetryMs = (failureCount: number): number =>
  Math.min(60_000, retryMs * 2 ** Math.min(failureCount, 4));
