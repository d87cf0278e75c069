import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandboxClock, type SandboxClock } from '../clock.ts';
import { SandboxError } from '../errors.ts';
import { createFleet, type Fleet } from '../fleet/index.ts';
import { createAddressBook } from './address-book.ts';
import { createControl, readBody } from './control.ts';
import { createDirectory } from './directory.ts';
import { createFaults, type Faults } from './faults.ts';
import { bearerOf, failureAnswer, json, sendAnswer, type Answer } from './http-answer.ts';
import { refusal } from './refusal.ts';
import { createVendor, type Vendor } from './vendor.ts';

const host = '127.0.0.1';
const defaultUpdatesPerPage = 2_000;
/** A hostile client cannot fill the memory with names of paths. */
const countedPathsMax = 200;

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

interface Parts {
  readonly fleet: Fleet;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly firstToken: string;
  readonly counts: Map<string, number>;
  token(): string;
  nowMs(): number;
}

function assemble(options: SamsaraSandboxOptions): Parts {
  const fleet = options.fleet ?? createFleet({ vehicleCount: 250, seed: 1 });
  const clock = options.clock ?? createSandboxClock();
  const faults = createFaults(clock);
  for (const name of options.faults ?? []) faults.switchOn(name);
  const firstToken = options.token ?? `samsara_api_sandbox_${fleet.seed}`;
  return {
    fleet,
    clock,
    faults,
    firstToken,
    counts: new Map(),
    nowMs: () => clock.nowMs() + (faults.get('clock-skew')?.setting ?? 0) * 1_000,
    token() {
      const rotated = faults.get('rotated-token');
      return rotated === null ? firstToken : `${firstToken}_r${rotated.sinceMs}`;
    },
  };
}

const stateOf = (parts: Parts, vendor: Vendor) => () => ({
  nowMs: parts.nowMs(),
  speed: parts.clock.speed(),
  seed: parts.fleet.seed,
  token: parts.token(),
  vehicleCount: parts.fleet.vehicles.length,
  driverCount: parts.fleet.drivers.length,
  faults: parts.faults.names(),
  requests: Object.fromEntries(parts.counts),
  unknownParameters: vendor.mistakes(),
});

function createListener(parts: Parts, options: SamsaraSandboxOptions) {
  const { fleet, clock, faults, counts, nowMs, token } = parts;
  const directory = createDirectory(fleet);
  const vendor = createVendor({
    fleet,
    faults,
    token,
    nowMs,
    directory,
    addresses: createAddressBook(fleet, (place) => directory.placeTags(place).map(({ id }) => id)),
    updatesPerPage: options.updatesPerPage ?? defaultUpdatesPerPage,
    wallNowMs: options.wallNowMs ?? (() => performance.now()),
  });
  const control = createControl({ network: fleet.network, faults, clock, state: stateOf(parts, vendor) });
  let requestNumber = 0;

  const answerControl = async (request: IncomingMessage, path: string): Promise<Answer> => {
    // The first token keeps the knobs within reach while the vendor's side refuses it.
    const bearer = bearerOf(request);
    if (bearer !== parts.firstToken && bearer !== token()) throw refusal(401, 'Invalid token.');
    return json(200, await control.answer(request.method ?? 'GET', path, request));
  };
  const answer = async (request: IncomingMessage, path: string, query: URLSearchParams, number: number) => {
    if (path.startsWith('/sandbox/')) return answerControl(request, path);
    if (faults.strikes('slow', path, number)) {
      await sleep(faults.get('slow')?.setting ?? 0, undefined, { ref: false });
    }
    const method = request.method ?? 'GET';
    const body = method === 'GET' ? '' : await readBody(request);
    return vendor.answer({ number, method, path, query, bearer: bearerOf(request), body });
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requestNumber += 1;
    const number = requestNumber;
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    if (counts.size < countedPathsMax || counts.has(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
    let made: Answer;
    try {
      made = await answer(request, path, new URLSearchParams(query), number);
    } catch (error) {
      made = failureAnswer(error, number);
    }
    const isVendor = !path.startsWith('/sandbox/');
    sendAnswer(response, made, nowMs(), isVendor && faults.strikes('dropped-connection', path, number));
  };
}

/** The stand-in for Samsara's API, usable in a test or behind the command line. */
export function createSamsaraSandbox(options: SamsaraSandboxOptions = {}): SamsaraSandbox {
  const parts = assemble(options);
  const listener = createListener(parts, options);
  const server = createServer((request, response) => void listener(request, response));
  let url: string | null = null;
  return {
    fleet: parts.fleet,
    clock: parts.clock,
    faults: parts.faults,
    token: parts.token,
    url() {
      if (url === null) throw new SandboxError('the sandbox has not been started');
      return url;
    },
    requestCounts: () => Object.fromEntries(parts.counts),
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
