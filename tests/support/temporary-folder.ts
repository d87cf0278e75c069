import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for the running test, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for a whole file of tests, which removes it itself. */
export function keptFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'switchyard-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
