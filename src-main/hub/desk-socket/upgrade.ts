import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Identity } from '../access/identity.ts';
import { tokensOf } from '../web/tokens.ts';
import { commonVersion, type ApiVersion } from '../web/versions.ts';

/** One socket for calls, one for positions: a long answer does not hold up the map. */
export const socketPaths = { '/desk/api': 'api', '/desk/frames': 'frames' } as const;
export type SocketChannel = (typeof socketPaths)[keyof typeof socketPaths];

const protocolPrefix = 'switchyard.v';
export const protocolOf = (version: number): string => `${protocolPrefix}${version}`;

/** `switchyard.v2, switchyard.v1`: WebSocket's own way to agree on a version. */
export function versionOf(protocols: Iterable<string>): ApiVersion | null {
  const versions = [...protocols]
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol.startsWith(protocolPrefix))
    .map((protocol) => Number(protocol.slice(protocolPrefix.length)));
  return commonVersion(versions);
}

export type Admission =
  | {
      readonly kind: 'welcome';
      readonly channel: SocketChannel;
      readonly version: ApiVersion;
      readonly identity: Identity;
      readonly tokens: readonly string[];
    }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string };

const refused = (status: number, code: string): Admission => ({ kind: 'refused', status, code });

/** Whether this request for a socket is let in. */
export async function admit(
  request: IncomingMessage,
  identify: (tokens: readonly string[]) => Promise<Identity | null>,
): Promise<Admission> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const channel = Object.entries(socketPaths).find(([known]) => known === path)?.[1];
  if (channel === undefined) return refused(404, 'hub/not-found');
  // Browsers always send one, and a page of somebody else's must not ride on what a browser holds.
  if (request.headers.origin !== undefined) return refused(403, 'hub/no-browsers');
  const version = versionOf((request.headers['sec-websocket-protocol'] ?? '').split(','));
  if (version === null) return refused(400, 'hub/no-common-version');
  const tokens = tokensOf(request.headers);
  const identity = await identify(tokens);
  if (identity === null || tokens.length === 0) return refused(401, 'hub/unknown-token');
  return { kind: 'welcome', channel, version, identity, tokens };
}

/** An HTTP answer by hand: there is no response object for an upgrade. */
export function refuseUpgrade(socket: Duplex, status: number, code: string): void {
  const body = JSON.stringify({ code });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  );
}
