import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { rpcMessageBytesMax } from '../../core/platform/rpc-server.ts';
import type { Clock } from '../../core/platform/clock.ts';
import type { Ids } from '../../core/platform/ids.ts';
import type { Logger } from '../../core/platform/logger.ts';
import type { TlsFiles } from '../configuration.ts';
import { codeOfStatus } from './failures.ts';
import type { RateLimits } from './rate-limits.ts';
import { securityHeaders } from './security-headers.ts';

const requestMsMax = 30_000;
const keepAliveMs = 75_000;
/** Requests under way get this long when the hub stops. */
const stopGraceMs = 5_000;

export interface WebServerDeps {
  readonly tls: TlsFiles | null;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

export const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ code, message });

/** The path without its query: what may be written to a log. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '/';

function addGuards(app: FastifyInstance, { tls, limits, clock, logger }: WebServerDeps): void {
  const headers = securityHeaders(tls !== null);
  const startedAtMs = new WeakMap<FastifyRequest, number>();
  app.addHook('onRequest', async (request, reply) => {
    startedAtMs.set(request, clock.nowMs());
    reply.headers({ ...headers, 'x-request-id': request.id });
    const waitMs = await limits.refuse(request.ip, pathOf(request));
    if (waitMs === null) return;
    reply.header('retry-after', Math.ceil(waitMs / 1_000));
    await refuse(reply, 429, 'hub/rate-limited', 'Too many requests from this address.');
  });
  app.addHook('onResponse', (request, reply, done) => {
    const durationMs = clock.nowMs() - (startedAtMs.get(request) ?? clock.nowMs());
    const { id, method } = request;
    logger.debug(
      { requestId: id, method, path: pathOf(request), status: reply.statusCode, durationMs },
      'answered',
    );
    done();
  });
}

function addRefusals(app: FastifyInstance, { logger }: WebServerDeps): void {
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'hub/not-found', 'There is nothing here.'));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, status, codeOfStatus(status), 'The request cannot be read.');
    logger.error({ error, requestId: request.id, path: pathOf(request) }, 'bug in the hub');
    const message = 'Switchyard made a mistake. It has been written to the log.';
    return refuse(reply, 500, 'platform/bug', message);
  });
}

/** Streams never end by themselves: they are ended first, so that only requests proper are waited for. */
function endStreamsOnStop(app: FastifyInstance): void {
  const streams = new Set<FastifyReply['raw']>();
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) {
      streams.add(reply.raw);
      reply.raw.once('close', () => streams.delete(reply.raw));
    }
    done();
  });
  app.addHook('preClose', (done) => {
    for (const stream of streams) stream.destroy();
    done();
  });
}

/** Fastify with what every answer has: security headers, a request id, limits, and no stack traces. */
export function createWebServer(deps: WebServerDeps): FastifyInstance {
  const { tls, ids } = deps;
  const app = fastify({
    ...(tls === null ? {} : { https: { ...tls, minVersion: 'TLSv1.2' as const } }),
    bodyLimit: rpcMessageBytesMax,
    requestTimeout: requestMsMax,
    keepAliveTimeout: keepAliveMs,
    // An id from outside would stand in the log as if it were ours.
    requestIdHeader: false,
    genReqId: () => ids.next(),
    trustProxy: false,
    logger: false,
    return503OnClosing: true,
  }) as unknown as FastifyInstance;
  addGuards(app, deps);
  endStreamsOnStop(app);
  addRefusals(app, deps);
  return app;
}

/** Takes nothing new, lets what is under way end, and then ends it. */
export async function closeWebServer(app: FastifyInstance, clock: Clock): Promise<void> {
  const done = new AbortController();
  const closing = app.close().finally(() => done.abort());
  await Promise.race([closing, clock.sleep(stopGraceMs, done.signal)]);
  app.server.closeAllConnections();
  await closing;
}
