import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import twilio from 'twilio';
import {
  createExchange,
  type Call,
  type FarEnd,
  type Frame,
} from '../../../../src-main/sandbox/twilio/exchange/index.ts';
import { createRest } from '../../../../src-main/sandbox/twilio/rest/index.ts';
import { createTwiml } from '../../../../src-main/sandbox/twilio/twiml/index.ts';

const require = createRequire(import.meta.url);
export const apiDescription = require('@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json') as {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: unknown;
};

export interface Hook {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly isSigned: boolean;
}

const frame = (level: number): Frame => new Int16Array(160).fill(level);
const source = (level: number, count = Infinity) => {
  let left = count;
  return { next: () => (left-- > 0 ? frame(level) : null) };
};

/** Sounds that differ in level; all short, so that documents are soon through. */
const sounds = {
  tune: () => source(7),
  tone: () => source(8, 5),
  ringback: () => source(9),
  beep: () => source(11, 2),
  pause: (durationMs: number) => source(0, durationMs / 20),
  speech: () => source(13, 5),
  wav: () => source(15, 5),
  digits: (digits: string) => source(17, digits.length),
};

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
};

export interface Phone {
  call(): Call;
  readonly told: string[];
  level: number;
  heard: number;
}

/** An exchange with REST, the app's server behind its webhooks, and telephones moved by the test. */
export async function openOffice(requestsPerSecondMax = 1_000) {
  const exchange = createExchange({ sounds });
  let url = '';
  const twiml = createTwiml({ exchange, apiUrl: () => url, answerMsMax: 1_000 });
  const rest = createRest({ exchange, twiml, apiUrl: () => url, requestsPerSecondMax });
  const phones = new Map<string, Phone>();
  const connect = (name: string, call: () => Call): FarEnd => {
    const phone: Phone = { call, told: [], level: 0, heard: 0 };
    phones.set(name, phone);
    return {
      ring: () => void phone.told.push('ring'),
      showRinging: () => void phone.told.push('ringing'),
      accept: () => void phone.told.push('accept'),
      hangUp: ({ kind }) => void phone.told.push(kind),
      sendMessage: ({ content }) => void phone.told.push(content),
      take: () => frame(phone.level),
      hear: (heard) => {
        phone.heard = heard[0] ?? 0;
      },
    };
  };
  exchange.addDestination((to, call) => connect(to, call));

  const hooks: Hook[] = [];
  const answers = new Map<string, string | ((fields: Hook['fields']) => string)>();
  const app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const asked = request.url ?? '';
      const path = asked.split('?', 1)[0] ?? '';
      const signature = String(request.headers['x-twilio-signature']);
      const isSigned = twilio.validateRequest(
        exchange.account.authToken,
        signature,
        `${appUrl}${asked}`,
        fields,
      );
      hooks.push({ path, fields, isSigned });
      const answer = answers.get(path);
      if (answer === undefined) {
        response.writeHead(path.startsWith('/told') ? 204 : 404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/xml' });
      response.end(typeof answer === 'string' ? answer : answer(fields));
    });
  });
  const appUrl = await listen(app);
  const server = createServer((request, response) => void rest.answer(request, response));
  url = await listen(server);
  const beat = setInterval(() => exchange.beat(), 2);
  const { account } = exchange;
  const client = twilio(account.apiKeySid, account.apiKeySecret, { accountSid: account.sid });
  client.api.baseUrl = url;

  const callIn = (path: string, from = '+13125550111'): Call => {
    const call = exchange.accept(from, '+13125550100', (get) => connect(from, get));
    void exchange.scripts.runTwiml(call, { url: `${appUrl}${path}` });
    return call;
  };
  return {
    exchange,
    twiml,
    client,
    url,
    appUrl,
    hooks,
    answers,
    phones,
    callIn,
    answerOn: (path: string, body: string) =>
      answers.set(path, `<?xml version="1.0"?><Response>${body}</Response>`),
    async close() {
      clearInterval(beat);
      exchange.stop();
      await twiml.webhooks.settled();
      twiml.stop();
      app.closeAllConnections();
      server.closeAllConnections();
      app.close();
      server.close();
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
