import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from '../log.ts';
import { projectFolder } from '../paths.ts';
import type { Supervisor } from '../process/supervisor.ts';
import { ensureBasemap } from '../basemap/index.ts';
import { ensureDisplay, ensureRuntime, type Runtime } from '../runtime/index.ts';
import { isRoot } from '../runtime/system-packages.ts';
import { startSandbox, type SandboxAddress } from './sandbox-process.ts';

export interface Provisioned {
  readonly runtime: Runtime;
  /** What the app reads at start (src-main/shell/environment.ts), on top of our own environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly chromiumFlags: readonly string[];
  readonly sandbox: SandboxAddress | null;
}

/** Everything the app needs to open, put right where it is missing: runtime, display, basemap, sandbox. */
export async function provision(input: {
  readonly supervisor: Supervisor;
  readonly log: Log;
  /** Arguments for the sandbox, or `null` to start none. */
  readonly sandboxArguments: readonly string[] | null;
}): Promise<Provisioned> {
  const { supervisor, log, sandboxArguments } = input;
  const runtime = await ensureRuntime({ log });
  const display = await ensureDisplay({ log });
  supervisor.onStop(() => display.stop());
  const basemap = await ensureBasemap({ projectFolder, log });
  const sandbox =
    sandboxArguments === null
      ? null
      : await startSandbox(supervisor, [
          ...(sandboxArguments.includes('--twilio-port') ? [] : ['--twilio-port', '0']),
          ...sandboxArguments,
        ]);
  return {
    runtime,
    environment: {
      ...display.environment,
      SWITCHYARD_NODE_PATH: runtime.nodePath,
      SWITCHYARD_BASEMAP: basemap.path,
      ...sandboxEnvironment(sandbox),
    },
    sandbox,
    // Chromium refuses to sandbox for root; everyone else gets the sandbox.
    chromiumFlags: isRoot() ? ['--no-sandbox'] : [],
  };
}

const sandboxEnvironment = (sandbox: SandboxAddress | null): Record<string, string> =>
  sandbox === null
    ? {}
    : {
        SWITCHYARD_SANDBOX_URL: sandbox.samsaraUrl,
        SWITCHYARD_SANDBOX_TOKEN: sandbox.token,
        ...(sandbox.twilio === undefined ? {} : { SWITCHYARD_SANDBOX_PHONE: JSON.stringify(sandbox.twilio) }),
      };

/** A profile that exists for one run only. */
export async function temporaryProfile(supervisor: Supervisor): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchyard-profile-'));
  supervisor.onStop(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
