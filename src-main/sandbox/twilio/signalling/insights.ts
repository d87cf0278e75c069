import type { IncomingMessage, ServerResponse } from 'node:http';

const postsMax = 2_000;
const bodyBytesMax = 256 * 1024;

export interface InsightsPost {
  readonly kind: 'events' | 'metrics';
  readonly body: unknown;
}

const kinds: Readonly<Record<string, InsightsPost['kind']>> = {
  '/v4/EndpointEvents': 'events',
  '/v4/EndpointMetrics': 'metrics',
};

/** Any page may post: the service answers with what a cross-origin request with a token needs. */
const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, X-Twilio-Token',
  'Access-Control-Max-Age': '3600',
};

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    byteCount += bytes.length;
    if (byteCount <= bodyBytesMax) chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

/** Where the SDK posts what it saw of a call. Kept, the newest last, for whoever wants to look. */
export function createInsights() {
  const posts: InsightsPost[] = [];
  return {
    posts: (): readonly InsightsPost[] => posts,
    /** False when the request is not for this end. */
    async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
      const kind = kinds[path];
      if (kind === undefined) return false;
      if (request.method === 'OPTIONS') {
        response.writeHead(204, corsHeaders).end();
        return true;
      }
      posts.push({ kind, body: await readJson(request) });
      if (posts.length > postsMax) posts.splice(0, posts.length - postsMax);
      response.writeHead(200, { ...corsHeaders, 'Content-Type': 'application/json' }).end('{}');
      return true;
    },
  };
}
