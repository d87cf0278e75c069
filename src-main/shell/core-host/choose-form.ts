import { join } from 'node:path';
import { app } from 'electron';
import { childForm } from './child-form.ts';
import type { ForkCoreProcess } from './core-process.ts';
import { frugalAllocator } from './frugal-heap.ts';
import { utilityForm } from './utility-form.ts';

/** better-sqlite3 13 calls functions of this Node-API version and aborts the process on an older one. */
const nodeApiVersionNeeded = 10;

/** V8 keeps what it compiled from one start to the next; a third of the core's start. */
const codeCacheFolder = (): string => join(app.getPath('userData'), 'core-code-cache');

/**
 * The core's form is chosen by what the runtime can do, not by its version.
 *
 * @param overrides a test's core build and the Node executable of the old form; both `undefined` in a packaged app.
 * @throws when the runtime can load no database and no Node executable is known.
 */
export function chooseCoreForm(
  outputFolder: string,
  overrides: { readonly utilityEntryPath: string | undefined; readonly nodePath: string | undefined },
): ForkCoreProcess {
  const environment = { NODE_COMPILE_CACHE: codeCacheFolder(), ...frugalAllocator };
  if (overrides.utilityEntryPath) return utilityForm(overrides.utilityEntryPath, environment);
  if (Number(process.versions.napi) >= nodeApiVersionNeeded)
    return utilityForm(join(outputFolder, 'core-utility.cjs'), environment);
  if (overrides.nodePath)
    return childForm(join(outputFolder, 'core-node.cjs'), overrides.nodePath, environment);
  throw new Error(
    `This Electron (${process.versions.electron ?? 'unknown'}) cannot load the database and SWITCHYARD_NODE_PATH names no Node 24. Start the app with "npm start".`,
  );
}
