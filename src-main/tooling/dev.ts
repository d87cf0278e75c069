import { createNoiseFilter } from './app/electron-noise.ts';
import { electronViteCommand } from './app/ensure-build.ts';
import { provision } from './app/provision.ts';
import { failureText, terminalLog } from './log.ts';
import { projectFolder } from './paths.ts';
import { createSupervisor } from './process/supervisor.ts';

/** `npm run dev`: like `npm start`, with the renderer reloading as it is edited and the rest restarting. */
async function main(): Promise<number> {
  const supervisor = createSupervisor();
  try {
    const hasToken = Boolean(process.env['SAMSARA_API_TOKEN']);
    const { runtime, environment, chromiumFlags } = await provision({
      supervisor,
      log: terminalLog,
      sandboxArguments: hasToken ? null : process.argv.slice(2),
    });
    const noSandbox = chromiumFlags.includes('--no-sandbox') ? ['--noSandbox'] : [];
    const { child, ended } = supervisor.start(electronViteCommand('dev', '--watch', ...noSandbox), {
      cwd: projectFolder,
      // electron-vite starts this program instead of the electron package's own.
      env: { ...process.env, ...environment, ELECTRON_EXEC_PATH: runtime.executablePath },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    child.stderr?.setEncoding('utf8').on(
      'data',
      createNoiseFilter((text) => process.stderr.write(text)),
    );
    return await ended;
  } finally {
    await supervisor.stopAll();
  }
}

// Awaited here, so that Node reports work that can never finish instead of ending as if all were well.
await main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    terminalLog(failureText(error));
    process.exit(1);
  },
);
