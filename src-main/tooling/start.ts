import { parseArgs } from 'node:util';
import { runCheck } from './check/index.ts';
import { createNoiseFilter } from './app/electron-noise.ts';
import { ensureBuild } from './app/ensure-build.ts';
import { provision, type Provisioned } from './app/provision.ts';
import { hubEnvironment, sandboxHubFolder, startSandboxHub } from './app/sandbox-hub.ts';
import { failureText, terminalLog } from './log.ts';
import { projectFolder } from './paths.ts';
import { createSupervisor, type Supervisor } from './process/supervisor.ts';

const usage = `npm start -- [options]
  --check              unattended: wait for moving vehicles, save screenshots, print one line of JSON, end
  --every-screen       with --check, instead: pictures of every screen, full, offline, empty, with long names
  --stage NAME         of these only: full, empty, long-names; may be repeated
  --vehicles N         trucks in the sandbox (default 250)
  --seed S             the sandbox's random seed
  --speed X            the sandbox's clock, times faster
  --calls-per-hour N   drivers of the sandbox call by themselves (default 0)
  --fault NAME         a fault of the sandbox; may be repeated
  --retry-electron     try Electron's own download again, even if it was refused in the last 24 hours`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      'every-screen': { type: 'boolean', default: false },
      stage: { type: 'string', multiple: true, default: [] },
      vehicles: { type: 'string' },
      seed: { type: 'string' },
      speed: { type: 'string' },
      'calls-per-hour': { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      'retry-electron': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { vehicles, seed, speed, fault } = values;
  const single = Object.entries({ vehicles, seed, speed, 'calls-per-hour': values['calls-per-hour'] });
  const sandboxArguments = [
    ...single.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...fault.flatMap((name) => ['--fault', name]),
  ];
  return {
    check: values.check,
    everyScreen: values['every-screen'],
    stages: values.stage,
    help: values.help,
    retryElectron: values['retry-electron'],
    sandboxArguments,
  };
}

/** Runs the app until the person closes it. Resolves with its exit code. */
async function runApp(supervisor: Supervisor, provisioned: Provisioned): Promise<number> {
  const { runtime, environment, chromiumFlags } = provisioned;
  const { child, ended } = supervisor.start([runtime.executablePath, ...chromiumFlags, projectFolder], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  child.stderr?.setEncoding('utf8').on(
    'data',
    createNoiseFilter((text) => process.stderr.write(text)),
  );
  terminalLog(
    environment['SWITCHYARD_SANDBOX_URL'] === undefined
      ? 'the app is open; Ctrl-C here ends it'
      : 'the app is open, fed by the sandbox unless a Samsara token is set; Ctrl-C here ends it',
  );
  return ended;
}

/** The sandbox's office gets a hub of its own. The app does not wait for it: it is told by a file. */
function withSandboxHub(supervisor: Supervisor, provisioned: Provisioned): Provisioned {
  const { sandbox, environment } = provisioned;
  if (sandbox === null) return provisioned;
  const folder = sandboxHubFolder();
  startSandboxHub({ supervisor, folder, sandbox }).then(
    ({ url, demoAccounts }) => {
      const accounts = demoAccounts.map(({ name, password }) => `${name} / ${password}`).join(', ');
      terminalLog(`the sandbox's office has its hub at ${url}/api; sign in as ${accounts}`);
    },
    (error: unknown) => terminalLog(`the desk goes on without a hub: ${failureText(error)}`),
  );
  return { ...provisioned, environment: { ...environment, ...hubEnvironment(folder) } };
}

async function main(): Promise<number> {
  const options = readArguments();
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (options.retryElectron) process.env['SWITCHYARD_RETRY_ELECTRON'] = '1';
  const supervisor = createSupervisor();
  try {
    await ensureBuild({ log: terminalLog });
    if (options.check) return await runCheck({ supervisor, ...options });
    // A token from the environment means that a person chose where to connect; one in the settings is known to the app
    // only, so the sandbox is offered and the app takes it when it has no token.
    const hasToken = Boolean(process.env['SAMSARA_API_TOKEN']);
    const sandboxArguments = hasToken ? null : options.sandboxArguments;
    const provisioned = await provision({ supervisor, log: terminalLog, sandboxArguments });
    return await runApp(supervisor, withSandboxHub(supervisor, provisioned));
  } finally {
    await supervisor.stopAll();
  }
}

// Awaited here, so that Node reports work that can never finish instead of ending as if all were well.
await main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    process.stderr.write(`switchyard: ${failureText(error)}\n`);
    process.exit(1);
  },
);
