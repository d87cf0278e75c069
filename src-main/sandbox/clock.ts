/** The sandbox's own time, Unix milliseconds: may run faster than the machine's, stand still, or be moved on. */
export interface SandboxClock {
  nowMs(): number;
  speed(): number;
  /** 0 stands still. Time goes on from where it is. */
  setSpeed(speed: number): void;
  /** Moves on; never back, since what has been delivered cannot be taken back. */
  advance(durationMs: number): void;
}

export interface SandboxClockOptions {
  /** Default: now. */
  readonly startMs?: number;
  /** Default 1. A clock of speed 0 moves only by `advance`: what tests want. */
  readonly speed?: number;
  readonly wallNowMs?: () => number;
}

export function createSandboxClock(options: SandboxClockOptions = {}): SandboxClock {
  const wallNowMs = options.wallNowMs ?? (() => Date.now());
  let speed = options.speed ?? 1;
  let baseMs = options.startMs ?? wallNowMs();
  let wallBaseMs = wallNowMs();
  const nowMs = () => Math.floor(baseMs + (wallNowMs() - wallBaseMs) * speed);
  const rebase = (toMs: number) => {
    baseMs = toMs;
    wallBaseMs = wallNowMs();
  };
  return {
    nowMs,
    speed: () => speed,
    setSpeed(next) {
      rebase(nowMs());
      speed = next;
    },
    advance: (durationMs) => rebase(nowMs() + Math.max(0, durationMs)),
  };
}
