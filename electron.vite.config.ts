import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Electron loads CommonJS (`.cjs`): a main process of ES modules came only with Electron 28 and the test runtime is older.
 * The core is built once per host form; both entries contain the same core.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node18',
      sourcemap: true,
      // Everything is bundled but Electron itself and the native addon, so that ESM-only packages load from CommonJS.
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', 'better-sqlite3'],
        input: {
          index: 'src-main/shell/index.ts',
          'core-node': 'src-main/shell/core-host/node-entry.ts',
          'core-utility': 'src-main/shell/core-host/utility-entry.ts',
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      rollupOptions: {
        input: { index: 'src-preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      target: 'chrome114',
      cssTarget: 'chrome114',
      minify: true,
      sourcemap: true,
      rollupOptions: { input: { index: 'src-renderer/index.html' } },
    },
  },
});
