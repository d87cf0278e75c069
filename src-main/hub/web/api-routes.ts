import { OpenAPIHandler } from '@orpc/openapi/fastify';
import type { AnyRouter } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../core/platform/logger.ts';
import type { Access } from '../access/index.ts';
import { actorOf, type Identity } from '../access/identity.ts';
import { generateDocument } from '../api/document.ts';
import { pageStyle, renderPage } from '../api/page.ts';
import type { HubRouters } from '../api/routers.ts';
import type { HubContext } from '../hub-context.ts';
import { withStatus } from './failures.ts';
import { pagePolicy } from './security-headers.ts';
import { refuse } from './server.ts';
import { tokensOf } from './tokens.ts';
import { readVersions, spokenVersions, type ApiVersion } from './versions.ts';

export interface ApiRoutesDeps {
  readonly routers: HubRouters;
  readonly access: Pick<Access, 'identify'>;
  readonly logger: Logger;
}

/** The client may say what it speaks; a version it does not speak would answer it in words it cannot read. */
const isVersionSpoken = (request: FastifyRequest, version: ApiVersion): boolean => {
  const header = request.headers['switchyard-versions'];
  return readVersions(typeof header === 'string' ? header : undefined)?.includes(version) ?? true;
};

export const contextOf = (
  identity: Identity,
  request: { readonly id: string; readonly address: string },
  logger: Logger,
): HubContext => ({
  session: {
    userId: actorOf(identity),
    roles: identity.roles,
    ...(identity.desk === null ? {} : { deskId: identity.desk.id }),
  },
  logger,
  identity,
  requestId: request.id,
  address: request.address,
});

function createHandler(router: AnyRouter): OpenAPIHandler<HubContext> {
  return new OpenAPIHandler<HubContext>(router as never, {
    clientInterceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          throw withStatus(error);
        }
      },
    ],
  });
}

function addCalls(app: FastifyInstance, version: ApiVersion, deps: ApiRoutesDeps): void {
  const { routers, access, logger } = deps;
  const handler = createHandler(routers[version]);
  const prefix = `/api/v${version}` as const;

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isVersionSpoken(request, version)) {
      return refuse(
        reply,
        400,
        'hub/no-common-version',
        `This hub speaks versions ${spokenVersions.join(', ')}.`,
      );
    }
    const identity = await access.identify(tokensOf(request.headers));
    if (identity === null)
      return refuse(reply, 401, 'hub/unknown-token', 'This token is not good, or no longer.');
    reply.header('switchyard-version', String(version));
    const context = contextOf(identity, { id: request.id, address: request.ip }, logger);
    const { matched } = await handler.handle(request, reply, { prefix, context });
    if (!matched) return refuse(reply, 404, 'hub/not-found', 'There is no such call.');
    return reply;
  };
  app.post(`${prefix}/*`, answer);
}

function addPages(app: FastifyInstance, version: ApiVersion): void {
  const document = generateDocument(version);
  // Read when it is asked for: a failure there is that request's.
  document.catch(() => undefined);
  app.get(`/api/v${version}/openapi.json`, async () => document);
  app.get(`/api/v${version}`, async (_request, reply) => {
    reply.headers(pagePolicy).type('text/html; charset=utf-8');
    return renderPage(await document, version, spokenVersions);
  });
}

/** `/api/v1` and `/api/v2`: the calls, their OpenAPI document, and a page of it for people. */
export function addApiRoutes(app: FastifyInstance, deps: ApiRoutesDeps): void {
  for (const version of spokenVersions) {
    addCalls(app, version, deps);
    addPages(app, version);
  }
  app.get('/api', (_request, reply) => reply.redirect(`/api/v${spokenVersions[0]}`));
  app.get('/api/page.css', (_request, reply) => reply.type('text/css').send(pageStyle));
  app.get('/health', () => ({ state: 'live', versions: spokenVersions }));
}
