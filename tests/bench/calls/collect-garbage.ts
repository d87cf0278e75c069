import type { Page } from 'playwright';

/** Once more for what the first one let go: sound graphs end a moment after their last wrapper. */
const roundCount = 2;

export async function collectGarbage(pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const devtools = await page.context().newCDPSession(page);
    for (let round = 0; round < roundCount; round += 1) await devtools.send('HeapProfiler.collectGarbage');
    await devtools.detach();
  }
}
