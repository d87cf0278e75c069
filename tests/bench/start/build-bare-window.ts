import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { checkoutCacheFolder, fromProject } from '../../../src-main/tooling/paths.ts';

const sourceFolder = fromProject('tests', 'bench', 'start', 'bare-window');
const outputFolder = path.join(checkoutCacheFolder, 'bench-bare-window');

/** Builds the baseline as the app itself is built, for the same oldest browser; returns its folder. */
export async function buildBareWindow(): Promise<string> {
  const common = { configFile: false, logLevel: 'error', root: sourceFolder } as const;
  await build({
    ...common,
    base: './',
    plugins: [react()],
    build: {
      outDir: path.join(outputFolder, 'renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      cssTarget: 'chrome114',
      chunkSizeWarningLimit: 4_000,
      modulePreload: { polyfill: false },
    },
  });
  await build({
    ...common,
    ssr: { noExternal: true },
    build: {
      ssr: path.join(sourceFolder, 'main.ts'),
      outDir: outputFolder,
      emptyOutDir: false,
      target: 'node18',
      minify: true,
      rollupOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'main.cjs' } },
    },
  });
  await copyFile(path.join(sourceFolder, 'package.json'), path.join(outputFolder, 'package.json'));
  return outputFolder;
}
