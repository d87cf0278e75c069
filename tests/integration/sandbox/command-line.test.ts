import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../../../src-main/sandbox/index.ts', import.meta.url));
const started: ChildProcessWithoutNullStreams[] = [];

function run(...parameters: string[]) {
  const child = spawn(process.execPath, [program, ...parameters]);
  started.push(child);
  const output = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.error += text));
  const ended = once(child, 'close').then(([code]) => Number(code));
  const ready = async (): Promise<Record<string, unknown>> => {
    while (!output.out.includes('\n')) await Promise.race([once(child.stdout, 'data'), ended]);
    return JSON.parse(output.out) as Record<string, unknown>;
  };
  return { child, output, ended, ready };
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

describe('the sandbox from the command line', () => {
  it('says in one line where it listens, serves, and ends on SIGTERM', async () => {
    const { child, output, ended, ready } = run(
      '--vehicles',
      '12',
      '--seed',
      '7',
      '--fault',
      'duplicates',
      '--fault',
      'lose-media',
      '--twilio-port',
      '0',
    );
    const line = await ready();
    expect(line).toMatchObject({
      ready: true,
      vehicles: 12,
      seed: 7,
      token: expect.stringMatching(/^samsara_api_sandbox_/),
    });
    const url = String(line['samsaraUrl']);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const reply = await fetch(`${url}/sandbox/state`, {
      headers: { Authorization: `Bearer ${String(line['token'])}` },
    });
    expect(await reply.json()).toMatchObject({ vehicleCount: 12, seed: 7, faults: ['duplicates'] });
    const twilio = line['twilio'] as Record<string, string>;
    const phoneState = await fetch(`${twilio['url'] ?? ''}/sandbox/state`, {
      headers: { Authorization: `Bearer ${twilio['authToken'] ?? ''}` },
    });
    expect(await phoneState.json()).toMatchObject({ faults: ['lose-media'], calls: [] });
    expect(output.error).toBe('');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output.out.trim().split('\n')).toHaveLength(1);
  });

  it('ends when its parent goes away', async () => {
    const { child, ended, ready } = run('--vehicles', '1', '--exit-with-parent');
    await ready();
    child.stdin.end();
    expect(await ended).toBe(0);
  });

  it.each([
    [['--vehicles', '0'], '--vehicles must be an integer from 1 to 10000'],
    [['--vehicles', 'many'], '--vehicles must be an integer'],
    [['--speed', '0'], '--speed must be a number from 0.1 to 1000'],
    [['--samsara-port', '70000'], '--samsara-port'],
    [['--fault', 'gremlins'], 'no fault is called "gremlins"; known: late-batch'],
    [['--colour', 'red'], 'Unknown option'],
  ])('refuses %j with exit code 2', async (parameters, message) => {
    const { output, ended } = run(...parameters);
    expect(await ended).toBe(2);
    expect(output.error).toContain(message);
    expect(output.out).toBe('');
  });

  it.each(['--samsara-port', '--twilio-port'])('says which port is taken: %s', async (name) => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const { output, ended } = run('--vehicles', '1', name, port);
    expect(await ended).toBe(1);
    expect(output.error).toContain(`port ${port} is taken by another program; choose another one`);
  });
});
