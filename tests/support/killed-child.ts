import { spawn } from 'node:child_process';

/**
 * Runs a TypeScript file in a Node of its own and kills it (SIGKILL) as soon as `isEnough` says so of the lines it has
 * written. Resolves with all its lines when it is gone; rejects when it failed by itself.
 */
export function runUntilKilled(
  file: string,
  parameters: readonly string[],
  isEnough: (lines: readonly string[]) => boolean,
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaint = '';
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (isEnough(output.split('\n').slice(0, -1))) child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.on('close', (code) => {
      clearTimeout(tooLong);
      // What follows the last line break was cut by the kill.
      if (code === null || code === 0) resolve(output.split('\n').slice(0, -1));
      else reject(new Error(`child ended with ${code}: ${complaint}`));
    });
  });
}
