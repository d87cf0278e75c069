import { defineConfig } from 'vitest/config';

/** What is waited for comes in its own time on a busy machine; the default is one second. */
const pollTimeoutMs = 20_000;

/**
 * One runner for everything; a project per suite of `npm test`. Unit tests are pure and quick; integration tests use
 * real SQLite files and a real sandbox over HTTP; e2e tests drive the real Electron, one after another.
 */
export default defineConfig({
  cacheDir: '.cache/vite',
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], testTimeout: 10_000 },
      },
      {
        extends: true,
        test: { name: 'boundaries', include: ['tests/boundaries/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 120_000,
          expect: { poll: { timeout: pollTimeoutMs } },
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          expect: { poll: { timeout: pollTimeoutMs } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
