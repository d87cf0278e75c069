import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SandboxError } from './errors.ts';

export interface TwilioProcessOptions {
  readonly port: number;
  readonly vehicleCount: number;
  readonly seed: number;
  readonly voiceUrl: string | null;
  readonly callsPerHour: number;
  readonly faults: readonly string[];
}

export interface TwilioProcess {
  /** What it said when it was ready: address and credentials. */
  readonly address: unknown;
  stop(): Promise<void>;
}

/** Sound has a beat of 20 ms, which the fleet's work in the same process would break: so it is a process of its own. */
export async function startTwilioProcess(options: TwilioProcessOptions): Promise<TwilioProcess> {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('twilio/main.ts', import.meta.url)),
      ...['--port', String(options.port)],
      ...['--vehicles', String(options.vehicleCount), '--seed', String(options.seed)],
      ...['--calls-per-hour', String(options.callsPerHour)],
      ...(options.voiceUrl === null ? [] : ['--voice-url', options.voiceUrl]),
      ...options.faults.flatMap((name) => ['--fault', name]),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    void ended.then(() => reject(new SandboxError('the telephone side did not start')));
  });
  return {
    address: JSON.parse(line),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
