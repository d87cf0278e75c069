import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { ensureDisplay } from '../../../src-main/tooling/runtime/index.ts';
import { stageE2e, type E2eStage } from '../../../src-main/tooling/test/prepare-e2e.ts';

declare module 'vitest' {
  interface ProvidedContext {
    e2e: E2eStage & { readonly displayEnvironment: Readonly<Record<string, string>> };
  }
}

/** Once for all e2e files: runtime, build and a display, so that `npx vitest --project e2e FILE` works by itself too. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stage = await stageE2e(terminalLog);
  const display = await ensureDisplay({ log: terminalLog, user: stage.user });
  project.provide('e2e', { ...stage, displayEnvironment: display.environment });
  return async () => {
    await display.stop();
    await rm(stage.workFolder, { recursive: true, force: true });
  };
}
