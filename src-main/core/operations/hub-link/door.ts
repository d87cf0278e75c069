import { z } from 'zod';
import { AppError, isAppError } from '../../platform/errors.ts';
import type { HttpClient } from '../../platform/http.ts';
import { isLoopback } from '../../platform/loopback.ts';
import type { HubAccount } from './index.ts';

const myselfSchema = z.object({ desk: z.object({ id: z.string(), name: z.string() }).nullable() });
const requestMsMax = 15_000;

/** A token in the clear could be read by anybody on the way, so only this computer is talked to without TLS. */
export function checkAddress(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return;
  throw new AppError('hub/unsafe-address', 'the address of a hub begins with https://');
}

const refusedStatuses: readonly unknown[] = [401, 403];

/**
 * Asks by HTTP before the socket is opened, since a socket that is refused does not say why.
 * Throws `hub/refused`, `hub/unsafe-address`, and what `HttpClient` throws.
 */
export async function knock(
  http: HttpClient,
  { url, token }: HubAccount,
  signal: AbortSignal,
): Promise<void> {
  checkAddress(url);
  try {
    const { text } = await http.request({
      method: 'POST',
      url: new URL('/api/v1/access/getMyself', url).href,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'switchyard-versions': '1',
      },
      body: '{}',
      endpoint: 'hub',
      timeoutMs: requestMsMax,
      signal,
    });
    const parsed = myselfSchema.safeParse(JSON.parse(text));
    if (parsed.success && parsed.data.desk !== null) return;
    throw new AppError('hub/refused', 'the hub does not know this desk');
  } catch (error) {
    if (isAppError(error) && error.code === 'http/status' && refusedStatuses.includes(error.data['status'])) {
      throw new AppError('hub/refused', 'the hub does not know this desk', { cause: error });
    }
    if (error instanceof SyntaxError)
      throw new AppError('hub/unreachable', 'there is no hub at this address');
    throw error;
  }
}
