import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const developmentPort = 5317;

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
        // No hashes: the core's code cache is kept by path, and an update then takes the place of what it replaces.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name].cjs',
          // Source text stays in memory. Names are kept, since they are what a stack in a log is read by.
          minify: { compress: true, mangle: false, codegen: true },
        },
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
    // A page of app:// cannot find the hot-reload socket by its own address, and its policy allows 127.0.0.1 only.
    server: {
      host: '127.0.0.1',
      port: developmentPort,
      strictPort: true,
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: developmentPort },
    },
    build: {
      target: 'chrome114',
      cssTarget: 'chrome114',
      minify: true,
      sourcemap: true,
      // Absolute: the development server looks from `root`, the build from the project.
      rollupOptions: {
        input: {
          index: join(import.meta.dirname, 'src-renderer/index.html'),
          wall: join(import.meta.dirname, 'src-renderer/wall.html'),
          'phone-host': join(import.meta.dirname, 'src-renderer/phone-host.html'),
        },
      },
    },
  },
});
