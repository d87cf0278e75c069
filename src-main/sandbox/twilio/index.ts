import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SandboxError } from '../errors.ts';
import { createControl } from './control.ts';
import { createAccount, createExchange, type Account, type Exchange } from './exchange/index.ts';
import { createTwilioFaults, type TwilioFaults } from './faults.ts';
import { connectTelephones, sounds, startBeat, type PhonePlan, type Telephones } from './media/index.ts';
import { createRest, type Rest } from './rest/index.ts';
import { createInsights, createSignalling, type InsightsPost, type Signalling } from './signalling/index.ts';
import { createTwiml } from './twiml/index.ts';

export { phoneToneHz } from './media/index.ts';

const host = '127.0.0.1';
const sandboxHeader = 'X-Switchyard-Sandbox';

export interface TwilioSandboxOptions {
  /** What the TwiML application and the office's numbers ask at first; both change by REST. */
  readonly voiceUrl?: string;
  /** Numbers of drivers who call in by themselves. */
  readonly driverNumbers?: readonly string[];
  readonly callsPerHour?: number;
  readonly faults?: readonly string[];
  /** What telephones do unless told otherwise, e.g. `{ behavior: 'answers', saysTone: true }` in tests. */
  readonly planDefaults?: Partial<PhonePlan>;
  readonly heartbeatMs?: number;
}

export interface TwilioSandbox {
  readonly exchange: Exchange;
  readonly account: Account;
  readonly faults: TwilioFaults;
  readonly telephones: Telephones;
  insights(): readonly InsightsPost[];
  /** Listens on 127.0.0.1 only; resolves with the base URL, `http://127.0.0.1:PORT`. */
  start(port?: number): Promise<string>;
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
  if (address === null || typeof address === 'string') throw new SandboxError('the server has no port');
  return `http://${host}:${address.port}`;
}

const sendJson = (response: ServerResponse, status: number, value: unknown) =>
  response
    .writeHead(status, { 'Content-Type': 'application/json', [sandboxHeader]: '1' })
    .end(JSON.stringify(value));

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

interface Parts {
  readonly exchange: Exchange;
  readonly faults: TwilioFaults;
  readonly telephones: Telephones;
  readonly signalling: Signalling;
  readonly insights: ReturnType<typeof createInsights>;
  readonly rest: Rest;
}

function createListener(parts: Parts) {
  const { exchange, insights, rest, signalling } = parts;
  const control = createControl({
    ...parts,
    registered: () => signalling.registered(),
    insights: () => insights.posts(),
  });
  const answerControl = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    if (request.headers.authorization !== `Bearer ${exchange.account.authToken}`) {
      throw new SandboxError('The auth token is missing.', 401);
    }
    sendJson(response, 200, await control.answer(request.method ?? 'GET', path, request));
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    try {
      if (path.startsWith('/sandbox/')) await answerControl(request, response, path);
      else if (!(await insights.answer(request, response, path)) && !(await rest.answer(request, response))) {
        throw new SandboxError('Not found.', 404);
      }
    } catch (error) {
      if (error instanceof SandboxError) sendJson(response, error.status ?? 500, { message: error.message });
      else {
        process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
        sendJson(response, 500, { message: 'The sandbox has a bug.' });
      }
    }
  };
}

/** The stand-in for Twilio, usable in a test or behind the command line. */
export function createTwilioSandbox(options: TwilioSandboxOptions = {}): TwilioSandbox {
  const account = createAccount(options.voiceUrl ?? null);
  const exchange = createExchange({ account, sounds });
  const faults = createTwilioFaults(options.faults);
  const { planDefaults, heartbeatMs, driverNumbers: numbers = [] } = options;
  const telephones = connectTelephones({
    exchange,
    faults,
    numbers,
    ...(planDefaults === undefined ? {} : { planDefaults }),
  });
  const signalling = createSignalling({
    exchange,
    faults,
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  });
  const insights = createInsights();
  let url = '';
  const apiUrl = () => url;
  const twiml = createTwiml({ exchange, apiUrl });
  const rest = createRest({ exchange, twiml, apiUrl, faults });
  const listener = createListener({ exchange, faults, telephones, signalling, insights, rest });
  const server = createServer((request, response) => void listener(request, response));
  server.on('upgrade', (request, socket, head) => {
    if (!signalling.takeUpgrade(request, socket, head)) socket.destroy();
  });
  let stopBeat: (() => void) | null = null;
  return {
    exchange,
    account,
    faults,
    telephones,
    insights: () => insights.posts(),
    async start(port = 0) {
      url = await listen(server, port);
      stopBeat = startBeat(() => exchange.beat());
      telephones.callers.setRate(options.callsPerHour ?? 0);
      return url;
    },
    async stop() {
      telephones.callers.stop();
      twiml.stop();
      stopBeat?.();
      exchange.stop();
      signalling.stop();
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
