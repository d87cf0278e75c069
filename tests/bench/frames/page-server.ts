import path from 'node:path';
import { build, preview } from 'vite';
import type { Plugin } from 'vite';
import { checkoutCacheFolder, fromProject } from '../../../src-main/tooling/paths.ts';

export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

const outputFolder = path.join(checkoutCacheFolder, 'bench-frames');

/**
 * Puts deck.gl before the page's own code. The page does not import it by name: it is no dependency, and an import that
 * does not resolve in the checkout is what the boundaries check forbids.
 */
const handDeckglToPage = (deckglModules: string): Plugin => {
  const pathOf = (name: string) => JSON.stringify(path.join(deckglModules, '@deck.gl', name));
  return {
    name: 'hand-deckgl-to-page',
    transform(code, id) {
      if (!id.endsWith('/page/deckgl.ts')) return null;
      const imports = `import { IconLayer } from ${pathOf('layers')}; import { MapLibreOverlay } from ${pathOf('maplibre')};`;
      return `${imports}\nglobalThis.deckgl = { IconLayer, MapLibreOverlay };\n${code}`;
    },
  };
};

/** Builds the page as the app's renderer is built (same compiler, same oldest browser) and serves it on loopback. */
export async function servePage(deckglModules: string): Promise<PageServer> {
  const common = {
    configFile: false,
    logLevel: 'error',
    root: fromProject('tests', 'bench', 'frames', 'page'),
  } as const;
  await build({
    ...common,
    plugins: [handDeckglToPage(deckglModules)],
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
