import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { net, protocol } from 'electron';
import { appHost, appScheme, phoneHostPath } from './app-origin.ts';
import { contentSecurityPolicy, signallingSources } from './security/content-policy.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
};

/** Must run before the app is ready. No `corsEnabled`: it would let other origins read the app (facts/security, finding 8). */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

async function listFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry): Promise<[string, string][]> => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [[entry.name, path]];
      const inner = await listFiles(path);
      return [...inner].map(([name, innerPath]) => [`${entry.name}/${name}`, innerPath]);
    }),
  );
  return new Map(nested.flat());
}

function respond(
  body: string | Uint8Array<ArrayBuffer> | null,
  status: number,
  contentType: string,
  headers: Record<string, string>,
): Response {
  return new Response(body, {
    status,
    headers: { 'content-type': contentType, 'x-content-type-options': 'nosniff', ...headers },
  });
}

/**
 * Serves `app://switchyard/…`: only the files that were in the build's folder at start, by exact name, and the basemap.
 *
 * @param basemap answers every path below `/basemap/`.
 * @param plainSignallingHost the sandbox's, where the phone host may speak to it (security/content-policy.ts).
 * @param developmentServerUrl when set, pages come from the hot-reloading server instead of the build.
 */
export async function serveAppProtocol(options: {
  readonly rendererFolder: string;
  readonly developmentServerUrl: string | undefined;
  readonly plainSignallingHost: string | null;
  readonly basemap: (request: Request) => Promise<Response>;
}): Promise<void> {
  const { rendererFolder, developmentServerUrl, plainSignallingHost, basemap } = options;
  const development = developmentServerUrl !== undefined;
  const files = development ? new Map<string, string>() : await listFiles(rendererFolder);

  const servePage = (html: string, path: string) => {
    const signalling = path === phoneHostPath ? signallingSources(plainSignallingHost) : [];
    const nonce = randomBytes(16).toString('base64');
    return respond(html.replaceAll('__CSP_NONCE__', nonce), 200, contentTypes['.html'] ?? '', {
      'content-security-policy': contentSecurityPolicy(nonce, development, signalling),
      'cache-control': 'no-store',
    });
  };

  const serveFile = async (name: string) => {
    const path = files.get(name);
    if (path === undefined) return respond('Not found', 404, 'text/plain', {});
    if (extname(name) === '.html') return servePage(await readFile(path, 'utf8'), `/${name}`);
    const type = contentTypes[extname(name)] ?? 'application/octet-stream';
    return respond(await readFile(path), 200, type, {});
  };

  const serveFromDevelopmentServer = async (url: URL, request: Request) => {
    const answer = await net.fetch(`${developmentServerUrl ?? ''}${url.pathname}${url.search}`, {
      // Not the page's own headers: Chromium's network stack refuses a request with a referrer of another scheme.
      headers: { accept: request.headers.get('accept') ?? '*/*' },
    });
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
    return isPage ? servePage(await answer.text(), url.pathname) : answer;
  };

  protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== appHost || request.method !== 'GET') return respond('Not found', 404, 'text/plain', {});
    if (url.pathname.startsWith('/basemap/')) return basemap(request);
    if (development) return serveFromDevelopmentServer(url, request);
    // Not decoded: a build's file names need no escapes, and an escape can then never climb out of the list.
    return serveFile(url.pathname.slice(1));
  });
}
