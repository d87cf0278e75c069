import { AppError } from '../../core/platform/errors.ts';
import type { Log } from '../log.ts';
import { findElectron } from './electron-binary.ts';
import { ensureOldTestRuntime, oldTestRuntimeVersion } from './old-test-runtime.ts';
import { ensureSystemLibraries } from './system-libraries.ts';

export { ensureDisplay } from './display.ts';

export interface Runtime {
  readonly kind: 'electron' | 'old-test-runtime';
  readonly executablePath: string;
  /** Node 24 for the core process, where the Electron at hand is too old to host it. */
  readonly nodePath: string;
  readonly electronVersion: string;
}

/**
 * Makes sure that an Electron can be started here; each missing thing is put right and told in one line.
 * Throws `AppError` (`tooling/...`) with a sentence that says what to do when it cannot.
 */
export async function ensureRuntime({ log }: { log: Log }): Promise<Runtime> {
  if (Number.parseInt(process.versions.node, 10) < 24) {
    throw new AppError(
      'tooling/old-node',
      `Node 24 is needed, this is ${process.version}. Use the npm scripts.`,
    );
  }
  const electron = await findElectron({ log });
  const runtime: Runtime = electron.found
    ? { kind: 'electron', ...electron.binary, nodePath: process.execPath }
    : {
        kind: 'old-test-runtime',
        executablePath: await ensureOldTestRuntime({ log, refusal: electron.reason }),
        electronVersion: oldTestRuntimeVersion,
        nodePath: process.execPath,
      };
  await ensureSystemLibraries({ executablePath: runtime.executablePath, log });
  return runtime;
}
