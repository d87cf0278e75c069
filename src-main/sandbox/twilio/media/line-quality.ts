/** What the network between a browser and the exchange does to each packet, in both directions. */
export interface LineQuality {
  /** Nothing comes through at all, not even connection checks. */
  readonly isDead: boolean;
  /** Share of packets that get lost, 0 to 1. */
  readonly lossShare: number;
  readonly delayMs: number;
  /** Added to the delay at random, up to so much. */
  readonly jitterMs: number;
}

/** Lets a packet through, later or not at all. */
export function sendThrough(
  quality: LineQuality,
  deliver: () => void,
  random: () => number = Math.random,
): void {
  if (quality.isDead || random() < quality.lossShare) return;
  const waitMs = quality.delayMs + random() * quality.jitterMs;
  if (waitMs <= 0) deliver();
  else setTimeout(deliver, waitMs).unref();
}
