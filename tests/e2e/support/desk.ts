import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';

/** What the map window says about itself (src-renderer/fleet-map/diagnostics.ts). */
export interface Figures {
  readonly frames: number;
  readonly vehicles: number;
  readonly moved: number;
  readonly fixes: number;
}

export const readFigures = (page: Page): Promise<Figures> =>
  page.evaluate(() => {
    const source = (globalThis as { switchyardDiagnostics?: Record<string, () => number> })
      .switchyardDiagnostics;
    return {
      frames: source?.['readFrameCount']?.() ?? 0,
      vehicles: source?.['readVehicleCount']?.() ?? 0,
      moved: source?.['readMovedCount']?.() ?? 0,
      fixes: source?.['readFixCount']?.() ?? 0,
    };
  });

/** Also for hooks, where `expect.poll` may not be used. Throws with the last figures seen. */
export async function waitForFigures(
  page: Page,
  isReached: (figures: Figures) => boolean,
  timeoutMs = 45_000,
): Promise<Figures> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const figures = await readFigures(page);
    if (isReached(figures)) return figures;
    if (performance.now() > deadlineMs) {
      throw new Error(`not reached in ${String(timeoutMs)} ms: ${JSON.stringify(figures)}`);
    }
    await pause(100);
  }
}

/** A call over ports of its own, as a hostile page would make it: any text, on any channel. */
export const sendRaw = (
  page: Page,
  portName: 'shell' | 'core-api' | 'core-frames',
  messages: readonly unknown[],
  waitMs = 1_500,
): Promise<unknown[]> =>
  page.evaluate(
    ([name, toSend, waitForMs]) =>
      new Promise<unknown[]>((resolve) => {
        const answers: unknown[] = [];
        let used = false;
        const onMessage = (event: MessageEvent) => {
          const [port] = event.ports;
          if (used || (event.data as { name?: string } | null)?.name !== name || !port) return;
          used = true;
          window.removeEventListener('message', onMessage);
          port.onmessage = (answer) => answers.push(answer.data);
          for (const message of toSend) port.postMessage(message);
          setTimeout(() => resolve(answers), waitForMs);
        };
        window.addEventListener('message', onMessage);
        window.postMessage('switchyard:hello', window.location.origin);
      }),
    [portName, messages, waitMs] as const,
  );
