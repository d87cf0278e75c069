/**
 * The Content-Security-Policy of every page of the app, sent as a header. Exactly what the screens need, no more:
 * - `style-src 'nonce-…'`: the component library writes one style element for its theme variables.
 * - `worker-src 'self'`: the map's worker is a file of ours.
 * - `media-src blob:`: recordings of phone calls come over a port, in parts.
 * - `trusted-types default`: one policy that knows the map's worker and nothing else (src-renderer/platform/trusted-types.ts).
 * - The phone host alone may reach voice signalling: Twilio's hosts, and the sandbox on this machine while it is used.
 *
 * @param signalling sources that the page may connect to besides its own origin.
 * @param development relaxes it for the hot-reloading server; never set in a packaged app.
 */
export function contentSecurityPolicy(
  nonce: string,
  development: boolean,
  signalling: readonly string[] = [],
): string {
  const scripts = development ? `script-src 'self' 'unsafe-inline'` : `script-src 'self'`;
  const own = development ? `connect-src 'self' ws://127.0.0.1:*` : `connect-src 'self'`;
  const connections = [own, ...signalling].join(' ');
  const styles = development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`;
  return [
    `default-src 'none'`,
    scripts,
    styles,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    connections,
    `media-src 'self' blob:`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
    ...(development ? [] : [`require-trusted-types-for 'script'`, `trusted-types default`]),
  ].join('; ');
}

/** `plainHost`: `127.0.0.1:PORT` of the sandbox, or `null`. Only a loopback address may be spoken to in the clear. */
export function signallingSources(plainHost: string | null): string[] {
  const isLoopback = plainHost !== null && /^127\.0\.0\.1:\d{1,5}$/.test(plainHost);
  return isLoopback ? [`ws://${plainHost}`] : ['wss://*.twilio.com'];
}
