import type { FastifyInstance } from 'fastify';
import type { FlowDoor, HearWebhook } from '../../core/operations/twilio/index.ts';
import type { Logger } from '../../core/platform/logger.ts';
import { refuse } from '../web/server.ts';

const prefix = '/phone';
const formType = 'application/x-www-form-urlencoded';

/**
 * Where the telephone service asks: `POST /phone/…` on the hub's own server. Who asks is known by the vendor's signature,
 * which is made over the address as the vendor knows it: the public one.
 */
export function createPhoneDoor(app: FastifyInstance, logger: Logger) {
  let hear: HearWebhook | null = null;
  let publicUrl = '';
  // Forms are read on this path alone.
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser(formType, { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.post(`${prefix}/*`, async (request, reply) => {
      if (hear === null) return refuse(reply, 404, 'hub/not-found', 'There is nothing here.');
      const headers = Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      );
      const heard = await hear({
        target: request.url.slice(prefix.length),
        headers: Object.fromEntries(headers),
        body: typeof request.body === 'string' ? request.body : '',
      });
      if (heard.status === 403) {
        logger.warn({ requestId: request.id }, 'a webhook that is not the telephone service’s');
        return refuse(reply, 403, 'hub/wrong-signature', 'This is not signed by the telephone service.');
      }
      if (heard.contentType !== undefined) reply.type(heard.contentType);
      return reply.code(heard.status).send(heard.body ?? '');
    });
    done();
  });
  return {
    /** Before the flow is served. */
    setPublicUrl: (url: string) => {
      publicUrl = url;
    },
    open: (answer: HearWebhook): Promise<FlowDoor> => {
      hear = answer;
      return Promise.resolve({
        baseUrl: `${publicUrl}${prefix}`,
        close: () => {
          hear = null;
          return Promise.resolve();
        },
      });
    },
  };
}
