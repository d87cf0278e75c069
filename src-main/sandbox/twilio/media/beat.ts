import { frameMs } from '../exchange/index.ts';

/** A process that was stopped for long does not make up for it: the time is lost, as on a telephone. */
const catchUpMax = 10;

/** Calls `beat` every 20 ms in the long run, however late single timers are. Returns what stops it. */
export function startBeat(beat: () => void): () => void {
  let dueAtMs = performance.now() + frameMs;
  let timer: NodeJS.Timeout;
  const run = () => {
    const nowMs = performance.now();
    if (nowMs - dueAtMs > catchUpMax * frameMs) dueAtMs = nowMs;
    while (dueAtMs <= nowMs) {
      beat();
      dueAtMs += frameMs;
    }
    timer = setTimeout(run, Math.max(1, dueAtMs - performance.now()));
  };
  timer = setTimeout(run, frameMs);
  return () => clearTimeout(timer);
}
