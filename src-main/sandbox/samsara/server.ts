import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxError } from '../errors.ts';
import { createSandboxClock, type SandboxClock } from '../clock.ts';
import { createFleet, type Fleet } from '../fleet/index.ts';
import { hash32 } from '../fleet/random.ts';
import { createControl } from './control.ts';
import { createDirectory } from './directory.ts';
import { createEndpoints, type Endpoint } from './endpoints.ts';
import { createFaults, type FaultName, type Faults } from './faults.ts';
import { readParameters, unknownParameters } from './parameters.ts';
import { createRateLimits, retryAfterSeconds } from './rate-limits.ts';
import { refusal } from './refusal.ts';

/** On every answer: how a client knows that it does not talk to the real service. */
export const sandboxHeader = 'X-Switchyard-Sandbox';
const host = '127.0.0.1';
const defaultUpdatesPerPage = 2_000;

export interface SamsaraSandboxOptions {
  /** Default: 250 trucks, seed 1. */
  readonly fleet?: Fleet;
  readonly clock?: SandboxClock;
  readonly token?: string;
  /** Faults on from the start. Throws, listing the known ones. */
  readonly faults?: readonly string[];
  /** Updates on a full feed or history page. */
  readonly updatesPerPage?: number;
  /** Real time for the request limits, Unix milliseconds or any steady count. */
  readonly wallNowMs?: () => number;
}

export interface SamsaraSandbox {
  readonly fleet: Fleet;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  /** Accepted now: changes while the fault `rotated-token` is on. */
  token(): string;
  /** Throws until started. */
  url(): string;
  /** Requests seen, by path. */
  requestCounts(): Readonly<Record<string, number>>;
  /** Listens on 127.0.0.1 only; port 0 takes any free one. Resolves with the base URL. */
  start(port?: number): Promise<string>;
  /** Ends open connections too. */
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
  headers,
});

const brokenPage: Answer = {
  status: 502,
  type: 'text/html',
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n',
};
const brokenText: Answer = { status: 500, type: 'text/plain', body: 'upstream connect error or disconnect' };

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new SandboxError('the server has no port');
  }
  return `http://${host}:${address.port}`;
}

/** The stand-in for Samsara's API, usable in a test or behind the command line. */
export function createSamsaraSandbox(options: SamsaraSandboxOptions = {}): SamsaraSandbox {
  const fleet = options.fleet ?? createFleet({ vehicleCount: 250, seed: 1 });
  const ownClock = options.clock ?? createSandboxClock();
  const firstToken = options.token ?? `samsara_api_sandbox_${fleet.seed}`;
  const faults = createFaults(ownClock);
  for (const name of options.faults ?? []) faults.switchOn(name);
  const nowMs = () => ownClock.nowMs() + (faults.get('clock-skew')?.setting ?? 0) * 1_000;
  const world = { fleet, directory: createDirectory(fleet), faults };
  const updatesPerPage = options.updatesPerPage ?? defaultUpdatesPerPage;
  const endpoints = createEndpoints({ ...world, updatesPerPage });
  const limits = createRateLimits(options.wallNowMs ?? (() => performance.now()));
  const counts = new Map<string, number>();
  const mistakes = new Map<string, string[]>();
  let requestNumber = 0;
  let url: string | null = null;

  const token = () => {
    const rotated = faults.get('rotated-token');
    return rotated === null ? firstToken : `${firstToken}_r${rotated.sinceMs}`;
  };
  const control = createControl({
    network: fleet.network,
    faults,
    clock: ownClock,
    state: () => ({
      nowMs: nowMs(),
      speed: ownClock.speed(),
      seed: fleet.seed,
      token: token(),
      vehicleCount: fleet.vehicles.length,
      driverCount: fleet.drivers.length,
      faults: faults.names(),
      requests: Object.fromEntries(counts),
      unknownParameters: Object.fromEntries(mistakes),
    }),
  });

  const checkAccess = (endpoint: Endpoint, bearer: string | null): void => {
    if (bearer !== token()) throw refusal(401, 'Invalid token.');
    const denied = faults.get('denied-scope');
    const paths = denied === null ? [] : denied.paths.length === 0 ? ['/gateways'] : denied.paths;
    if (paths.some((path) => endpoint.path.startsWith(path))) {
      throw refusal(403, `The token lacks the scope "${endpoint.scope}".`);
    }
  };

  const answerVendor = (
    method: string,
    path: string,
    query: URLSearchParams,
    bearer: string | null,
  ): Answer => {
    const endpoint = endpoints.get(path);
    if (endpoint === undefined) {
      if (bearer !== token()) throw refusal(401, 'Invalid token.');
      throw refusal(404, 'Not found.');
    }
    if (method !== 'GET') throw refusal(405, 'Method not allowed.');
    checkAccess(endpoint, bearer);
    const isStormy = faults.strikes('storm-429', path, requestNumber);
    if (isStormy || !limits.take(path, endpoint.requestsPerSecond))
      throw refusal(429, 'Exceeded rate limit.');
    const unknown = unknownParameters(path, query);
    if (unknown.length > 0) mistakes.set(path, [...new Set([...(mistakes.get(path) ?? []), ...unknown])]);
    return json(200, endpoint.answer(readParameters(path, query), nowMs()));
  };

  const answer = async (request: IncomingMessage, path: string, query: URLSearchParams): Promise<Answer> => {
    const method = request.method ?? 'GET';
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    if (path.startsWith('/sandbox/')) {
      // The first token keeps the knobs within reach while the vendor's side refuses it.
      if (bearer !== firstToken && bearer !== token()) throw refusal(401, 'Invalid token.');
      return json(200, await control.answer(method, path, request));
    }
    if (faults.strikes('html-5xx', path, requestNumber)) {
      return hash32(requestNumber) % 2 === 0 ? brokenPage : brokenText;
    }
    return answerVendor(method, path, query, bearer);
  };

  /** Expected refusals and bugs alike end as the vendor's error body; a bug says so on stderr. */
  const failureAnswer = (error: unknown): Answer => {
    const requestId = hash32(requestNumber, fleet.seed).toString(16).padStart(8, '0');
    const status = error instanceof SandboxError ? error.status : null;
    if (status === null || !(error instanceof Error)) {
      process.stderr.write(
        `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      return json(500, { message: 'The sandbox has a bug.', requestId });
    }
    const headers = status === 429 ? { 'Retry-After': retryAfterSeconds } : {};
    return json(status, { message: error.message, requestId }, headers);
  };

  const send = (
    response: ServerResponse,
    { status, type, body, headers }: Answer,
    isDropped: boolean,
  ): void => {
    const bytes = Buffer.from(body);
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': bytes.length,
      Date: new Date(nowMs()).toUTCString(),
      [sandboxHeader]: '1',
      ...headers,
    });
    if (!isDropped) {
      response.end(bytes);
      return;
    }
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requestNumber += 1;
    const number = requestNumber;
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`);
    counts.set(pathname, (counts.get(pathname) ?? 0) + 1);
    const isControl = pathname.startsWith('/sandbox/');
    const strikes = (name: FaultName) => !isControl && faults.strikes(name, pathname, number);
    if (strikes('slow')) await sleep(faults.get('slow')?.setting ?? 0, undefined, { ref: false });
    const made = await answer(request, pathname, searchParams).catch(failureAnswer);
    send(response, made, strikes('dropped-connection'));
  };

  const server = createServer((request, response) => void serve(request, response));
  return {
    fleet,
    clock: ownClock,
    faults,
    token,
    url() {
      if (url === null) throw new SandboxError('the sandbox has not been started');
      return url;
    },
    requestCounts: () => Object.fromEntries(counts),
    async start(port = 0) {
      url = await listen(server, port);
      return url;
    },
    async stop() {
      url = null;
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
