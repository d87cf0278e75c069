import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Twiml } from '../twiml/index.ts';
import type { Exchange } from '../exchange/index.ts';
import type { TwilioFaults } from '../faults.ts';
import { accountResource, applicationRoutes, incomingNumberRoutes } from './applications.ts';
import { callRoutes } from './calls.ts';
import { conferenceRoutes } from './conferences.ts';
import { checkCredentials } from './credentials.ts';
import { createFaultyDoor } from './faulty-door.ts';
import { createForm } from './form.ts';
import { createLimit } from './limits.ts';
import { messageRoutes } from './messages.ts';
import { participantRoutes } from './participants.ts';
import { queueRoutes } from './queues.ts';
import { recordingFile, recordingRoutes } from './recordings.ts';
import { accountPath, answerOf, apiPath, type RestAnswer, type RestDeps } from './request.ts';
import { errorBody, RestError } from './rest-error.ts';
import { createRouting } from './routing.ts';

export interface RestOptions {
  readonly exchange: Exchange;
  readonly twiml: Twiml;
  /** Where this API is reached, without a slash at its end. */
  apiUrl(): string;
  /** Left out: nothing goes wrong. */
  readonly faults?: TwilioFaults;
  /** Requests a second before 429; default 100. */
  readonly requestsPerSecondMax?: number;
  /** Steady milliseconds for the limit. */
  readonly steadyNowMs?: () => number;
}

export interface Rest {
  /** False when the path is none of this API's; then nothing was answered. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

const bodyBytesMax = 256 * 1024;
const requestsPerSecondDefault = 100;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    byteCount += bytes.length;
    if (byteCount > bodyBytesMax) throw new RestError(413, 20_001, 'The body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** How the product finds out that it does not talk to the real service. */
const sandboxHeaders = { 'X-Switchyard-Sandbox': '1', 'Twilio-Concurrent-Requests': '1' };

function send(response: ServerResponse, answer: RestAnswer): void {
  if (answer.kind === 'nothing') {
    response.writeHead(204, sandboxHeaders).end();
    return;
  }
  const bytes = answer.kind === 'file' ? answer.bytes : Buffer.from(JSON.stringify(answer.body));
  const type = answer.kind === 'file' ? answer.type : 'application/json';
  response
    .writeHead(answer.kind === 'file' ? 200 : answer.status, {
      ...sandboxHeaders,
      'Content-Type': type,
      'Content-Length': bytes.length,
    })
    .end(bytes);
}

function failureAnswer(error: unknown): RestAnswer {
  if (error instanceof RestError) return answerOf(errorBody(error), error.status);
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  return answerOf(errorBody(new RestError(500, 20_500, 'The sandbox has a bug.')), 500);
}

/** Twilio's REST API, as far as a telephone desk needs it: `/2010-04-01/Accounts/{sid}/…`. */
export function createRest(options: RestOptions): Rest {
  const { exchange, twiml, apiUrl } = options;
  const deps: RestDeps = { exchange, twiml, apiUrl };
  const { account } = exchange;
  const routeOf = createRouting(account.sid, [
    ...callRoutes(deps),
    ...recordingRoutes(deps),
    ...conferenceRoutes(deps),
    ...participantRoutes(deps),
    ...applicationRoutes(deps),
    ...incomingNumberRoutes(deps),
    ...messageRoutes(deps),
    ...queueRoutes(deps),
  ]);
  const door = createFaultyDoor(options.faults ?? null);
  const limit = createLimit(
    options.requestsPerSecondMax ?? requestsPerSecondDefault,
    options.steadyNowMs ?? (() => performance.now()),
  );

  const answerTo = async (request: IncomingMessage, path: string, queryText: string): Promise<RestAnswer> => {
    await door.pass();
    checkCredentials(request.headers.authorization, account);
    limit.take();
    const method = request.method ?? 'GET';
    const query = createForm(new URLSearchParams(queryText));
    if (method === 'GET' && path === `${accountPath(account.sid)}.json`)
      return answerOf(accountResource(account));
    if (method === 'GET' && path.startsWith(accountPath(account.sid))) {
      const bytes = recordingFile(deps, path, query);
      if (bytes !== null) return { kind: 'file', type: 'audio/x-wav', bytes };
    }
    const { route, at } = routeOf(method, path);
    const form = createForm(new URLSearchParams(method === 'POST' ? await readBody(request) : ''));
    return route.answer({ path, at, query, form });
  };

  return {
    async answer(request, response) {
      const [path = '/', queryText = ''] = (request.url ?? '/').split('?', 2);
      if (!path.startsWith(`${apiPath}/`)) return false;
      let answer: RestAnswer;
      try {
        answer = await answerTo(request, path, queryText);
      } catch (error) {
        answer = failureAnswer(error);
      }
      send(response, answer);
      return true;
    },
  };
}
