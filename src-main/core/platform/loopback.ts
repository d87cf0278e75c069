import { isIP } from 'node:net';

/** Whether this host is the computer itself, so that nobody is on the way; as typed or as `URL` has it (`[::1]`). */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
