import path from 'node:path';
import { build, preview } from 'vite';
import { checkoutCacheFolder, fromProject } from '../../../src-main/tooling/paths.ts';

export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

const outputFolder = path.join(checkoutCacheFolder, 'bench-frames');

/** Builds the page as the app's renderer is built (same compiler, same oldest browser) and serves it on loopback. */
export async function servePage(deckglModules: string): Promise<PageServer> {
  const common = {
    configFile: false,
    logLevel: 'error',
    root: fromProject('tests', 'bench', 'frames', 'page'),
  } as const;
  await build({
    ...common,
    resolve: { alias: [{ find: /^@deck\.gl\//, replacement: `${path.join(deckglModules, '@deck.gl')}/` }] },
    build: { outDir: outputFolder, emptyOutDir: true, target: 'chrome114', chunkSizeWarningLimit: 4_000 },
  });
  const server = await preview({
    ...common,
    build: { outDir: outputFolder },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the page is not served');
  return { url, stop: () => server.close() };
}
