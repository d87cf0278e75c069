/** Runs once for many wishes, a moment later; and by itself when nobody wished for so long. */
export function createCoalescer(run: () => void, delayMs: number, idleMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSoon = false;
  const fire = () => {
    isSoon = false;
    timer = setTimeout(fire, idleMs);
    run();
  };
  return {
    wish() {
      if (isSoon) return;
      isSoon = true;
      clearTimeout(timer);
      timer = setTimeout(fire, delayMs);
    },
  };
}
