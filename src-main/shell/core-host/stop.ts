/** Builds `CoreProcess.stop`: ask, wait for the exit, kill after the grace time. Safe to call when already gone. */
export function createStop(child: {
  readonly askToStop: () => void;
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
}): (graceMs: number) => Promise<void> {
  let exited = false;
  child.onExit(() => {
    exited = true;
  });
  return (graceMs) =>
    new Promise((resolve) => {
      if (exited) {
        resolve();
        return;
      }
      const timer = setTimeout(child.kill, graceMs);
      child.onExit(() => {
        clearTimeout(timer);
        resolve();
      });
      child.askToStop();
    });
}
