import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { assert } from './errors.ts';

export interface HeardRequest {
  /** Path and query as they were asked. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpReply {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
}

export interface HttpListener {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  readonly port: number;
  close(): Promise<void>;
}

const bodyBytesMax = 256 * 1024;

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    byteCount += bytes.length;
    if (byteCount > bodyBytesMax) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function replyTo(
  request: IncomingMessage,
  answer: (heard: HeardRequest) => Promise<HttpReply>,
): Promise<HttpReply> {
  if (request.method !== 'POST') return { status: 405 };
  const body = await readBody(request);
  if (body === null) return { status: 413 };
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return answer({ target: request.url ?? '/', headers: Object.fromEntries(headers), body });
}

async function listenOn(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/**
 * Hears POST requests on this computer alone, on `port` when it is free and on any other when not. `answer` that throws is
 * a bug: 500.
 */
export async function listenOnLoopback(
  answer: (heard: HeardRequest) => Promise<HttpReply>,
  onBug: (error: unknown) => void,
  port = 0,
): Promise<HttpListener> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    let reply: HttpReply;
    try {
      reply = await replyTo(request, answer);
    } catch (error) {
      onBug(error);
      reply = { status: 500 };
    }
    response.writeHead(reply.status, reply.contentType ? { 'content-type': reply.contentType } : {});
    response.end(reply.body ?? '');
  };
  const server = createServer((request, response) => void serve(request, response));
  try {
    await listenOn(server, port);
  } catch (error) {
    if (port === 0) throw error;
    await listenOn(server, 0);
  }
  const address = server.address();
  assert(address !== null && typeof address !== 'string', 'a listening server has a port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
