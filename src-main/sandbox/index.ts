import { parseArgs } from 'node:util';
import { createSandboxClock } from './clock.ts';
import { failureWords } from './errors.ts';
import { createFleet, vehicleCountMax } from './fleet/index.ts';
import { createSamsaraSandbox, faultCatalogue, faultNames } from './samsara/index.ts';
import { startTwilioProcess } from './twilio-process.ts';
import { twilioFaultCatalogue, twilioFaultNames } from './twilio/faults.ts';

const usage = `npm run sandbox -- [options]
  --vehicles N       trucks, 1 to ${vehicleCountMax} (default 250)
  --seed S           integer; the same seed is the same company doing the same things (default 1)
  --speed X          the clock runs X times faster, up to 1000 (default 1)
  --samsara-port P   0 takes any free port (default 0)
  --twilio-port Q    starts the telephone side too; 0 takes any free port
  --voice-url URL    what its TwiML application and numbers ask at first
  --calls-per-hour N drivers call the office by themselves (default 0)
  --token T          bearer token to accept
  --long-names       every truck, driver and place has a long name
  --fault NAME       switch a fault on from the start; may be repeated
  --exit-with-parent ends when standard input closes
  --help

faults:
${faultNames.map((name) => `  ${name.padEnd(22)}${faultCatalogue[name].what}`).join('\n')}

faults of the telephone side:
${twilioFaultNames.map((name) => `  ${name.padEnd(22)}${twilioFaultCatalogue[name].what}`).join('\n')}
`;

const isTwilioFault = (name: string) => twilioFaultNames.some((known) => known === name);
const isSamsaraFault = (name: string) => faultNames.some((known) => known === name);

class UsageError extends Error {}

function readNumber(name: string, text: string, minimum: number, maximum: number, isInteger = true): number {
  const value = Number(text);
  if (
    text.trim() === '' ||
    !(value >= minimum && value <= maximum) ||
    (isInteger && !Number.isInteger(value))
  ) {
    const kind = isInteger ? 'an integer' : 'a number';
    throw new UsageError(`--${name} must be ${kind} from ${minimum} to ${maximum}, not "${text}"`);
  }
  return value;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      vehicles: { type: 'string', default: '250' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      'samsara-port': { type: 'string', default: '0' },
      'twilio-port': { type: 'string' },
      'voice-url': { type: 'string' },
      'calls-per-hour': { type: 'string', default: '0' },
      token: { type: 'string' },
      'long-names': { type: 'boolean', default: false },
      fault: { type: 'string', multiple: true, default: [] },
      'exit-with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const twilioPort = values['twilio-port'];
  const unknown = values.fault.find((name) => !isSamsaraFault(name) && !isTwilioFault(name));
  if (unknown !== undefined) {
    const known = [...faultNames, ...twilioFaultNames].join(', ');
    throw new UsageError(`no fault is called "${unknown}"; known: ${known}`);
  }
  return {
    vehicleCount: readNumber('vehicles', values.vehicles, 1, vehicleCountMax),
    seed: readNumber('seed', values.seed, 0, 0xffff_ffff),
    speed: readNumber('speed', values.speed, 0.1, 1_000, false),
    port: readNumber('samsara-port', values['samsara-port'], 0, 65_535),
    twilioPort: twilioPort === undefined ? null : readNumber('twilio-port', twilioPort, 0, 65_535),
    voiceUrl: values['voice-url'] ?? null,
    callsPerHour: readNumber('calls-per-hour', values['calls-per-hour'], 0, 36_000, false),
    token: values.token,
    hasLongNames: values['long-names'],
    faults: values.fault,
    exitsWithParent: values['exit-with-parent'],
    help: values.help,
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const sandbox = createSamsaraSandbox({
    fleet: createFleet(options),
    clock: createSandboxClock({ speed: options.speed }),
    faults: options.faults.filter(isSamsaraFault),
    ...(options.token === undefined ? {} : { token: options.token }),
  });
  const samsaraUrl = await sandbox.start(options.port);
  const twilio =
    options.twilioPort === null
      ? null
      : await startTwilioProcess({
          ...options,
          port: options.twilioPort,
          faults: options.faults.filter(isTwilioFault),
        });
  const end = () => void Promise.all([sandbox.stop(), twilio?.stop()]).then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  if (options.exitsWithParent) {
    process.stdin.resume();
    process.stdin.once('end', end);
    process.stdin.once('error', end);
  }
  const { vehicleCount: vehicles, seed } = options;
  process.stdout.write(
    `${JSON.stringify({
      ready: true,
      samsaraUrl,
      token: sandbox.token(),
      vehicles,
      seed,
      ...(twilio === null ? {} : { twilio: twilio.address }),
    })}\n`,
  );
}

const isWrongUse = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

main().catch((error: unknown) => {
  if (isWrongUse(error)) {
    process.stderr.write(`sandbox: ${error.message}\n\n${usage}`);
    process.exit(2);
  }
  process.stderr.write(`sandbox: ${failureWords(error)}\n`);
  process.exit(1);
});
