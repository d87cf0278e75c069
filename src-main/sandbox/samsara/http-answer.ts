import type { IncomingMessage, ServerResponse } from 'node:http';
import { SandboxError } from '../errors.ts';
import { hash32 } from '../fleet/random.ts';
import { retryAfterSeconds } from './rate-limits.ts';

/** On every answer: how a client knows that it does not talk to the real service. */
const sandboxHeader = 'X-Switchyard-Sandbox';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, type: 'application/json', body: JSON.stringify(value), headers });

export const noContent: Answer = { status: 204, type: 'application/json', body: '' };

/** What stands in front of the service answers so when the service is down: no JSON. */
export const brokenAnswers: readonly Answer[] = [
  {
    status: 502,
    type: 'text/html',
    body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n',
  },
  { status: 500, type: 'text/plain', body: 'upstream connect error or disconnect' },
];

export const bearerOf = (request: IncomingMessage): string | null =>
  /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

/** Expected refusals and bugs alike end as the vendor's error body; a bug says so on stderr. */
export function failureAnswer(error: unknown, requestNumber: number): Answer {
  const requestId = hash32(requestNumber, 83).toString(16).padStart(8, '0');
  if (!(error instanceof SandboxError) || error.status === null) {
    process.stderr.write(
      `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return json(500, { message: 'The sandbox has a bug.', requestId });
  }
  const headers = error.status === 429 ? { 'Retry-After': retryAfterSeconds } : {};
  return json(error.status, { message: error.message, requestId }, headers);
}

/** `isDropped`: the connection breaks off in the middle of the body. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  nowMs: number,
  isDropped: boolean,
): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'Content-Type': answer.type,
    'Content-Length': bytes.length,
    Date: new Date(nowMs).toUTCString(),
    [sandboxHeader]: '1',
    ...answer.headers,
  });
  if (!isDropped) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
