import { parseArgs } from 'node:util';
import { failureWords } from '../errors.ts';
import { createFleet } from '../fleet/index.ts';
import { createTwilioSandbox } from './index.ts';

/** The telephone side's own process, started by ../index.ts, which has checked the arguments. Ends with its parent. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    vehicles: { type: 'string', default: '250' },
    seed: { type: 'string', default: '1' },
    'voice-url': { type: 'string' },
    'calls-per-hour': { type: 'string', default: '0' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});

/** Offices write numbers in many ways; the network knows one. */
function toE164(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}

async function main(): Promise<void> {
  const fleet = createFleet({ vehicleCount: Number(values.vehicles), seed: Number(values.seed) });
  const sandbox = createTwilioSandbox({
    ...(values['voice-url'] === undefined ? {} : { voiceUrl: values['voice-url'] }),
    driverNumbers: fleet.drivers.flatMap(({ phone }) => (phone === null ? [] : [toE164(phone)])),
    callsPerHour: Number(values['calls-per-hour']),
    faults: values.fault,
  });
  const url = await sandbox.start(Number(values.port));
  const end = () => void sandbox.stop().then(() => process.exit(0));
  process.stdin.resume();
  process.stdin.once('end', end);
  process.stdin.once('error', end);
  // Ctrl-C reaches the whole group: the parent says when it is time.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', end);
  const { sid, authToken, apiKeySid, apiKeySecret, applications, incomingNumbers } = sandbox.account;
  const address = {
    url,
    accountSid: sid,
    authToken,
    apiKeySid,
    apiKeySecret,
    applicationSid: [...applications.keys()][0],
    numbers: [...incomingNumbers.keys()],
  };
  process.stdout.write(`${JSON.stringify(address)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`sandbox: ${failureWords(error)}\n`);
  process.exit(1);
});
