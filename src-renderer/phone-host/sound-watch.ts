/** Until the first sound a person waits for it: looked at often. */
const firstIntervalMs = 100;
const intervalMs = 1_000;
/** A conference sends without pause, also while all are silent; what is missing for so long is lost. */
const silenceMsMax = 3_000;

/**
 * Pure: whether sound flows, by the count of packets. Counts that fall belong to a new connection (a rejoined leg).
 */
export interface SoundCount {
  readonly packetCount: number;
  readonly grewAtMs: number;
  readonly isFlowing: boolean;
}

export function nextSound(last: SoundCount | null, packetCount: number, nowMs: number): SoundCount {
  if (last === null) return { packetCount, grewAtMs: nowMs, isFlowing: packetCount > 0 };
  if (packetCount > last.packetCount) return { packetCount, grewAtMs: nowMs, isFlowing: true };
  const isLost = nowMs - last.grewAtMs >= silenceMsMax;
  return { packetCount, grewAtMs: last.grewAtMs, isFlowing: last.isFlowing && !isLost };
}

/** @returns a function that stops watching. */
export function watchSound(deps: {
  readonly countPackets: () => Promise<number | null>;
  readonly nowMs: () => number;
  readonly tell: (isFlowing: boolean) => void;
}): () => void {
  let isStopped = false;
  let last: SoundCount | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async () => {
    const count = await deps.countPackets().catch(() => null);
    if (isStopped) return;
    if (count !== null) {
      const wasFlowing = last?.isFlowing ?? false;
      last = nextSound(last, count, deps.nowMs());
      if (last.isFlowing !== wasFlowing) deps.tell(last.isFlowing);
    }
    timer = setTimeout(() => void look(), last?.isFlowing === true ? intervalMs : firstIntervalMs);
  };
  void look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
