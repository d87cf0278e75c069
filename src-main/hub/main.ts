import { parseArgs } from 'node:util';
import packageFile from '../../package.json' with { type: 'json' };
import { systemClock } from '../core/platform/clock.ts';
import { isAppError } from '../core/platform/errors.ts';
import { defaultPort, readConfiguration } from './configuration.ts';
import { createHub, type Hub } from './index.ts';

const usage = `npm run hub -- [options]
  --data-folder PATH   where everything is kept (default: the folder for data of your account)
  --port P             default ${defaultPort}; 0 takes any free port
  --certificate PATH   PEM; with it (and --key) the hub is there for the office, not only for this computer
  --key PATH           PEM, of the certificate
  --host H             default: 127.0.0.1, with a certificate every address
  --new-admin-token    makes another admin token in place of the one there is, prints it, and ends
  --exit-with-parent   ends when standard input closes
  --help

environment:
  DATABASE_URL         postgres://… instead of a SQLite file in the data folder
  SAMSARA_API_TOKEN    whose fleet it is; SAMSARA_BASE_URL for another Samsara
  SWITCHYARD_PUBLIC_URL  https address that Twilio reaches this hub at; with it the telephone is the hub's, and all of
                       TWILIO_ACCOUNT_SID, _API_KEY, _API_SECRET, _AUTH_TOKEN, _APPLICATION_SID, _CALLER_IDS are needed
`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      'data-folder': { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      certificate: { type: 'string' },
      key: { type: 'string' },
      'new-admin-token': { type: 'boolean', default: false },
      'exit-with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return { ...values, dataFolder: values['data-folder'] };
}

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

function endWhenAsked(hub: Hub, exitsWithParent: boolean): void {
  const end = () => void hub.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  if (!exitsWithParent) return;
  process.stdin.resume();
  process.stdin.once('end', end);
  process.stdin.once('error', end);
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given.help) {
    process.stdout.write(usage);
    return;
  }
  const hub = await createHub({
    configuration: await readConfiguration(given, process.env),
    version: packageFile.version,
    fetch: globalThis.fetch,
    clock: systemClock,
  });
  if (given['new-admin-token']) {
    print({ adminToken: await hub.replaceAdminToken() });
    await hub.stop();
    return;
  }
  endWhenAsked(hub, given['exit-with-parent']);
  const { url, adminToken } = await hub.start();
  // The one place where the token is ever seen; what is kept is a hash of it.
  print({ ready: true, url, ...(adminToken === null ? {} : { adminToken }) });
  if (adminToken !== null) process.stderr.write('hub: keep the admin token; it is not shown again\n');
}

const isWrongUse = (error: unknown): boolean =>
  (isAppError(error) && error.code === 'hub/wrong-arguments') ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

/** `undefined`: nobody expected this, so its stack is wanted. */
function textOfExpected(error: Error): string | undefined {
  if (isWrongUse(error) || isAppError(error)) return error.message;
  if (!('code' in error) || error.code !== 'EADDRINUSE') return undefined;
  const port = 'port' in error ? String(error.port) : '';
  return `port ${port} is taken, perhaps by a hub that runs already; choose another one by --port`;
}

await main().catch((error: unknown) => {
  const text = error instanceof Error ? (textOfExpected(error) ?? error.stack) : String(error);
  process.stderr.write(`hub: ${text}\n${isWrongUse(error) ? `\n${usage}` : ''}`);
  process.exit(isWrongUse(error) ? 2 : 1);
});
